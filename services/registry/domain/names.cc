#include "services/registry/domain/names.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/base/ids.h"

namespace pcsp::registry {
namespace {

// The ids in `name`, which has the form `collections[0]/{id}/collections[1]/{id}...`.
std::vector<std::string> IdsIn(absl::string_view name,
                               const std::vector<absl::string_view>& collections) {
  const std::vector<absl::string_view> parts = absl::StrSplit(name, '/');
  if (parts.size() != 2 * collections.size()) return {};
  std::vector<std::string> ids;
  for (size_t i = 0; i < collections.size(); ++i) {
    if (parts[2 * i] != collections[i] || !IsResourceId(parts[2 * i + 1])) return {};
    ids.emplace_back(parts[2 * i + 1]);
  }
  return ids;
}

}  // namespace

std::string ProgrammeName(absl::string_view programme) {
  return absl::StrCat("programmes/", programme);
}

std::string OrganisationName(absl::string_view programme, absl::string_view organisation) {
  return absl::StrCat("programmes/", programme, "/organisations/", organisation);
}

std::string RelationshipName(absl::string_view programme, absl::string_view relationship) {
  return absl::StrCat("programmes/", programme, "/relationships/", relationship);
}

std::string SiteContextName(absl::string_view programme, absl::string_view organisation,
                            Date date) {
  return absl::StrCat(OrganisationName(programme, organisation), "/siteContexts/",
                      FormatDate(date));
}

std::string PersonName(absl::string_view programme, absl::string_view person) {
  return absl::StrCat("programmes/", programme, "/people/", person);
}

std::string MilestoneName(absl::string_view programme, absl::string_view organisation,
                          absl::string_view milestone) {
  return absl::StrCat(OrganisationName(programme, organisation), "/milestones/", milestone);
}

std::string AppointmentName(absl::string_view programme, absl::string_view appointment) {
  return absl::StrCat("programmes/", programme, "/appointments/", appointment);
}

std::string ImportConflictName(absl::string_view programme, absl::string_view conflict) {
  return absl::StrCat("programmes/", programme, "/importConflicts/", conflict);
}

std::string ProgrammeIn(absl::string_view name) {
  if (!absl::ConsumePrefix(&name, "programmes/")) return "";
  return std::string(name.substr(0, name.find('/')));
}

std::optional<std::string> ParseProgrammeName(absl::string_view name) {
  std::vector<std::string> ids = IdsIn(name, {"programmes"});
  if (ids.empty()) return std::nullopt;
  return std::move(ids[0]);
}

std::optional<OrganisationId> ParseOrganisationName(absl::string_view name) {
  std::vector<std::string> ids = IdsIn(name, {"programmes", "organisations"});
  if (ids.empty()) return std::nullopt;
  return OrganisationId{std::move(ids[0]), std::move(ids[1])};
}

std::optional<RelationshipId> ParseRelationshipName(absl::string_view name) {
  std::vector<std::string> ids = IdsIn(name, {"programmes", "relationships"});
  if (ids.empty()) return std::nullopt;
  return RelationshipId{std::move(ids[0]), std::move(ids[1])};
}

std::optional<PersonId> ParsePersonName(absl::string_view name) {
  std::vector<std::string> ids = IdsIn(name, {"programmes", "people"});
  if (ids.empty()) return std::nullopt;
  return PersonId{std::move(ids[0]), std::move(ids[1])};
}

std::optional<MilestoneId> ParseMilestoneName(absl::string_view name) {
  std::vector<std::string> ids = IdsIn(name, {"programmes", "organisations", "milestones"});
  if (ids.empty()) return std::nullopt;
  return MilestoneId{std::move(ids[0]), std::move(ids[1]), std::move(ids[2])};
}

std::optional<AppointmentId> ParseAppointmentName(absl::string_view name) {
  std::vector<std::string> ids = IdsIn(name, {"programmes", "appointments"});
  if (ids.empty()) return std::nullopt;
  return AppointmentId{std::move(ids[0]), std::move(ids[1])};
}

std::optional<ImportConflictId> ParseImportConflictName(absl::string_view name) {
  std::vector<std::string> ids = IdsIn(name, {"programmes", "importConflicts"});
  if (ids.empty()) return std::nullopt;
  return ImportConflictId{std::move(ids[0]), std::move(ids[1])};
}

}  // namespace pcsp::registry

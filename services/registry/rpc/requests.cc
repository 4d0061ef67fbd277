#include "services/registry/rpc/requests.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/base/ids.h"

namespace pcsp::registry {
namespace {

constexpr int kDefaultPageSize = 50;
constexpr int kLargestPageSize = 1000;
constexpr absl::string_view kAllOrganisations = "/organisations/-";
constexpr absl::Duration kMostStale = absl::Seconds(2);

}  // namespace

std::string ProgrammeFrom(absl::string_view field, absl::string_view name, Violations& violations) {
  if (auto id = ParseProgrammeName(name)) return *std::move(id);
  violations.Add(std::string(field), name, kProgrammeNameRule);
  return "";
}

OrganisationId OrganisationFrom(absl::string_view field, absl::string_view name,
                                Violations& violations) {
  if (auto id = ParseOrganisationName(name)) return *std::move(id);
  violations.Add(std::string(field), name, kOrganisationNameRule);
  return {};
}

RelationshipId RelationshipFrom(absl::string_view field, absl::string_view name,
                                Violations& violations) {
  if (auto id = ParseRelationshipName(name)) return *std::move(id);
  violations.Add(std::string(field), name, kRelationshipNameRule);
  return {};
}

MilestoneId MilestoneFrom(absl::string_view field, absl::string_view name, Violations& violations) {
  if (auto id = ParseMilestoneName(name)) return *std::move(id);
  violations.Add(std::string(field), name, kMilestoneNameRule);
  return {};
}

OrganisationId OrganisationOrAllFrom(absl::string_view field, absl::string_view name,
                                     Violations& violations) {
  if (!absl::EndsWith(name, kAllOrganisations)) return OrganisationFrom(field, name, violations);
  return {ProgrammeFrom(field, absl::StripSuffix(name, kAllOrganisations), violations), ""};
}

std::string PersonNameOf(absl::string_view programme, absl::string_view field,
                         absl::string_view name, Violations& violations) {
  if (name.empty()) return "";
  const auto id = ParsePersonName(name);
  if (id && id->programme == programme) return std::string(name);
  violations.Add(std::string(field), name, PersonName(programme, "{person}"));
  return "";
}

PersonId PersonFrom(absl::string_view field, absl::string_view name, Violations& violations) {
  if (auto id = ParsePersonName(name)) return *std::move(id);
  violations.Add(std::string(field), name, kPersonNameRule);
  return {};
}

AppointmentId AppointmentFrom(absl::string_view field, absl::string_view name,
                              Violations& violations) {
  if (auto id = ParseAppointmentName(name)) return *std::move(id);
  violations.Add(std::string(field), name, kAppointmentNameRule);
  return {};
}

ImportConflictId ImportConflictFrom(absl::string_view field, absl::string_view name,
                                    Violations& violations) {
  if (auto id = ParseImportConflictName(name)) return *std::move(id);
  violations.Add(std::string(field), name, kImportConflictNameRule);
  return {};
}

std::string OrganisationOf(absl::string_view programme, absl::string_view field,
                           absl::string_view name, Violations& violations) {
  if (name.empty()) return "";
  auto id = ParseOrganisationName(name);
  if (id && id->programme == programme) return std::move(id->organisation);
  violations.Add(std::string(field), name, OrganisationName(programme, "{organisation}"));
  return "";
}

std::string PersonOf(absl::string_view programme, absl::string_view field, absl::string_view name,
                     Violations& violations) {
  if (name.empty()) return "";
  auto id = ParsePersonName(name);
  if (id && id->programme == programme) return std::move(id->person);
  violations.Add(std::string(field), name, PersonName(programme, "{person}"));
  return "";
}

void CheckNewId(absl::string_view field, absl::string_view id, Violations& violations) {
  if (!id.empty() && !IsResourceId(id)) violations.Add(std::string(field), id, kResourceIdRule);
}

void CheckRequestId(absl::string_view field, absl::string_view request_id, Violations& violations) {
  if (request_id.empty() || IsUuid(request_id)) return;
  violations.Add(std::string(field), request_id, "a UUID");
}

void CheckStaleness(absl::string_view field, const google::protobuf::Duration& duration,
                    Violations& violations) {
  const absl::Duration given =
      absl::Seconds(duration.seconds()) + absl::Nanoseconds(duration.nanos());
  if (given < absl::ZeroDuration() || given > kMostStale) {
    violations.Add(std::string(field), absl::FormatDuration(given), "0 s to 2 s");
  }
}

absl::Status CheckEtag(absl::string_view type, absl::string_view name, absl::string_view given,
                       absl::string_view current) {
  if (given.empty() || given == current) return absl::OkStatus();
  return EtagMismatch(type, name, given, current);
}

Page PageFrom(int page_size, const std::string& page_token, const PageTokens& tokens,
              const std::vector<std::string>& arguments, Violations& violations) {
  Page page;
  if (page_size < 0) {
    violations.Add("page_size", absl::StrCat(page_size), "0 (for the default) or more");
  }
  page.size = page_size == 0 ? kDefaultPageSize : std::min(page_size, kLargestPageSize);
  auto cursor = tokens.Decode(page_token, arguments);
  if (cursor.ok()) {
    page.cursor = *std::move(cursor);
  } else {
    violations.Merge("", cursor.status());
  }
  return page;
}

}  // namespace pcsp::registry

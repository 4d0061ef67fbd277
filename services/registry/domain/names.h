// Resource names of the registry. Inside the service everything goes by the ids alone.
#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "services/registry/domain/period.h"

namespace pcsp::registry {

struct OrganisationId {
  std::string programme;
  std::string organisation;

  bool operator==(const OrganisationId&) const = default;
};

struct RelationshipId {
  std::string programme;
  std::string relationship;

  bool operator==(const RelationshipId&) const = default;
};

struct PersonId {
  std::string programme;
  std::string person;

  bool operator==(const PersonId&) const = default;
};

struct MilestoneId {
  std::string programme;
  std::string organisation;
  std::string milestone;

  bool operator==(const MilestoneId&) const = default;
};

struct AppointmentId {
  std::string programme;
  std::string appointment;

  bool operator==(const AppointmentId&) const = default;
};

struct ImportConflictId {
  std::string programme;
  std::string conflict;

  bool operator==(const ImportConflictId&) const = default;
};

std::string ProgrammeName(absl::string_view programme);
std::string OrganisationName(absl::string_view programme, absl::string_view organisation);
std::string RelationshipName(absl::string_view programme, absl::string_view relationship);
std::string SiteContextName(absl::string_view programme, absl::string_view organisation, Date date);
std::string PersonName(absl::string_view programme, absl::string_view person);
std::string MilestoneName(absl::string_view programme, absl::string_view organisation,
                          absl::string_view milestone);
std::string AppointmentName(absl::string_view programme, absl::string_view appointment);

std::string ImportConflictName(absl::string_view programme, absl::string_view conflict);

// The id after "programmes/" at the front of any name; "" where it does not begin so.
std::string ProgrammeIn(absl::string_view name);

// Nothing unless `name` has the form and its ids are IsResourceId().
std::optional<std::string> ParseProgrammeName(absl::string_view name);
std::optional<OrganisationId> ParseOrganisationName(absl::string_view name);
std::optional<RelationshipId> ParseRelationshipName(absl::string_view name);
std::optional<PersonId> ParsePersonName(absl::string_view name);
std::optional<MilestoneId> ParseMilestoneName(absl::string_view name);
std::optional<AppointmentId> ParseAppointmentName(absl::string_view name);
std::optional<ImportConflictId> ParseImportConflictName(absl::string_view name);

inline constexpr absl::string_view kProgrammeNameRule = "programmes/{programme}";
inline constexpr absl::string_view kOrganisationNameRule =
    "programmes/{programme}/organisations/{organisation}";
inline constexpr absl::string_view kRelationshipNameRule =
    "programmes/{programme}/relationships/{relationship}";
inline constexpr absl::string_view kPersonNameRule = "programmes/{programme}/people/{person}";
inline constexpr absl::string_view kMilestoneNameRule =
    "programmes/{programme}/organisations/{organisation}/milestones/{milestone}";
inline constexpr absl::string_view kAppointmentNameRule =
    "programmes/{programme}/appointments/{appointment}";
inline constexpr absl::string_view kImportConflictNameRule =
    "programmes/{programme}/importConflicts/{conflict}";

}  // namespace pcsp::registry

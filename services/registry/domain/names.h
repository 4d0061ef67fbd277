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

std::string ProgrammeName(absl::string_view programme);
std::string OrganisationName(absl::string_view programme, absl::string_view organisation);
std::string RelationshipName(absl::string_view programme, absl::string_view relationship);
std::string SiteContextName(absl::string_view programme, absl::string_view organisation, Date date);

// Nothing unless `name` has the form and its ids are IsResourceId().
std::optional<std::string> ParseProgrammeName(absl::string_view name);
std::optional<OrganisationId> ParseOrganisationName(absl::string_view name);
std::optional<RelationshipId> ParseRelationshipName(absl::string_view name);

inline constexpr absl::string_view kProgrammeNameRule = "programmes/{programme}";
inline constexpr absl::string_view kOrganisationNameRule =
    "programmes/{programme}/organisations/{organisation}";
inline constexpr absl::string_view kRelationshipNameRule =
    "programmes/{programme}/relationships/{relationship}";

}  // namespace pcsp::registry

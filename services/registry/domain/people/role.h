// What people are appointed to do.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/registry/domain/organisation.h"

namespace pcsp::registry {

enum class Role {
  kUnspecified,
  kGpChampion,
  kExemplar,
  kFacilitator,
  kTrainer,
  kOperationalManager,
  kPracticeLead,
  kSteeringGroupChair,
  kSteeringGroupMember,
  kStaff,
};
inline constexpr Role kLastRole = Role::kStaff;

// The lower_snake word that tables and messages use; "" for kUnspecified.
absl::string_view Word(Role role);
Role RoleOf(absl::string_view word);

// The roles that an organisation of this kind can have, in the order of the enumeration.
std::vector<Role> RolesAt(OrganisationKind kind);
bool CanHave(OrganisationKind kind, Role role);

// True for facilitators and trainers: those whose hours, skills and region are planned with.
bool HasCapacity(Role role);

// "GP_CHAMPION, EXEMPLAR or STAFF", as messages write them.
std::string InWords(const std::vector<Role>& roles);

}  // namespace pcsp::registry

#include "services/registry/domain/people/role.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace pcsp::registry {
namespace {

using Kind = OrganisationKind;

constexpr absl::string_view kWords[] = {"",
                                        "gp_champion",
                                        "exemplar",
                                        "facilitator",
                                        "trainer",
                                        "operational_manager",
                                        "practice_lead",
                                        "steering_group_chair",
                                        "steering_group_member",
                                        "staff"};

// Who can have which role. Champions and exemplars are wherever issues are (domain.md 2.1);
// facilitators work in practices and are not of them; trainers are often a practice's own people.
bool Fits(Role role, Kind kind) {
  const bool above = kind == Kind::kRegion || kind == Kind::kWholeSystem ||
                     kind == Kind::kSteeringGroup || kind == Kind::kPcn;
  switch (role) {
    case Role::kGpChampion:
      return kind != Kind::kRegion && kind != Kind::kTeam;
    case Role::kExemplar:
      return kind != Kind::kRegion;
    case Role::kFacilitator:
    case Role::kOperationalManager:
      return above;
    case Role::kTrainer:
      return kind != Kind::kTeam;
    case Role::kPracticeLead:
      return !above;
    case Role::kSteeringGroupChair:
    case Role::kSteeringGroupMember:
      return kind == Kind::kSteeringGroup;
    case Role::kStaff:
      return true;
    case Role::kUnspecified:
      return false;
  }
  return false;
}

}  // namespace

absl::string_view Word(Role role) { return kWords[static_cast<int>(role)]; }

Role RoleOf(absl::string_view word) {
  const auto found = std::find(std::begin(kWords), std::end(kWords), word);
  return found == std::end(kWords) ? Role::kUnspecified
                                   : static_cast<Role>(found - std::begin(kWords));
}

bool CanHave(OrganisationKind kind, Role role) {
  return kind != Kind::kUnspecified && Fits(role, kind);
}

std::vector<Role> RolesAt(OrganisationKind kind) {
  std::vector<Role> roles;
  for (int i = 1; i <= static_cast<int>(kLastRole); ++i) {
    if (CanHave(kind, static_cast<Role>(i))) roles.push_back(static_cast<Role>(i));
  }
  return roles;
}

bool HasCapacity(Role role) { return role == Role::kFacilitator || role == Role::kTrainer; }

std::string InWords(const std::vector<Role>& roles) {
  std::string words;
  for (size_t i = 0; i < roles.size(); ++i) {
    const char* before = i == 0 ? "" : i + 1 == roles.size() ? " or " : ", ";
    absl::StrAppend(&words, before, absl::AsciiStrToUpper(Word(roles[i])));
  }
  return words;
}

}  // namespace pcsp::registry

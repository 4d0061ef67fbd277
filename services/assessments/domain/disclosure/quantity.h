// One thing that is counted over people, and the parts that a team is split into.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "services/assessments/domain/disclosure/hierarchy.h"
#include "services/assessments/domain/disclosure/rules.h"
#include "services/assessments/domain/vocabulary.h"

namespace pcsp::assessments {

// How finely a team is split. Whoever shows a team at one of these shows it at all before it: the
// parts add up.
inline constexpr int kWholeTeam = 0;
inline constexpr int kClinical = 1;  // clinical, and everybody else
inline constexpr int kRoles = 2;     // the staff groups
inline constexpr int kResolutions = 3;

// A set of staff groups: bit g is StaffGroup g + 1.
using Part = uint8_t;
absl::Span<const Part> PartsOf(int resolution);

// What people of one population gave: how many they are, and the sum of what each said, in whole
// units.
struct Tally {
  int64_t people = 0;
  int64_t sum = 0;
  Tally& operator+=(const Tally& other);
  bool operator==(const Tally&) const = default;
};
using Tallies = std::array<Tally, kStaffGroups>;  // by StaffGroup - 1

Tally TallyOf(const Tallies& tallies, Part part);
int RosterOf(const std::array<int, kStaffGroups>& roster, Part part);

// Something that is published for every population: respondents, a construct, an item.
struct Quantity {
  std::vector<Tallies> nodes;  // by node of the hierarchy
  int64_t top = 0;             // the most that one person adds to a sum; 0: people alone
  int threshold = 0;           // fewest people
  int finest = kRoles;         // resolutions that are published at all
  std::vector<Hidden> forced;  // by node, what is hidden from the start; empty: nothing

  int64_t People(int node) const;
};

// A quantity whose sites are filled in: adds them up to the groups.
void AddUp(const Hierarchy& tree, Quantity& quantity);

// Why each population is hidden, or that it is shown, by node and resolution.
struct Decisions {
  std::vector<std::array<Hidden, kResolutions>> why;

  Hidden Why(int node, int resolution) const { return why[node][resolution]; }
  bool Shown(int node, int resolution) const { return why[node][resolution] == Hidden::kShown; }
  int Finest(int node) const;  // shown; -1 if none is
  bool operator==(const Decisions&) const = default;
};

}  // namespace pcsp::assessments

// How many came or went at each site since earlier waves. Where they were few, exact figures of
// both waves together tell what they said.
#pragma once

#include <array>
#include <vector>

#include "absl/types/span.h"
#include "services/assessments/domain/disclosure/hierarchy.h"
#include "services/assessments/domain/disclosure/quantity.h"
#include "services/assessments/domain/scoring/site_statistics.h"

namespace pcsp::assessments {

// How many people of one site answered, and how many of them counted in each construct.
struct Turnouts {
  using Counts = std::array<int, kStaffGroups>;  // by StaffGroup - 1
  Counts respondents{};
  std::array<Counts, kConstructs> constructs{};
};
Turnouts TurnoutsOf(const std::array<SiteStatistics, kStaffGroups>& groups);

// What the people of one site gave, by StaffGroup - 1, and how many answered there in each earlier
// wave of its level whose answers are final: nobody where it was in none, so that all sites of a
// level have as many.
struct SiteAnswers {
  std::array<SiteStatistics, kStaffGroups> groups;
  std::vector<Turnouts> earlier;

  SiteStatistics Total() const;
};

// By node. Few are fewer than `least`, more or fewer than in one of the waves before.
struct Movement {
  std::vector<bool> of_site;   // at a site where somebody answered then: its groups may tell of it
  std::vector<bool> of_group;  // at a site, new or not, or at one of a group's
  std::vector<bool> of_parts;  // the same of any of its staff groups
  // Groups whose few, at all of their sites together, or at those that are left when groups below
  // are taken away, are fewer than `least` still.
  std::vector<bool> too_few;
};
Movement MovementOf(const Hierarchy& tree, absl::Span<const SiteAnswers> answers, int least);

}  // namespace pcsp::assessments

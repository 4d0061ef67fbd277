// Which populations may be counted exactly. A team below the distribution size is told as a band,
// and that says nothing if its number and its sum are what is left when others, told exactly, are
// taken away from a group that is.
#pragma once

#include <array>
#include <vector>

#include "services/assessments/domain/disclosure/hierarchy.h"
#include "services/assessments/domain/disclosure/knowledge.h"
#include "services/assessments/domain/disclosure/policy.h"
#include "services/assessments/domain/disclosure/quantity.h"

namespace pcsp::assessments {

// By node and resolution.
using Places = std::vector<std::array<bool, kResolutions>>;

struct ExactPlaces {
  // A site is exact at a resolution if all its parts have people enough or none at all; a group if
  // nothing below it is told as a band, or at least two sites are not exact and together leave the
  // number of each open. So groups lose their last digits for the sake of small teams, and teams
  // lose nothing: a team's own profile is what it answers for.
  Places exact;
  // By node: a group whose exact number would give a team away that is told as a band.
  std::vector<bool> lone;
};

// `rough`: what is told as a band whatever its number.
ExactPlaces WhereExact(const Hierarchy& tree, const Quantity& quantity, const Knowledge& knowledge,
                       const Decisions& decisions, const PrivacyPolicy& policy,
                       const Places& rough);

}  // namespace pcsp::assessments

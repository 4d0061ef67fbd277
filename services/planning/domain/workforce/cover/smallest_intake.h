// The fewest people to train so that the target is met with confidence (methods.md 4d).
#pragma once

#include <optional>

#include "services/planning/domain/workforce/cover/cover_forecast.h"

namespace pcsp::planning::workforce {

// On top of the intakes planned. Nothing where not even training everybody is enough.
struct SmallestIntake {
  std::optional<int> a_month;  // in each month from `from` to `by`
  std::optional<int> once;     // all in month `from`
  double reach_without = 0;    // P(cover >= target) in month `by` as planned
  double reach_a_month = 0;    // with `a_month`; the best there is where there is none
  double reach_once = 0;       // with `once`, likewise
};

// Found by bisection, starting from what the two moments say; P(cover >= target) never falls as
// more are trained. 0 <= from <= by < months; `planned` may be shorter. `as_planned`: reach_without
// where it is known already.
SmallestIntake SmallestIntakeOf(const Post& post, const Role& role, RoleTurnover& turnover,
                                const std::vector<int>& planned, int from, int by,
                                double confidence, std::optional<double> as_planned = std::nullopt);

}  // namespace pcsp::planning::workforce

// What is believed of the share of people that leaves in a month (methods.md 4d).
#pragma once

#include <vector>

namespace pcsp::planning::workforce {

inline constexpr int kTurnoverNodes = 41;

// q ~ Beta(1 + leavers, 49 + person_months - leavers): the 41 quantiles (i - 1/2) / 41, each of
// weight 1/41, over which what depends on q is averaged. Without any evidence the mean is 2 % a
// month. Needs 0 <= leavers <= person_months.
std::vector<double> TurnoverNodes(double leavers, double person_months);

// The quantile of the same belief at `share`, in (0, 1).
double TurnoverQuantile(double leavers, double person_months, double share);

}  // namespace pcsp::planning::workforce

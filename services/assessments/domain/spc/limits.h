// Middle and limits of a control chart.
#pragma once

#include <optional>
#include <vector>

#include "absl/types/span.h"

namespace pcsp::assessments::spc {

// One month with a figure. `index` counts months, so that a gap shows; rising.
struct Observed {
  int index = 0;
  double value = 0;
  double denominator = 0;  // for p and u charts; 0 otherwise
};

// What one phase comes to. `sigma` of the i-th point is a third of the way to its limit.
struct Limits {
  double centre = 0;
  std::vector<double> sigma;  // one a point
  double Lower(size_t i) const { return centre - 3 * sigma[i]; }
  double Upper(size_t i) const { return centre + 3 * sigma[i]; }
};

inline constexpr double kXmrFactor = 2.66;     // of the mean moving range, to a limit
inline constexpr double kRangeFactor = 3.267;  // of the mean moving range: beyond it a range is odd

// Middle and limits of the first `baseline` points (all if 0), for all points. A moving range is
// taken between neighbouring months alone: across a gap it would span more than a month. Nothing
// when no two months of the baseline are neighbours.
std::optional<Limits> XmrLimits(absl::Span<const Observed> points, int baseline, bool screen);

// Proportions (`value` 0 to 1) out of `denominator`, and counts for each of it. Limits go by each
// month's denominator; where months spread more than chance lets them, sigma is widened by the
// factor that the moving range of the z scores gives (Laney 2002), and never made narrower. Months
// with denominator 0 must not be among the points. Nothing when there is no point.
std::optional<Limits> PLimits(absl::Span<const Observed> points, int baseline);
std::optional<Limits> ULimits(absl::Span<const Observed> points, int baseline);

}  // namespace pcsp::assessments::spc

#include "services/assessments/domain/spc/limits.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace pcsp::assessments::spc {
namespace {

// From the mean moving range to one standard deviation.
constexpr double kD2 = 1.128;

absl::Span<const Observed> Baseline(absl::Span<const Observed> points, int baseline) {
  return baseline <= 0 ? points : points.subspan(0, baseline);
}

double Mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

// |y_i - y_(i-1)| of neighbouring months.
std::vector<double> MovingRanges(absl::Span<const Observed> points) {
  std::vector<double> ranges;
  for (size_t i = 1; i < points.size(); ++i) {
    if (points[i].index != points[i - 1].index + 1) continue;
    ranges.push_back(std::abs(points[i].value - points[i - 1].value));
  }
  return ranges;
}

// The chart of a rate whose variance at denominator n is `spread` / n.
std::optional<Limits> RateLimits(absl::Span<const Observed> points, int baseline,
                                 const std::function<double(double centre)>& spread) {
  const absl::Span<const Observed> base = Baseline(points, baseline);
  double events = 0, chances = 0;
  for (const Observed& point : base) {
    events += point.value * point.denominator;
    chances += point.denominator;
  }
  if (chances <= 0) return std::nullopt;
  Limits limits{.centre = events / chances};
  const double variance = spread(limits.centre);
  double factor = 1;
  if (variance > 0) {
    std::vector<Observed> scores(base.begin(), base.end());
    for (Observed& score : scores) {
      score.value = (score.value - limits.centre) / std::sqrt(variance / score.denominator);
    }
    const std::vector<double> ranges = MovingRanges(scores);
    if (!ranges.empty()) factor = std::max(1.0, Mean(ranges) / kD2);
  }
  for (const Observed& point : points) {
    limits.sigma.push_back(factor * std::sqrt(variance / point.denominator));
  }
  return limits;
}

}  // namespace

std::optional<Limits> XmrLimits(absl::Span<const Observed> points, int baseline, bool screen) {
  const absl::Span<const Observed> base = Baseline(points, baseline);
  std::vector<double> ranges = MovingRanges(base);
  if (ranges.empty()) return std::nullopt;
  double mean_range = Mean(ranges);
  if (screen && mean_range > 0) {
    const double odd = kRangeFactor * mean_range;
    ranges.erase(
        std::remove_if(ranges.begin(), ranges.end(), [odd](double range) { return range >= odd; }),
        ranges.end());
    mean_range = Mean(ranges);
  }
  double sum = 0;
  for (const Observed& point : base) sum += point.value;
  return Limits{sum / static_cast<double>(base.size()),
                std::vector<double>(points.size(), kXmrFactor * mean_range / 3)};
}

std::optional<Limits> PLimits(absl::Span<const Observed> points, int baseline) {
  return RateLimits(points, baseline, [](double centre) { return centre * (1 - centre); });
}

std::optional<Limits> ULimits(absl::Span<const Observed> points, int baseline) {
  return RateLimits(points, baseline, [](double centre) { return centre; });
}

}  // namespace pcsp::assessments::spc

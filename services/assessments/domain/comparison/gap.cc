#include "services/assessments/domain/comparison/gap.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "services/assessments/domain/comparison/normal.h"

namespace pcsp::assessments {
namespace {

constexpr double kSure = .9, kProbable = .75;

GapWord WordOf(double first_above, double second_above) {
  if (first_above >= kSure) return GapWord::kFirstMoreSettled;
  if (second_above >= kSure) return GapWord::kSecondMoreSettled;
  if (first_above >= kProbable) return GapWord::kFirstProbablyMoreSettled;
  if (second_above >= kProbable) return GapWord::kSecondProbablyMoreSettled;
  return GapWord::kNoGapSeen;
}

double Total(absl::Span<const int32_t> counts) {
  return static_cast<double>(std::accumulate(counts.begin(), counts.end(), int64_t{0}));
}

// By category of `own`: how much of `other` lies below it, less how much lies above, over all.
std::vector<double> Above(size_t categories, absl::Span<const int32_t> other, double total) {
  std::vector<double> above(categories);
  double below = 0;
  for (size_t k = 0; k < categories; ++k) {
    above[k] = (2 * below + other[k] - total) / total;
    below += other[k];
  }
  return above;
}

double SquaresAround(absl::Span<const int32_t> counts, const std::vector<double>& values,
                     double centre) {
  double sum = 0;
  for (size_t k = 0; k < counts.size(); ++k) {
    sum += counts[k] * (values[k] - centre) * (values[k] - centre);
  }
  return sum;
}

// Cliff's unbiased estimate of the variance of delta, kept from falling below its least value.
double VarianceOf(absl::Span<const int32_t> first, absl::Span<const int32_t> second, double n,
                  double m, double delta) {
  double cells = 0;  // sum over pairs of (sign - delta)^2
  double below = 0;
  for (size_t k = 0; k < first.size(); ++k) {
    const double above = m - below - second[k];
    cells += first[k] * (below * (1 - delta) * (1 - delta) + second[k] * delta * delta +
                         above * (1 + delta) * (1 + delta));
    below += second[k];
  }
  std::vector<double> columns = Above(second.size(), first, n);
  for (double& value : columns) value = -value;
  const double rows = SquaresAround(first, Above(first.size(), second, m), delta);
  const double variance = (m * m * rows + n * n * SquaresAround(second, columns, delta) - cells) /
                          (m * n * (m - 1) * (n - 1));
  return std::max(variance, (1 - delta * delta) / (m * n - 1));
}

}  // namespace

ScoreGap GapBetween(const Estimate& first, const Estimate& second) {
  return GapOf(first.score - second.score, std::hypot(first.deviation, second.deviation));
}

ScoreGap InSteps(const ScoreGap& gap, double step) {
  const TellingSteps told(gap.difference, gap.low, gap.high, step);
  ScoreGap steps = GapOf(told.difference, told.deviation);
  steps.low = told.low;
  steps.high = told.high;
  return steps;
}

ScoreGap GapOf(double difference, double deviation) {
  ScoreGap gap{.difference = difference, .deviation = deviation};
  gap.low = gap.difference - kNormal95 * gap.deviation;
  gap.high = gap.difference + kNormal95 * gap.deviation;
  const double first_above = NormalAbove(kApart, gap.difference, gap.deviation);
  const double second_above = NormalAbove(kApart, -gap.difference, gap.deviation);
  gap.p_apart = first_above + second_above;
  gap.word = WordOf(first_above, second_above);
  return gap;
}

Estimate MeanOf(absl::Span<const Estimate> scores) {
  Estimate mean;
  double variance = 0;
  const double k = static_cast<double>(scores.size());
  for (const Estimate& score : scores) {
    mean.score += score.score / k;
    variance += score.deviation * score.deviation;
  }
  mean.deviation = std::sqrt(variance) / k;
  mean.low = mean.score - kNormal95 * mean.deviation;
  mean.high = mean.score + kNormal95 * mean.deviation;
  return mean;
}

std::optional<Dominance> CliffsDelta(absl::Span<const int32_t> first,
                                     absl::Span<const int32_t> second) {
  const double n = Total(first), m = Total(second);
  if (n == 0 || m == 0 || first.size() != second.size()) return std::nullopt;
  Dominance dominance;
  const std::vector<double> above = Above(first.size(), second, m);
  for (size_t k = 0; k < first.size(); ++k) dominance.delta += first[k] * above[k] / n;
  if (n < 2 || m < 2) return dominance;
  const double d = dominance.delta;
  const double v = VarianceOf(first, second, n, m, d);
  const double z2v = kNormal95 * kNormal95 * v, room = 1 - d * d;
  const double half = kNormal95 * std::sqrt(v) * std::sqrt(room * room + z2v);
  const double scale = room + z2v;
  if (scale <= 0) return dominance;  // wholly apart: the formula has nothing to say
  dominance.low = std::max(-1.0, (d - d * d * d - half) / scale);
  dominance.high = std::min(1.0, (d - d * d * d + half) / scale);
  return dominance;
}

}  // namespace pcsp::assessments

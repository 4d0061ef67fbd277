#include "services/assessments/domain/comparison/pooled_groups.h"

#include <cmath>

#include "services/assessments/domain/comparison/normal.h"

namespace pcsp::assessments {
namespace {

// How far a staff group's mean is drawn to what all say; wholly where nobody answered.
double DrawOf(const PooledMean& mean, const GroupPool& pool) {
  if (mean.people == 0) return 1;
  const double v = pool.tau2 * mean.concentration + pool.sigma2 / mean.people;
  return v / (v + pool.tau2);
}

}  // namespace

double ConcentrationOf(absl::Span<const int> roster) {
  double people = 0, squares = 0;
  for (int n : roster) {
    people += n;
    squares += static_cast<double>(n) * n;
  }
  return people > 0 ? squares / (people * people) : 1;
}

ScoreGap PooledGap(const PooledMean& first, const PooledMean& second, const Estimate& all,
                   const GroupPool& pool) {
  const double b1 = DrawOf(first, pool), b2 = DrawOf(second, pool);
  const double shared = (b1 - b2) * all.deviation;
  return GapOf((1 - b1) * first.mean - (1 - b2) * second.mean + (b1 - b2) * all.score,
               std::sqrt((b1 + b2) * pool.tau2 + shared * shared));
}

std::optional<Estimate> PooledWeightedScore(absl::Span<const PooledMean> means,
                                            absl::Span<const int> roster, const Estimate& all,
                                            const GroupPool& pool) {
  double total = 0;
  for (int people : roster) total += people;
  if (total == 0) return std::nullopt;
  Estimate score;
  double own = 0, drawn = 0;  // variance of the staff groups' own, and the weight that `all` has
  for (size_t g = 0; g < means.size(); ++g) {
    const double weight = roster[g] / total;
    const double b = DrawOf(means[g], pool);
    score.score += weight * (b * all.score + (1 - b) * means[g].mean);
    own += weight * weight * b * pool.tau2;
    drawn += weight * b;
  }
  score.deviation = std::sqrt(own + drawn * drawn * all.deviation * all.deviation);
  score.low = score.score - kNormal95 * score.deviation;
  score.high = score.score + kNormal95 * score.deviation;
  return score;
}

}  // namespace pcsp::assessments

#include "services/assessments/domain/comparison/pooled_groups.h"

#include <algorithm>
#include <cmath>

#include "services/assessments/domain/comparison/normal.h"

namespace pcsp::assessments {
namespace {

constexpr double kPriorWeight = 3, kFewestFree = 4, kPriorLocal2 = 50;

// The variance over sites of how far two staff groups lie apart, and what sampling adds to it.
struct Differences {
  double sum = 0, squares = 0, sampling = 0;
  int sites = 0;

  void Add(const SiteMean& a, const SiteMean& b, double sigma2) {
    if (a.people == 0 || b.people == 0) return;
    const double d = a.mean - b.mean;
    sum += d;
    squares += d * d;
    sampling += sigma2 * (1 / a.people + 1 / b.people);
    ++sites;
  }
  // Twice the variance sought, times the degrees of freedom.
  double Excess() const { return squares - sum * sum / sites - (sites - 1) * sampling / sites; }
};

// How far a staff group's mean is drawn to what all say; wholly where nobody answered.
double DrawOf(const PooledMean& mean, const PooledSpread& spread) {
  if (mean.people == 0) return 1;
  const double v = spread.local2 * mean.concentration + spread.sigma2 / mean.people;
  return v / (v + spread.tau2);
}

}  // namespace

PooledSpread SpreadOf(const std::vector<GroupMeans>& sites, const GroupPool& pool) {
  double excess = 0, free = 0;
  for (int a = 0; a < kStaffGroups; ++a) {
    for (int b = a + 1; b < kStaffGroups; ++b) {
      Differences differences;
      for (const GroupMeans& groups : sites) differences.Add(groups[a], groups[b], pool.sigma2);
      if (differences.sites < 2) continue;
      excess += differences.Excess();
      free += differences.sites - 1;
    }
  }
  const double weight = free < kFewestFree ? kPriorWeight : 0;
  const double local2 = (std::max(0.0, excess / 2) + weight * kPriorLocal2) / (free + weight);
  return {pool.tau2, local2, pool.sigma2};
}

double ConcentrationOf(absl::Span<const int> roster) {
  double people = 0, squares = 0;
  for (int n : roster) {
    people += n;
    squares += static_cast<double>(n) * n;
  }
  return people > 0 ? squares / (people * people) : 1;
}

ScoreGap PooledGap(const PooledMean& first, const PooledMean& second, const Estimate& all,
                   const PooledSpread& spread) {
  const double b1 = DrawOf(first, spread), b2 = DrawOf(second, spread);
  const double shared = (b1 - b2) * all.deviation;
  return GapOf((1 - b1) * first.mean - (1 - b2) * second.mean + (b1 - b2) * all.score,
               std::sqrt((b1 + b2) * spread.tau2 + shared * shared));
}

std::optional<Estimate> PooledWeightedScore(absl::Span<const PooledMean> means,
                                            absl::Span<const int> roster, const Estimate& all,
                                            const PooledSpread& spread) {
  double total = 0;
  for (int people : roster) total += people;
  if (total == 0) return std::nullopt;
  Estimate score;
  double own = 0, drawn = 0;  // variance of the staff groups' own, and the weight that `all` has
  for (size_t g = 0; g < means.size(); ++g) {
    const double weight = roster[g] / total;
    const double b = DrawOf(means[g], spread);
    score.score += weight * (b * all.score + (1 - b) * means[g].mean);
    own += weight * weight * b * spread.tau2;
    drawn += weight * b;
  }
  score.deviation = std::sqrt(own + drawn * drawn * all.deviation * all.deviation);
  score.low = score.score - kNormal95 * score.deviation;
  score.high = score.score + kNormal95 * score.deviation;
  return score;
}

}  // namespace pcsp::assessments

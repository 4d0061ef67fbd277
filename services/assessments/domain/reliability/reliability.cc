#include "services/assessments/domain/reliability/reliability.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "boost/math/distributions/fisher_f.hpp"
#include "services/assessments/domain/reliability/one_factor.h"

namespace pcsp::assessments {
namespace {

constexpr double kLeastAlpha = .6;
constexpr int64_t kEnoughPeople = 150;
constexpr double kWorthDropping = .03;
constexpr double kLeastIcc = .03;

struct Total {
  double trace = 0, sum = 0;
};

Total TotalOf(const SquareMatrix& matrix) {
  Total total;
  for (int i = 0; i < matrix.size; ++i) {
    total.trace += matrix.at(i, i);
    for (int j = 0; j < matrix.size; ++j) total.sum += matrix.at(i, j);
  }
  return total;
}

double RowSum(const SquareMatrix& matrix, int row) {
  double sum = 0;
  for (int j = 0; j < matrix.size; ++j) sum += matrix.at(row, j);
  return sum;
}

std::optional<double> AlphaFrom(int items, const Total& total) {
  if (items < 2 || total.sum <= 0) return std::nullopt;
  return static_cast<double>(items) / (items - 1) * (1 - total.trace / total.sum);
}

double QuantileF(double p, double df1, double df2) {
  return boost::math::quantile(boost::math::fisher_f(df1, df2), p);
}

Ranged Feldt(double alpha, int64_t n, int items) {
  const double df1 = static_cast<double>(n) - 1, df2 = df1 * (items - 1);
  if (df1 < 1) return {alpha, alpha, alpha};
  return {alpha, 1 - (1 - alpha) * QuantileF(.95, df1, df2),
          1 - (1 - alpha) * QuantileF(.05, df1, df2)};
}

void SetItem(const SquareMatrix& covariance, const Total& total, int i, ItemReliability& item) {
  const double own = covariance.at(i, i), row = RowSum(covariance, i);
  item.deviation = std::sqrt(std::max(0.0, own));
  const double rest = total.sum - 2 * row + own;
  if (own > 0 && rest > 0) item.item_rest = (row - own) / std::sqrt(own * rest);
  item.alpha_if_dropped = AlphaFrom(covariance.size - 1, {total.trace - own, rest});
}

// As if every item varied as much as every other.
void SetStandardised(const SquareMatrix& covariance, ScaleReliability& scale) {
  const int size = covariance.size;
  std::vector<double> scale_of(size);
  for (int i = 0; i < size; ++i) scale_of[i] = 1 / std::sqrt(covariance.at(i, i));
  double sum = 0;
  for (int i = 0; i < size; ++i) {
    for (int j = 0; j < i; ++j) sum += 2 * covariance.at(i, j) * scale_of[i] * scale_of[j];
  }
  const double mean = sum / (size * (size - 1.0));
  if (!std::isfinite(mean)) return;  // an item without spread
  scale.mean_correlation = mean;
  scale.standardised_alpha = size * mean / (1 + (size - 1) * mean);
}

double Icc1(double f, double size) { return (f - 1) / (f + size - 1); }

}  // namespace

std::optional<double> Alpha(const SquareMatrix& covariance) {
  return AlphaFrom(covariance.size, TotalOf(covariance));
}

ScaleReliability ReliabilityOf(const PairPlan& plan, const PairStatistics& stats,
                               absl::Span<const int> items, Factor factor) {
  ScaleReliability scale;
  for (int i : items) scale.items.push_back({.item = i});
  if (stats.pairs.empty() || items.empty()) return scale;
  scale.n = std::numeric_limits<int64_t>::max();
  for (size_t a = 0; a < items.size(); ++a) {
    const PairSums& own = plan.Pair(stats, items[a], items[a]);
    scale.items[a].n = own.n;
    if (own.n > 0) scale.items[a].mean = static_cast<double>(own.first) / own.n;
    for (int other : items) scale.n = std::min(scale.n, plan.Pair(stats, items[a], other).n);
  }
  const auto covariance = PairwiseCovariance(plan, stats, items);
  if (!covariance) return scale;
  const int size = covariance->size;
  const Total total = TotalOf(*covariance);
  if (const auto alpha = AlphaFrom(size, total)) scale.alpha = Feldt(*alpha, scale.n, size);
  for (int a = 0; a < size; ++a) SetItem(*covariance, total, a, scale.items[a]);
  if (size < 2) return scale;
  SetStandardised(*covariance, scale);
  if (factor == Factor::kNone) return scale;
  const auto correlation = PairwiseCorrelation(plan, stats, items);
  if (!correlation) return scale;
  if (const auto loadings = OneFactorLoadings(*correlation)) {
    scale.omega = OmegaTotal(*loadings);
    for (int a = 0; a < size; ++a) scale.items[a].loading = (*loadings)[a];
  }
  return scale;
}

TeamReliability TeamReliabilityOf(absl::Span<const SiteMean> sites) {
  TeamReliability teams;
  double total = 0, within = 0;
  for (const SiteMean& site : sites) {
    if (site.people == 0) continue;
    ++teams.teams;
    teams.people += site.people;
    total += site.people * site.mean;
    within += site.within;
  }
  const double df1 = teams.teams - 1, df2 = teams.people - teams.teams;
  if (df1 < 1 || df2 < 1) return teams;
  double between = 0;
  for (const SiteMean& site : sites) {
    between +=
        site.people * (site.mean - total / teams.people) * (site.mean - total / teams.people);
  }
  const double msb = between / df1, msw = within / df2, size = teams.people / teams.teams;
  if (msb <= 0 || msw <= 0) return teams;
  const double f = msb / msw;
  const double low = f / QuantileF(.95, df1, df2), high = f * QuantileF(.95, df2, df1);
  teams.icc1 = Ranged{Icc1(f, size), Icc1(low, size), Icc1(high, size)};
  teams.icc2 = Ranged{1 - 1 / f, 1 - 1 / low, 1 - 1 / high};
  return teams;
}

std::vector<RaisedAlert> AlertsOf(const ScaleReliability& scale, const TeamReliability& teams) {
  std::vector<RaisedAlert> alerts;
  if (scale.alpha && scale.alpha->value < kLeastAlpha && scale.n >= kEnoughPeople) {
    alerts.push_back({ReliabilityAlert::kLowAlpha});
  }
  for (const ItemReliability& item : scale.items) {
    if (!scale.alpha || !item.alpha_if_dropped) continue;
    if (*item.alpha_if_dropped - scale.alpha->value > kWorthDropping) {
      alerts.push_back({ReliabilityAlert::kBetterWithout, item.item});
    }
  }
  if (teams.icc1 && teams.icc1->value < kLeastIcc)
    alerts.push_back({ReliabilityAlert::kTeamsAlike});
  return alerts;
}

}  // namespace pcsp::assessments

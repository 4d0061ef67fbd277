#include "services/planning/domain/effect/issue_effects.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace pcsp::planning {
namespace {

constexpr double kWorthwhile = 2;       // points
constexpr double kCoAdopted = 0.7;      // methods.md 3
constexpr double kTauScale = 5;         // of the half-normal prior
constexpr int64_t kFewestFidelity = 2;  // rows

std::set<std::string> RoundsOf(const Tally& tally) {
  std::set<std::string> rounds;
  for (const auto& [where, count] : tally.at) rounds.insert(where.second);
  return rounds;
}

// Distinct sites of `tally` in `rounds`.
int64_t SitesIn(const Tally& tally, const std::set<std::string>& rounds) {
  int64_t sites = 0;
  const std::string* last = nullptr;
  for (const auto& [where, count] : tally.at) {
    if ((last != nullptr && *last == where.first) || rounds.count(where.second) == 0) continue;
    last = &where.first;
    ++sites;
  }
  return sites;
}

std::vector<CoAdoption> CoAdopted(const IssueState& state, const Treatment& treatment,
                                  int64_t rows) {
  std::vector<CoAdoption> with;
  for (const auto& [other, tally] : state.tried()) {
    if (other == treatment) continue;
    const double share =
        static_cast<double>(state.Together(treatment, other)) / static_cast<double>(rows);
    if (share > kCoAdopted) with.push_back({other, share});
  }
  return with;
}

struct MeanAndError {
  double mean = 0;
  double variance_of_mean = 0;
};

MeanAndError FidelityOf(const Tally& tally) {
  const auto n = static_cast<double>(tally.fidelity_rows);
  const double mean = tally.fidelity_change.value() / n;
  const double squares = tally.fidelity_change_squared.value() - n * mean * mean;
  return {mean, std::max(squares, 0.0) / (n - 1) / n};
}

std::optional<FidelityChange> Fidelity(const Tally& treated, const Tally& untreated) {
  if (treated.fidelity_rows < kFewestFidelity || untreated.fidelity_rows < kFewestFidelity) {
    return std::nullopt;
  }
  const MeanAndError with = FidelityOf(treated);
  const MeanAndError without = FidelityOf(untreated);
  return FidelityChange{with.mean - without.mean,
                        std::sqrt(with.variance_of_mean + without.variance_of_mean)};
}

NormalMixture Prior(const std::array<double, kGrid>& weight, double mean, double stretch) {
  NormalMixture mixture;
  mixture.weight = weight;
  mixture.mean.fill(mean);
  mixture.sd = TauGrid();
  for (double& sd : mixture.sd) sd *= stretch;
  return mixture;
}

}  // namespace

Ranged80 RangeOf(const NormalMixture& mixture) {
  return {mixture.Mean(), mixture.Quantile(0.1), mixture.Quantile(0.9)};
}

NormalMixture Unmeasured(double prior_mean) {
  std::array<double, kGrid> weight{};
  double sum = 0;
  const std::array<double, kGrid> grid = TauGrid();
  for (size_t k = 0; k < kGrid; ++k) {
    sum += weight[k] = grid[k] * std::exp(-grid[k] * grid[k] / (2 * kTauScale * kTauScale));
  }
  for (double& one : weight) one /= sum;
  return Prior(weight, prior_mean, 1);
}

IssueEffects::IssueEffects(const IssueState& state, const ContextScale& scale,
                           const PriorMeans& means)
    : scale_(scale), rows_(state.rows()), untreated_sites_(state.untreated().sites()) {
  const Design design = DesignOf(state, scale, means);
  baseline_ = design.baseline;
  posterior_ = Integrate(design.equations, design.priors, kTerms, design.treatments);
  Describe(state);
}

void IssueEffects::Describe(const IssueState& state) {
  for (const auto& [treatment, tally] : state.tried()) {
    SolutionEffect effect;
    effect.treatment = treatment;
    effect.sites = tally.sites();
    effect.rows = tally.rows();
    effect.comparison_sites = SitesIn(state.untreated(), RoundsOf(tally));
    effect.helped = tally.helped;
    effect.unclear = tally.unclear;
    effect.persisted = tally.persisted;
    effect.co_adopted = CoAdopted(state, treatment, effect.rows);
    effect.fidelity = Fidelity(tally, state.untreated());
    DescribeEffect(solutions_.size(), effect);
    solutions_.push_back(std::move(effect));
  }
}

void IssueEffects::DescribeEffect(size_t index, SolutionEffect& effect) const {
  std::vector<double> x(kTerms);
  x[0] = 1;
  const NormalMixture average = posterior_.Of(index, x);
  effect.effect = RangeOf(average);
  effect.p_over_2 = average.Above(kWorthwhile);
  effect.p_below_0 = 1 - average.Above(0);
  effect.p_below_minus_2 = 1 - average.Above(-kWorthwhile);
  for (size_t i = 1; i < kTerms; ++i) {
    std::fill(x.begin(), x.end(), 0);
    x[i] = 1;
    const NormalMixture slope = posterior_.Of(index, x);
    effect.moderations[i - 1] = {kModeratorWords[i - 1], RangeOf(slope), slope.Above(0)};
  }
}

std::optional<size_t> IssueEffects::IndexOf(const Treatment& treatment) const {
  const auto at =
      std::lower_bound(solutions_.begin(), solutions_.end(), treatment,
                       [](const SolutionEffect& a, const Treatment& b) { return a.treatment < b; });
  if (at == solutions_.end() || at->treatment != treatment) return std::nullopt;
  return static_cast<size_t>(at - solutions_.begin());
}

const SolutionEffect* IssueEffects::Find(const Treatment& treatment) const {
  const std::optional<size_t> index = IndexOf(treatment);
  return index ? &solutions_[*index] : nullptr;
}

NormalMixture IssueEffects::At(const Treatment& treatment, double prior_mean,
                               std::optional<double> baseline, const SiteContext& site) const {
  std::vector<double> x{1, baseline_.Of(baseline)};
  const auto values = site.Values();
  for (size_t i = 0; i < values.size(); ++i) x.push_back(scale_[i].Of(values[i]));
  if (const std::optional<size_t> index = IndexOf(treatment)) {
    return posterior_.Of(*index, x);
  }
  double square = 0;
  for (size_t i = 1; i < x.size(); ++i) square += x[i] * x[i];
  return Prior(posterior_.weight, prior_mean,
               std::sqrt(1 + kModeratorShare * kModeratorShare * square));
}

double IssueEffects::ExpectedTau() const {
  double sum = 0;
  const std::array<double, kGrid> grid = TauGrid();
  for (size_t k = 0; k < kGrid; ++k) sum += posterior_.weight[k] * grid[k];
  return sum;
}

}  // namespace pcsp::planning

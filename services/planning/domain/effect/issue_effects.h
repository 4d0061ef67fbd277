// What the outcomes of one issue say about each solution that was tried on it, with its uncertainty
// and what speaks against believing it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/planning/domain/effect/issue_state.h"
#include "services/planning/domain/effect/model/design.h"
#include "services/planning/domain/effect/scale.h"

namespace pcsp::planning {

// An estimate with its 80 % interval: the deciles of what is known.
struct Ranged80 {
  double expected = 0;
  double low = 0;
  double high = 0;
};

// How the effect changes with one standard deviation more of a moderator.
struct Moderation {
  absl::string_view moderator;  // one of kModeratorWords
  Ranged80 points;
  double p_positive = 0;
};

// Another solution that more than 70 % of the rows with this one adopted too.
struct CoAdoption {
  Treatment with;
  double share = 0;  // 0 to 1
};

// Change of the fidelity index where it was tried less that of the untreated rows.
struct FidelityChange {
  double points = 0;
  double se = 0;
  bool Lower() const { return points + 1.2815515655446004 * se < 0; }  // nine chances in ten
};

struct SolutionEffect {
  Treatment treatment;
  int64_t sites = 0;             // distinct sites that tried it
  int64_t rows = 0;              // and their site-rounds
  int64_t comparison_sites = 0;  // sites that did nothing about the issue in one of those rounds
  int64_t helped = 0, unclear = 0, persisted = 0;  // stories (StoryOf), failures among them
  Ranged80 effect;                                 // points, at the programme's average site
  double p_over_2 = 0;                             // P(effect > 2 points)
  double p_below_0 = 0;                            // P(effect < 0): that it did harm
  double p_below_minus_2 = 0;                      // P(effect < -2 points)
  std::array<Moderation, kTerms - 1> moderations;
  std::vector<CoAdoption> co_adopted;
  std::optional<FidelityChange> fidelity;  // with two observed rows on either side

  bool controlled() const { return comparison_sites > 0; }
};

// Immutable, and so thread-safe.
class IssueEffects {
 public:
  // Integrates the regression (model/posterior.h). `state` has rows.
  IssueEffects(const IssueState& state, const ContextScale& scale, const PriorMeans& means);

  // In the order of their ids.
  const std::vector<SolutionEffect>& solutions() const { return solutions_; }
  // Null when it was never tried.
  const SolutionEffect* Find(const Treatment& treatment) const;

  // E[delta | x] and its uncertainty at a site with this baseline and context; `prior_mean` is used
  // for a solution that was never tried: N(prior_mean, tau^2 (1 + |x|^2 / 9)) over the tau that
  // its issue has taught.
  NormalMixture At(const Treatment& treatment, double prior_mean, std::optional<double> baseline,
                   const SiteContext& site) const;

  double ExpectedTau() const;
  double scatter() const { return posterior_.scatter; }  // 1 unless the weights promised too much
  int64_t rows() const { return rows_; }
  int64_t untreated_sites() const { return untreated_sites_; }

 private:
  std::optional<size_t> IndexOf(const Treatment& treatment) const;
  void Describe(const IssueState& state);
  void DescribeEffect(size_t index, SolutionEffect& effect) const;

  ContextScale scale_;
  Scale baseline_;
  Posterior posterior_;
  std::vector<SolutionEffect> solutions_;
  int64_t rows_ = 0;
  int64_t untreated_sites_ = 0;
};

Ranged80 RangeOf(const NormalMixture& mixture);

// What is known where no outcome of the issue was ever measured: tau as its prior has it.
NormalMixture Unmeasured(double prior_mean);

}  // namespace pcsp::planning

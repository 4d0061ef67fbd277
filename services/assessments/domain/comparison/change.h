// What changed between two waves, by bivariate empirical Bayes (methods.md 1.8).
//
// Site means of both waves are noisy views of a pair of true values that come from one bivariate
// normal distribution, so that the return of extreme means to the middle is not taken for change.
#pragma once

#include <optional>

#include "absl/types/span.h"
#include "services/assessments/domain/scoring/construct_score.h"

namespace pcsp::assessments {

// A change is worth the word from this many points on.
inline constexpr double kWorthwhile = 5;

// What a site said before and after; `people` is 0 where it said nothing. Everything is in points.
struct SitePair {
  SiteMean before, after;
  bool both() const { return before.people > 0 && after.people > 0; }
};

// A symmetric matrix of two by two.
struct Covariance2 {
  double first = 0, across = 0, second = 0;
};

struct Pair2 {
  double first = 0, second = 0;
};

// The posterior of a pair of true values.
struct Posterior2 {
  Pair2 mean;
  Covariance2 covariance;
};

// Given the prior N(mu, t) and one observation of each value with sampling variance `v`; a value
// without an observation is nothing.
Posterior2 PosteriorOf(const Pair2& mu, const Covariance2& t, std::optional<double> first,
                       std::optional<double> second, const Pair2& v);

// What the sites of a programme say together of a pair of waves.
struct ChangePool {
  int sites = 0;  // in both waves
  Pair2 mu;
  Covariance2 t;       // between sites
  double sigma2 = 0;   // between people of a site, over both waves
  double degrees = 0;  // of freedom left in `t`: k - 3, or k with the prior; 0: `t` is known
  // For the reliable change index: standard deviation and reliability, ICC(2), of site means
  // before.
  std::optional<double> deviation, reliability;
};

// The diagonal of `t` and mu are those of the pools of each wave, over every site that is in it;
// the covariance is that of the site means of sites in both. With fewer than 4 of these it leans on
// 3 pseudo-sites with correlation .7.
ChangePool EstimateChangePool(absl::Span<const SitePair> sites);

enum class ChangeWord {
  kUnknown,  // not in both waves
  kImproved,
  kProbablyImproved,
  kCannotTell,
  kAboutTheSame,
  kProbablyWorse,
  kWorse,
};

struct Change {
  Pair2 score;  // posterior means before and after
  double difference = 0, deviation = 0;
  double low = 0, high = 0;               // 90 %
  double p_improved = 0;                  // by anything
  double p_improved_by = 0;               // by at least kWorthwhile
  double p_worse_by = 0;                  // by at least kWorthwhile the other way
  std::optional<double> reliable_change;  // Jacobson & Truax 1991, for reference
  ChangeWord word = ChangeWord::kUnknown;
};

// Of a normal difference: everything but the scores and the reliable change.
Change DifferenceOf(double difference, double deviation);
// The same with difference and interval in steps, and its word and probabilities as these tell it.
Change InSteps(Change change, double step);

// Of one site. Where `t` is an estimate, its uncertainty widens the difference as Morris' term does
// a score (see README). A site in one wave only has a posterior too, mostly the programme's; its
// word is kUnknown.
Change ChangeOf(const SitePair& site, const ChangePool& pool);

// Of the programme: the mean change over the sites in both waves, weighted by precision. Nothing
// when there are none.
std::optional<Change> ProgrammeChange(absl::Span<const SitePair> sites, const ChangePool& pool);

// (after - before) / (sqrt(2) * deviation * sqrt(1 - reliability)).
double ReliableChange(double before, double after, double deviation, double reliability);

}  // namespace pcsp::assessments

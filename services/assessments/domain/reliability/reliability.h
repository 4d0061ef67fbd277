// Whether items measure one thing, and whether teams can be told apart by it: quality assurance for
// a programme, never a verdict on a site (methods.md 1.7).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/types/span.h"
#include "services/assessments/domain/reliability/pair_statistics.h"
#include "services/assessments/domain/scoring/construct_score.h"

namespace pcsp::assessments {

// A figure and its 90 % interval.
struct Ranged {
  double value = 0;
  double low = 0, high = 0;
};

struct ItemReliability {
  int item = 0;   // index into the instrument's items
  int64_t n = 0;  // who answered it
  double mean = 0, deviation = 0;
  std::optional<double> item_rest;         // correlation with the sum of the other items
  std::optional<double> alpha_if_dropped;  // of the others; nothing for fewer than two of them
  std::optional<double> loading;           // on the one factor
};

// Of the items of a construct, or of a whole instrument.
struct ScaleReliability {
  int64_t n = 0;                // the fewest people who answered any two of the items
  int64_t most = 0;             // of a band that `n` is the lower end of; 0: it is exact
  std::optional<Ranged> alpha;  // Cronbach's, from covariances; interval after Feldt 1965
  std::optional<double> standardised_alpha, mean_correlation;
  std::optional<double> omega;
  std::vector<ItemReliability> items;
};

// Whether loadings and omega are wanted: they take longer than all the rest.
enum class Factor { kNone, kOne };

// Everything is nothing where a pair of items has fewer than two people in common.
ScaleReliability ReliabilityOf(const PairPlan& plan, const PairStatistics& stats,
                               absl::Span<const int> items, Factor factor = Factor::kOne);

// J / (J - 1) * (1 - trace / sum). Nothing for fewer than two items, or a sum that is not positive.
std::optional<double> Alpha(const SquareMatrix& covariance);

// From one-way analysis of variance of person means between sites. ICC(1) is the share of a
// person's mean that is the team's; ICC(2) how reliably a team's mean tells teams apart. Sizes
// differ, so n is the mean size, as in R's multilevel.
struct TeamReliability {
  int teams = 0;
  double people = 0;
  std::optional<Ranged> icc1, icc2;
};
TeamReliability TeamReliabilityOf(absl::Span<const SiteMean> sites);

// What a programme should look into.
enum class ReliabilityAlert {
  kLowAlpha,       // alpha < .6 with at least 150 people
  kBetterWithout,  // alpha rises by more than .03 without an item
  kTeamsAlike,     // ICC(1) < .03
};
struct RaisedAlert {
  ReliabilityAlert alert;
  int item = -1;  // index into the instrument's items, for kBetterWithout
  bool operator==(const RaisedAlert&) const = default;
};
std::vector<RaisedAlert> AlertsOf(const ScaleReliability& scale, const TeamReliability& teams);

// Alpha as published for NoMAD's four constructs, in their order, and all items (Finch et al.
// 2018).
inline constexpr std::array<double, 4> kNomadAlpha = {.71, .81, .78, .65};
inline constexpr double kNomadTotalAlpha = .89;

}  // namespace pcsp::assessments

// How far people are of one mind about an item (methods.md 1.4).
//
// Counts and Dirichlet parameters are by score, from worst to best, after flipping.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace pcsp::assessments {

// 1 - 4/(K-1) sum F(1-F): 1 all in one box, 0 split between the ends (Leik 1966). Nothing without
// answers.
std::optional<double> Consensus(absl::Span<const int32_t> counts);

// The expectation of Consensus under Dirichlet(alpha), in closed form.
double ExpectedConsensus(absl::Span<const double> alpha);

// Options on the good side of the middle of K: 4 and 5 of 5.
inline int FirstFavourable(int steps) { return steps / 2 + 1 + (steps % 2); }

// Expected share of favourable answers under Dirichlet(alpha).
double FavourableShare(absl::Span<const double> alpha);

// Longest alpha that DrawUnderstanding() takes: on a finer scale nobody is asked for one box.
inline constexpr size_t kMostDrawnSteps = 9;

// What 2,000 draws from Dirichlet(alpha) say, the same for the same alpha on every machine.
struct UnderstandingDraws {
  double common_probability = 0;  // P(favourable >= .7 and consensus >= .6)
  double low = 0, high = 0;       // 90 % interval of the consensus
};
UnderstandingDraws DrawUnderstanding(absl::Span<const double> alpha);

// Indices from the literature; nothing where they are not defined.
struct RaterIndices {
  std::optional<double> r_wg;      // James, Demaree & Wolf 1984; may be negative
  std::optional<double> a_wg;      // Brown & Hauenstein 2005
  std::optional<double> ad;        // mean absolute deviation from the mean (Burke et al. 1999)
  std::optional<double> s2_ratio;  // s^2 over that of random answers; r_wg = 1 - this
};
RaterIndices RaterIndicesOf(absl::Span<const int32_t> counts);

// r_wg(J) of J items whose mean s2_ratio is `q`; nothing where its denominator is not positive.
std::optional<double> RwgJ(int items, double q);

enum class Verdict { kNone, kSharedUnderstanding, kPocketsOfDoubt, kSharedConcern, kConfusion };

// High favourable share is >= .7, high consensus >= .6.
Verdict VerdictOf(double favourable_share, double expected_consensus);
absl::string_view VerdictWords(Verdict verdict);

}  // namespace pcsp::assessments

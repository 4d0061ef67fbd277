// How differently two groups see the same thing: levels, staff groups (methods.md 1.5).
#pragma once

#include <cstdint>
#include <optional>

#include "absl/types/span.h"
#include "services/assessments/domain/scoring/construct_score.h"

namespace pcsp::assessments {

// Points that two scores must lie apart to be called so.
inline constexpr double kApart = 10;

enum class GapWord {
  kFirstMoreSettled,          // P(more than 10 points apart, this way) >= .9
  kFirstProbablyMoreSettled,  // >= .75
  kSecondMoreSettled,
  kSecondProbablyMoreSettled,
  kNoGapSeen,
};

// The normal posterior of the difference of two scores.
struct ScoreGap {
  double difference = 0;  // first minus second
  double deviation = 0;
  double low = 0, high = 0;  // 90 %
  double p_apart = 0;        // P(|difference| > kApart)
  GapWord word = GapWord::kNoGapSeen;
};
// The same with its figures in steps, and everything else as these tell it.
ScoreGap InSteps(const ScoreGap& gap, double step);

// Of two scores that know nothing of each other.
ScoreGap GapBetween(const Estimate& first, const Estimate& second);
ScoreGap GapOf(double difference, double deviation);

// The mean of the scores of several sites, each counting once. Not of none.
Estimate MeanOf(absl::Span<const Estimate> scores);

// Cliff's delta: P(a > b) - P(a < b) for one answer of each group. 1: everybody of the first is
// above everybody of the second.
struct Dominance {
  double delta = 0;
  std::optional<double> low, high;  // 90 % (Cliff 1996, Feng & Cliff 2004); from two answers each
};
// From counts by score, worst to best, of the same number of steps. Nothing without answers.
std::optional<Dominance> CliffsDelta(absl::Span<const int32_t> first,
                                     absl::Span<const int32_t> second);

}  // namespace pcsp::assessments

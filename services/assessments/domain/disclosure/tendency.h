// Which way the answers of a site to one item point, where their counts may not be shown.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "absl/types/span.h"
#include "services/assessments/domain/instrument.h"

namespace pcsp::assessments {

// In the order of Tendency in results.proto.
enum class Tendency {
  kNotTold = 0,
  kUnfavourable = 1,  // two thirds or more are on the bad side of the middle
  kMixed = 2,         // neither side has two thirds
  kFavourable = 3,    // two thirds or more are on the good side
  kNotRelevant = 4,   // two thirds or more call it not relevant
};

// Of counts by slot (instrument.h), of people who answered the item; kNotTold where nobody did.
Tendency TendencyOf(const Instrument& instrument, const Item& item,
                    absl::Span<const int32_t> counts);

// Answers that stand for a tendency, by score, 1 (worst) to `steps`: `people` in all, about a
// quarter, half or three quarters of the way along the scale; two middle scores share them. None
// where it says nothing of the scale.
std::vector<std::pair<int, int>> AnswersStandingFor(Tendency tendency, int steps, int people);

}  // namespace pcsp::assessments

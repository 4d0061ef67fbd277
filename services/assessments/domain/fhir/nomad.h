// Instruments of the shape of NoMAD (domain.md 1.3), whose wording is not ours: it comes in with a
// questionnaire.
#pragma once

#include <optional>

#include "absl/types/span.h"
#include "common/base/error.h"
#include "services/assessments/domain/instrument.h"

namespace pcsp::assessments {

// Which way codes of agreement run. Both are in use, and the wrong one turns every result round.
enum class CodingDirection { kAgreeIsHigh = 1, kAgreeIsLow = 2 };

// Gives the items of an instrument their constructs, sub-components and reverse keys by their
// order: 3 general items from 0 to 10, then 4, 4, 7 and 5; and the scales of the 20 their scores:
// codes 1 to 5 by `coding`, 6 to 8 "not relevant". Adds every violation: another number of items,
// other codes, general items that are not from 0 to 10, no direction, a direction that the scores
// given contradict.
void MakeNomad(std::optional<CodingDirection> coding, Instrument& instrument,
               Violations& violations);

// What a file of packed rows says of the direction of its codes: people for whom a thing is normal
// agree more with what makes it so.
struct DirectionCheck {
  int respondents = 0;     // who answered general items and others
  double correlation = 0;  // of their means
  bool reversed = false;   // negative beyond chance
};

// Of an instrument without general items (0 to 10, no construct), or without enough respondents,
// nothing is known. Reversed is a correlation whose 99 % interval (Fisher's z) lies below 0, over
// at least 10 respondents.
DirectionCheck CheckDirection(const Instrument& instrument,
                              absl::Span<const absl::string_view> rows);

}  // namespace pcsp::assessments

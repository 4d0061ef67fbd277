// Instruments of the shape of NoMAD (domain.md 1.3), whose wording is not ours: it comes in with a
// questionnaire.
#pragma once

#include <optional>

#include "common/base/error.h"
#include "services/assessments/domain/fhir/coding_direction.h"
#include "services/assessments/domain/instrument.h"

namespace pcsp::assessments {

// Gives the items of an instrument their constructs, sub-components and reverse keys by their
// order: 3 general items from 0 to 10, then 4, 4, 7 and 5; and the scales of the 20 their scores:
// codes 1 to 5 by `coding`, 6 to 8 "not relevant". Adds every violation: another number of items,
// other codes, general items that are not from 0 to 10, no direction, and a direction that scores
// or labels contradict ("Strongly agree"), on `coding`.
void MakeNomad(std::optional<CodingDirection> coding, Instrument& instrument,
               Violations& violations);

}  // namespace pcsp::assessments

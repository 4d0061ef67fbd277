// One respondent's answers: checked, and packed to a byte an item.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "common/base/error.h"
#include "services/assessments/domain/instrument.h"
#include "services/assessments/domain/vocabulary.h"

namespace pcsp::assessments {

struct Answer {
  absl::string_view item;  // item code
  absl::string_view code;  // answer code; "" is a skip
};

// The packed row (see instrument.h). What is wrong is added to `violations`, all of it: unknown
// items, answers outside their scale, nothing answered at all. `field` says how an item is called
// in the request: "answers[$0]", or "$0" for the column of a file.
std::string PackAnswers(const Instrument& instrument, absl::Span<const Answer> answers,
                        absl::string_view field, Violations& violations);

}  // namespace pcsp::assessments

// What one respondent is asked.
#pragma once

#include <string>

#include "pcsp/assessments/v1/instrument.pb.h"
#include "services/assessments/domain/instrument.h"

namespace pcsp::assessments {

// The instrument in one language, with the sections and items alone that are asked of `respondent`.
// Where it cannot be had in `language`, and where that is empty, it is in its own.
v1::Instrument QuestionsFor(const Instrument& instrument, const Respondent& respondent,
                            const std::string& language);

}  // namespace pcsp::assessments

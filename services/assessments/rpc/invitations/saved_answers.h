// What was saved with a token, and how it counts beside what is submitted with it.
#pragma once

#include <optional>
#include <string>

#include "pcsp/assessments/v1/response.pb.h"
#include "services/assessments/domain/fhir/questionnaire_response.h"
#include "services/assessments/domain/instrument.h"

namespace pcsp::assessments {

// The answers of a draft as OpenDraft() gives it: none if none was saved, or if it is of another
// token.
ReadAnswers SavedAnswers(const Instrument& instrument, const std::optional<std::string>& opened);

// Adds to the answers and words of `request` those saved to items that it does not name. What it
// names with nothing is a skip and stays one.
void AddSaved(const ReadAnswers& saved, v1::SubmitResponseRequest& request);

}  // namespace pcsp::assessments

// One respondent's answers as a FHIR R4 QuestionnaireResponse that names nobody.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/base/error.h"
#include "services/assessments/domain/instrument.h"

namespace pcsp::assessments {

// By item code, in the order of the resource.
struct ReadAnswers {
  std::vector<std::pair<std::string, std::string>> codes;
  std::vector<std::pair<std::string, std::string>> words;

  bool operator==(const ReadAnswers&) const = default;
};

// Adds every violation under `questionnaire_response.`: an author, a source, a subject or whatever
// else could lead to a person; another questionnaire or version than `instrument`; several answers
// to an item; answers of a type that no scale has. What could be read beside them is given all the
// same; nothing if it is no JSON. Whether answers are on their scales is for PackResponse() to say.
// Times are read past. Without an instrument, null, any questionnaire will do.
std::optional<ReadAnswers> ReadQuestionnaireResponse(absl::string_view json,
                                                     const Instrument* instrument,
                                                     Violations& violations);

enum class ResponseStatus {
  kInProgress,  // may still change
  kCompleted,
};

// The same the other way: the resource as JSON, with the groups and texts of WriteQuestionnaire(),
// and with nobody, no place and no time in it. Answers and words are of items of `instrument`; what
// is not among them is left out. A completed one reads as the same answers again.
std::string WriteQuestionnaireResponse(const Instrument& instrument, const ReadAnswers& answers,
                                       ResponseStatus status);

}  // namespace pcsp::assessments

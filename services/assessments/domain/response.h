// One respondent's answers: checked, and packed to a byte an item; their words apart.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "common/base/error.h"
#include "services/assessments/domain/instrument.h"
#include "services/assessments/domain/vocabulary.h"

namespace pcsp::assessments {

struct Answer {
  absl::string_view item;  // item code
  absl::string_view code;  // answer code, or words; "" is a skip
};

// Everything that one respondent gives.
struct GivenAnswers {
  std::vector<Answer> codes;
  std::vector<Answer> words;  // to items on a text scale, and as evidence of a yes or no
};

// How items are called in a request: "answers[$0]", or "$0" for the column of a file.
struct AnswerFields {
  absl::string_view codes = "answers[$0]";
  absl::string_view words = "words[$0]";
};

// Screened words to an item. Nothing leads from them to the other answers.
struct ItemWords {
  std::string item;
  std::string text;

  bool operator==(const ItemWords&) const = default;
};

struct PackedAnswers {
  std::string row;  // see instrument.h
  std::vector<ItemWords> words;
};

// What is wrong is added to `violations`, all of it: unknown items, answers outside their scale or
// to an item that this respondent is not asked, words that cannot be kept, nothing answered at all.
PackedAnswers PackResponse(const Instrument& instrument, const Respondent& respondent,
                           const GivenAnswers& given, const AnswerFields& fields,
                           Violations& violations);

// The row of somebody who is asked everything and writes nothing.
std::string PackAnswers(const Instrument& instrument, absl::Span<const Answer> answers,
                        absl::string_view field, Violations& violations);

// The row and the words of somebody who goes on later: asked everything, and words as they are
// written.
PackedAnswers PackDraft(const Instrument& instrument, const GivenAnswers& given,
                        Violations& violations);

// The answers of a row as pairs of item and answer code, skips and what was not asked left out.
std::vector<std::pair<std::string, std::string>> UnpackAnswers(const Instrument& instrument,
                                                               absl::string_view row);

}  // namespace pcsp::assessments

// What is hard to come by is missing: "hard to see the point".
#pragma once

#include "services/diagnosis/domain/text/language/polarity/clause_words.h"

namespace pcsp::diagnosis {

// Whether what the cue says is called hard before it.
bool IsHard(const ClauseWords& words, const WordSpan& span);

// "not hard to know who does what" inside a cue that begins with the "not".
bool SaysNotHard(const ClauseWords& words, const WordSpan& span);

}  // namespace pcsp::diagnosis

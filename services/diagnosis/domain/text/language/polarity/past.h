// What was so once: "we used to", "at first", "no longer".
#pragma once

#include "services/diagnosis/domain/text/language/polarity/clause_words.h"

namespace pcsp::diagnosis {

// Whether the clause says of the cue that it is over.
bool IsPast(const ClauseWords& words, const WordSpan& span);

}  // namespace pcsp::diagnosis

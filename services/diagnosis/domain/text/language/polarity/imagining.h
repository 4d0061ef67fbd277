// What is only imagined: feared, hoped, or there if something happened; and what is promised.
#pragma once

#include "services/diagnosis/domain/text/language/polarity/clause_words.h"

namespace pcsp::diagnosis {

// Whether the cue is said of what may be, and so says nothing.
bool IsImagined(const ClauseWords& words, const WordSpan& span);

// "we will have", "it is going to be": said of what is to come.
bool IsPromised(const ClauseWords& words, const WordSpan& span);

}  // namespace pcsp::diagnosis

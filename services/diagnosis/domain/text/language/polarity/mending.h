// Trouble that has been put right: "that is sorted now", and not what still has to be.
#pragma once

#include "services/diagnosis/domain/text/language/polarity/clause_words.h"

namespace pcsp::diagnosis {

// Whether something is put right at word `i`.
bool PutsRight(const ClauseWords& words, int i);

// Whether the clause says of the cue that it has been put right.
bool IsMended(const ClauseWords& words, const WordSpan& span);

}  // namespace pcsp::diagnosis

// Negation in the manner of NegEx (Chapman 2001): a negator a few words before a cue denies it.
#pragma once

#include <vector>

#include "services/diagnosis/domain/text/language/polarity/clause_words.h"

namespace pcsp::diagnosis {

// Whether the negator at word `i` denies nothing: "not only", "no doubt", "no longer" (which is the
// past), and questions that expect a yes.
bool DeniesNothing(const ClauseWords& words, int i);

// Whether the cue at `span` is denied; twice is not. `others`: cues found in the same clause; a
// negator inside one of them that ends before the span belongs to that cue alone.
bool IsDenied(const ClauseWords& words, const WordSpan& span, const std::vector<WordSpan>& others);

}  // namespace pcsp::diagnosis

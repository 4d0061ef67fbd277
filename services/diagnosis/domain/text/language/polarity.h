// Which way a cue speaks where it stands (methods.md 2.6); what each of polarity/ finds, taken
// together.
#pragma once

#include <vector>

#include "services/diagnosis/domain/text/language/clauses.h"
#include "services/diagnosis/domain/text/language/polarity/clause_words.h"

namespace pcsp::diagnosis {

struct Bearing {
  bool turned = false;    // said of the past, or denied: the cue speaks the other way
  bool mended = false;    // trouble that has been put right: speaks against
  bool imagined = false;  // feared, or if something happened: says nothing
  // Of what would be good alone: hard to come by, so it is missing; promised, so it is not there.
  bool hard = false, promised = false;
};

// `others`: cues found in the same clause, see IsDenied(). Linear in the number of words within
// reach.
Bearing BearingOf(const Clause& clause, const WordSpan& span, const std::vector<WordSpan>& others);

// True for a short clause that puts right, or ends, what the clause before it says: "but that is
// sorted now", "but not any more".
bool TakesBack(const Clause& clause);

}  // namespace pcsp::diagnosis

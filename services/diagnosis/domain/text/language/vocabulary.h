// Small tables of English that all cues share. Lower case; all views are of literals.
#pragma once

#include "absl/strings/string_view.h"

namespace pcsp::diagnosis {

// "do not" for "don't" and "dont"; "" for what is not a contraction. An 's is left alone.
absl::string_view Expanded(absl::string_view word);

// True for it, that, what and the like, after which 's stands for "is" and not for an owner.
bool TakesIs(absl::string_view word);

// "be" for "were", "leave" for "left"; the word itself if it is regular.
absl::string_view BaseForm(absl::string_view word);

// Articles and words of emphasis: they change nothing that a cue asks for.
bool IsFiller(absl::string_view word);

// not, no, never, without...
bool Negates(absl::string_view word);

// but, however, although, except...
bool Contrasts(absl::string_view word);

}  // namespace pcsp::diagnosis

// Dates in words that may be somebody's date of birth.
#pragma once

#include "absl/strings/string_view.h"
#include "common/text/words/numbers.h"

namespace pcsp::text {

// Looks at the beginning of `text`, which must be the beginning of a word. A day with month and
// year ("12th of March 1961") is a date; where somebody's birth has just been spoken of (`birth`)
// so is a month with or without its year, "03/61", and a year in which somebody of age was born.
Identifier DateAt(absl::string_view text, bool birth);

// "born", "DOB" and the like; as it is written.
bool SpeaksOfBirth(absl::string_view word);

}  // namespace pcsp::text

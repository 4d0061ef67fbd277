// The language of cue patterns, and its translation for RE2.
//
//   already do|provide ~2 this|it     words, alternatives, a gap of up to 2 words
//   tick_box exercise?                _ joins the words of an alternative; ? makes a word optional
//   templat* {bad}                    a word by its beginning; a class of words of the file
//
// Words are written plainly and matched by their stems. A gap never skips a word that negates, so
// that "nobody knows" is not "everyone ~3 knows".
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/diagnosis/domain/text/language/clauses.h"

namespace pcsp::diagnosis {

using WordClasses = std::map<std::string, std::string>;  // name -> alternatives, joined with |

inline constexpr int kWidestGap = 5;

// The text that patterns are matched against: stems, each between two single spaces.
std::string ClauseText(const std::vector<Word>& words);

// The regular expression of one pattern; the words that it mentions are added to `vocabulary`.
// INVALID_ARGUMENT with a message that says what was expected.
absl::StatusOr<std::string> CompilePattern(absl::string_view pattern, const WordClasses& classes,
                                           const Stemmer& stemmer,
                                           std::set<std::string>* vocabulary);

}  // namespace pcsp::diagnosis

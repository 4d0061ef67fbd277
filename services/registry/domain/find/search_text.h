// Text as a search compares it: without case, accents, punctuation.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace pcsp::registry {

// The words of `text` in small letters: accents of Latin letters are dropped, apostrophes and dots
// too (O'Brien is obrien, St. is st), & is a word, and everything else that is neither letter nor
// digit ends a word.
std::vector<std::string> SearchWords(absl::string_view text);

// Each run of three bytes, in order and each once; none of a text that is shorter. `padded` adds
// two spaces before and one behind, so that the beginning of a word weighs more than its end.
std::vector<uint32_t> Trigrams(absl::string_view text, bool padded);

// How many letters have to be put in, left out, replaced or exchanged with their neighbour to make
// one of the other; `most` + 1 for anything above `most`.
int EditDistance(absl::string_view a, absl::string_view b, int most);

// How well the word `given` stands for `word`, from 0 (not at all) to 1 (it is the word): higher
// when it begins like it, is a few letters away from it, or shares most of its trigrams.
double WordSimilarity(absl::string_view given, absl::string_view word);

}  // namespace pcsp::registry

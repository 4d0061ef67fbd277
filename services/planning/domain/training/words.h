// Enumerations as words: those that tables hold, and those that sentences do.
#pragma once

#include <string>

#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"

namespace pcsp::planning::training {

// Words stand in the order of the enumeration, whose first value is "unspecified". A word once
// written to a table is never given another meaning.
template <typename E, size_t N>
std::string WordOf(E value, const absl::string_view (&words)[N]) {
  return std::string(words[static_cast<size_t>(value)]);
}

// The first value for a word that this program does not know.
template <typename E, size_t N>
E MeaningOf(absl::string_view word, const absl::string_view (&words)[N]) {
  for (size_t i = 0; i < N; ++i) {
    if (words[i] == word) return static_cast<E>(i);
  }
  return static_cast<E>(0);
}

// "quality assured".
inline std::string InWords(absl::string_view word) {
  return absl::StrReplaceAll(word, {{"_", " "}});
}

}  // namespace pcsp::planning::training

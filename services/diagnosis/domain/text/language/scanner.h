// A note cut into raw words and the marks between them (methods.md 2.6: normalise).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace pcsp::diagnosis {

// What stands between a word and the one before it.
enum class Gap { kNone, kPause, kSentence, kQuestion };

// Lower case, without accents; the apostrophe is ', whatever it looked like. `begin` and `end` are
// bytes of the note.
struct RawWord {
  std::string text;
  uint32_t begin = 0;
  uint32_t end = 0;
  Gap before = Gap::kNone;  // the strongest mark; a question mark belongs to the words before it
};

struct Scan {
  std::vector<RawWord> words;
  Gap after = Gap::kNone;  // behind the last word
};

// `note` is well-formed UTF-8. Linear in its length.
Scan ScanNote(absl::string_view note);

}  // namespace pcsp::diagnosis

// From the words of one note to what it says of which issue (methods.md 2.6).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/diagnosis/domain/text/exemplars.h"
#include "services/diagnosis/domain/text/lexicon/lexicon.h"
#include "services/diagnosis/domain/text/matcher.h"

namespace pcsp::diagnosis {

// Bytes [begin, end) of the note as it was given; whole characters.
struct TextSpan {
  uint32_t begin = 0;
  uint32_t end = 0;

  bool operator==(const TextSpan&) const = default;
};

// A cue that the note holds.
struct CueHit {
  int cue = 0;
  Polarity polarity = Polarity::kAffirm;  // never silent
  TextSpan span;
};

// A sentence that is like what a cue looks for, to be confirmed by a person.
struct CueSuggestion {
  int cue = 0;
  Polarity polarity = Polarity::kAffirm;
  TextSpan span;
  double similarity = 0;
};

struct NoteReading {
  std::vector<CueHit> hits;                // in the order of the text
  std::vector<CueSuggestion> suggestions;  // of sentences without a hit
};

// Immutable and thread-safe once made.
class NoteReader {
 public:
  explicit NoteReader(Lexicon lexicon);

  const Lexicon& lexicon() const { return lexicon_; }

  // `note` is well-formed UTF-8. Always the same for the same note; linear in its length.
  NoteReading Read(absl::string_view note) const;

 private:
  Lexicon lexicon_;
  Spelling spelling_;
  Matcher matcher_;
  Exemplars exemplars_;
};

}  // namespace pcsp::diagnosis

// The clauses of a note, as cues are matched against them (methods.md 2.6): contractions and
// irregular verbs resolved, words that carry nothing left out, the rest stemmed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/diagnosis/domain/text/language/spelling.h"
#include "services/diagnosis/domain/text/language/stemmer.h"

namespace pcsp::diagnosis {

struct Word {
  std::string text;    // as it was said, contractions resolved: "sorted", "not"
  std::string stem;    // "sort"; with ! in front where the word negates: "!not"
  uint32_t begin = 0;  // bytes of the note
  uint32_t end = 0;
  bool after_pause = false;  // a comma, a dash or a bracket stands before it

  bool negates() const { return stem[0] == '!'; }
};

struct Clause {
  std::vector<Word> words;
  bool question = false;         // its sentence ends with a question mark
  bool starts_sentence = false;  // otherwise a word such as "but" stands before it
};

// Parts at . ; ! ? and ends of lines, and at but, however, although, except and their like.
// `note` is well-formed UTF-8. Linear in its length.
std::vector<Clause> ClausesOf(absl::string_view note, const Stemmer& stemmer,
                              const Spelling& spelling);

// The same for a phrase that is one clause, whatever stands in it.
std::vector<Word> WordsOf(absl::string_view phrase, const Stemmer& stemmer,
                          const Spelling& spelling);

}  // namespace pcsp::diagnosis

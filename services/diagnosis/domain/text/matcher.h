// All patterns of a lexicon over one clause at once.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "re2/re2.h"
#include "re2/set.h"
#include "services/diagnosis/domain/text/language/clauses.h"
#include "services/diagnosis/domain/text/language/polarity.h"
#include "services/diagnosis/domain/text/lexicon/lexicon.h"

namespace pcsp::diagnosis {

// A pattern of a cue in words of a clause.
struct CueMatch {
  int cue = 0;
  Polarity says = Polarity::kAffirm;
  WordSpan span;
};

// Immutable and thread-safe once made.
class Matcher {
 public:
  // The patterns have been compiled by CompilePattern().
  explicit Matcher(const std::vector<Cue>& cues);

  // By first word, then by length. Where matches of one issue overlap only the longest is kept.
  // Linear in the length of the clause: one pass for all patterns, and one for each that is there.
  std::vector<CueMatch> Find(const std::vector<Word>& words) const;

 private:
  struct Pattern {
    int cue;
    int issue;  // a number for each issue
    Polarity says;
    std::unique_ptr<RE2> expression;
  };
  struct Found {
    CueMatch match;
    int issue;
  };

  std::vector<int> Present(const std::string& text) const;
  void FindAll(const Pattern& pattern, const std::string& text,
               const std::vector<size_t>& word_begins, std::vector<Found>* found) const;

  std::vector<Pattern> patterns_;
  std::unique_ptr<RE2::Set> set_;
};

}  // namespace pcsp::diagnosis

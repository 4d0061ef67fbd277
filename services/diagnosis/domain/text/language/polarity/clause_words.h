// The words of a clause, looked at from one of them.
#pragma once

#include <algorithm>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "services/diagnosis/domain/text/language/clauses.h"

namespace pcsp::diagnosis {

using WordTable = absl::flat_hash_set<absl::string_view>;

// A cue in words [first, last] of a clause.
struct WordSpan {
  int first = 0;
  int last = 0;

  bool Has(int i) const { return first <= i && i <= last; }
};

// Outside of the clause there are words too: "", which nothing looks for. The clause must outlive
// it.
class ClauseWords {
 public:
  explicit ClauseWords(const Clause& clause) : words_(clause.words) {}

  absl::string_view At(int i) const { return Inside(i) ? absl::string_view(words_[i].text) : ""; }
  absl::string_view Stem(int i) const { return Inside(i) ? absl::string_view(words_[i].stem) : ""; }
  bool Inside(int i) const { return i >= 0 && i < size(); }
  int size() const { return static_cast<int>(words_.size()); }
  bool Negates(int i) const { return Inside(i) && words_[i].negates(); }
  bool Pause(int i) const { return Inside(i) && words_[i].after_pause; }
  // Whether a stem of words [from, to] is in the table.
  bool Any(int from, int to, const WordTable& table) const {
    for (int i = std::max(from, 0); i <= std::min(to, size() - 1); ++i) {
      if (table.contains(words_[i].stem)) return true;
    }
    return false;
  }

 private:
  const std::vector<Word>& words_;
};

}  // namespace pcsp::diagnosis

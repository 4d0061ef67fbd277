// Sentences that are like those a cue looks for: cosine of tf-idf over groups of four characters
// (methods.md 2.6).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "services/diagnosis/domain/text/language/clauses.h"
#include "services/diagnosis/domain/text/lexicon/lexicon.h"

namespace pcsp::diagnosis {

// Below this, nothing is suggested (methods.md 2.6).
inline constexpr double kLeastSimilarity = 0.30;

struct Likeness {
  int cue = 0;
  Polarity says = Polarity::kAffirm;
  double similarity = 0;  // kLeastSimilarity to 1
};

// Immutable and thread-safe once made.
class Exemplars {
 public:
  Exemplars(const std::vector<Cue>& cues, const Stemmer& stemmer);

  // What the words of a sentence are most like; nothing for one without likeness, for one that
  // denies where the exemplar does not (or the other way round), and for one too long to be like
  // any exemplar. Linear in the number of words.
  std::optional<Likeness> MostLike(const std::vector<Word>& words) const;

 private:
  struct Entry {
    int cue;
    Polarity says;
    bool denies;  // holds an odd number of negators
  };

  std::vector<Entry> entries_;
  absl::flat_hash_map<uint32_t, std::vector<std::pair<int, double>>> postings_;
  absl::flat_hash_map<uint32_t, double> idf_;
  double rarest_ = 1;  // idf of what no exemplar has
};

}  // namespace pcsp::diagnosis

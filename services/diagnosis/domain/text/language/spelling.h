// Repairs slips of the keyboard in words that cues know: one letter missing, one too many, or two
// that changed places.
#pragma once

#include <set>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"

namespace pcsp::diagnosis {

// Immutable once made; thread-safe.
class Spelling {
 public:
  Spelling() = default;
  // `vocabulary`: lower-case words to be recognised. `apart`: words that stay what they are,
  // although a slip would make one of the vocabulary of them.
  Spelling(const std::set<std::string>& vocabulary, const std::set<std::string>& apart);

  // The word of the vocabulary that is meant; `word` itself if it is known, if it is shorter than
  // six letters, or if nothing or more than one thing fits.
  absl::string_view Repair(absl::string_view word) const;

 private:
  void AddSlip(const std::string& slip, const std::string& meant);

  absl::flat_hash_set<std::string> known_;  // the vocabulary and the words apart
  absl::flat_hash_set<std::string> vocabulary_;
  absl::flat_hash_map<std::string, std::string> slip_;  // misspelt -> meant; "" where unclear
};

}  // namespace pcsp::diagnosis

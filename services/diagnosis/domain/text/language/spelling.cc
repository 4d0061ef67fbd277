#include "services/diagnosis/domain/text/language/spelling.h"

#include <algorithm>
#include <utility>

namespace pcsp::diagnosis {
namespace {

constexpr size_t kShortest = 6;
constexpr size_t kLongest = 24;

bool Repairable(absl::string_view word) {
  return word.size() >= kShortest && word.size() <= kLongest &&
         std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

std::string Without(absl::string_view word, size_t i) {
  std::string shorter(word);
  shorter.erase(i, 1);
  return shorter;
}

}  // namespace

Spelling::Spelling(const std::set<std::string>& vocabulary, const std::set<std::string>& apart)
    : known_(apart.begin(), apart.end()), vocabulary_(vocabulary.begin(), vocabulary.end()) {
  known_.insert(vocabulary.begin(), vocabulary.end());
  for (const std::string& word : vocabulary) {
    if (!Repairable(word)) continue;
    // The first letter is hardly ever the one that slips.
    for (size_t i = 1; i < word.size(); ++i) {
      AddSlip(Without(word, i), word);
      if (i + 1 == word.size()) continue;
      std::string swapped = word;
      std::swap(swapped[i], swapped[i + 1]);
      AddSlip(swapped, word);
    }
  }
}

void Spelling::AddSlip(const std::string& slip, const std::string& meant) {
  if (known_.contains(slip)) return;
  const auto [at, added] = slip_.try_emplace(slip, meant);
  // A plural and its singular are one answer: the shorter contains all that matters.
  if (!added && at->second != meant && at->second + "s" != meant) at->second.clear();
}

absl::string_view Spelling::Repair(absl::string_view word) const {
  if (!Repairable(word) || known_.contains(word)) return word;
  if (const auto found = slip_.find(word); found != slip_.end()) {
    return found->second.empty() ? word : found->second;
  }
  absl::string_view meant = word;
  for (size_t i = 1; i < word.size(); ++i) {
    const auto found = vocabulary_.find(Without(word, i));
    if (found == vocabulary_.end() || *found == meant) continue;
    if (meant != word) return word;
    meant = *found;
  }
  return meant;
}

}  // namespace pcsp::diagnosis

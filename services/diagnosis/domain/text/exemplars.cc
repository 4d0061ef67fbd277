#include "services/diagnosis/domain/text/exemplars.h"

#include <cmath>

#include "absl/strings/str_cat.h"

namespace pcsp::diagnosis {
namespace {

// A sentence several times as long as an exemplar is not like it.
constexpr size_t kMostWords = 60;

using Counts = absl::flat_hash_map<uint32_t, double>;

// How often each group of four bytes occurs.
Counts GroupsOf(const std::vector<Word>& words) {
  std::string text = " ";
  for (const Word& word : words) absl::StrAppend(&text, word.text, " ");
  Counts counts;
  uint32_t group = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    group = group << 8 | static_cast<unsigned char>(text[i]);
    if (i >= 3) counts[group] += 1;
  }
  return counts;
}

bool Denies(const std::vector<Word>& words) {
  bool denies = false;
  for (const Word& word : words) denies ^= word.negates();
  return denies;
}

// 1 + ln n: a group said twice is not twice as telling.
double Frequency(double count) { return 1 + std::log(count); }

}  // namespace

Exemplars::Exemplars(const std::vector<Cue>& cues, const Stemmer& stemmer) {
  std::vector<Counts> all;
  for (size_t c = 0; c < cues.size(); ++c) {
    for (const Exemplar& exemplar : cues[c].exemplars) {
      const auto words = WordsOf(exemplar.text, stemmer, Spelling());
      entries_.push_back({static_cast<int>(c), exemplar.says, Denies(words)});
      for (const auto& [group, count] : all.emplace_back(GroupsOf(words))) idf_[group] += 1;
    }
  }
  const double n = static_cast<double>(all.size());
  for (auto& [group, documents] : idf_) documents = std::log((1 + n) / (1 + documents)) + 1;
  rarest_ = std::log(1 + n) + 1;
  for (size_t e = 0; e < all.size(); ++e) {
    double norm = 0;
    for (auto& [group, count] : all[e]) {
      count = Frequency(count) * idf_[group];
      norm += count * count;
    }
    for (const auto& [group, weight] : all[e]) {
      postings_[group].emplace_back(static_cast<int>(e), weight / std::sqrt(norm));
    }
  }
}

std::optional<Likeness> Exemplars::MostLike(const std::vector<Word>& words) const {
  if (words.empty() || words.size() > kMostWords) return std::nullopt;
  std::vector<double> dot(entries_.size());
  double norm = 0;
  for (const auto& [group, count] : GroupsOf(words)) {
    const auto idf = idf_.find(group);
    const double weight = Frequency(count) * (idf == idf_.end() ? rarest_ : idf->second);
    norm += weight * weight;
    if (idf == idf_.end()) continue;
    for (const auto& [entry, other] : postings_.at(group)) dot[entry] += weight * other;
  }
  std::optional<Likeness> best;
  const bool denies = Denies(words);
  for (size_t e = 0; e < entries_.size(); ++e) {
    const double similarity = dot[e] / std::sqrt(norm);
    if (similarity < kLeastSimilarity || (best && similarity <= best->similarity)) continue;
    if (entries_[e].denies != denies) continue;
    best = Likeness{entries_[e].cue, entries_[e].says, similarity};
  }
  return best;
}

}  // namespace pcsp::diagnosis

#include "services/registry/domain/find/search_index.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "services/registry/domain/find/search_text.h"
#include "services/registry/domain/graph/tree.h"

namespace pcsp::registry {
namespace {

// A name that is typed with other spaces than it has is worth a little less than one word by word.
constexpr double kRunTogether = 0.95;
constexpr double kLeastRunTogether = 0.7;
constexpr size_t kShortestRunTogether = 5;
// A code or a postcode with one letter wrong.
constexpr double kKeyWithOneEdit = 0.75;
constexpr size_t kShortestKeyToMend = 5;
// What is left for having nothing else in the name.
constexpr double kCoverage = 0.1;

std::string RunTogether(const std::vector<std::string>& words) { return absl::StrJoin(words, ""); }

bool HasDigit(absl::string_view text) {
  return std::any_of(text.begin(), text.end(), absl::ascii_isdigit);
}

// How well `given` stands for a code, an id or a postcode. Only what has a digit is taken for the
// beginning of one, or for one with a letter wrong.
double KeySimilarity(absl::string_view given, absl::string_view key) {
  if (key.empty()) return 0;
  if (given == key) return 1;
  if (!HasDigit(given)) return 0;
  if (given.size() >= 3 && absl::StartsWith(key, given)) {
    return 0.7 + 0.3 * given.size() / key.size();
  }
  const bool mend = given.size() >= kShortestKeyToMend && EditDistance(given, key, 1) <= 1;
  return mend ? kKeyWithOneEdit : 0;
}

}  // namespace

class SearchIndex::Scores {
 public:
  explicit Scores(size_t organisations)
      : totals_(organisations),
        best_(organisations),
        fields_(organisations),
        of_word_(organisations) {}

  // A word of the text fits a word of the organisation.
  void Offer(const Place& place, double similarity) {
    float& best = of_word_[place.organisation];
    if (best == 0) touched_.push_back(place.organisation);
    best = std::max(best, static_cast<float>(similarity));
    fields_[place.organisation] |= place.field;
  }
  // Counts what was offered since the last call.
  void EndWord(double weight) {
    for (int organisation : touched_) {
      totals_[organisation] += static_cast<float>(weight * of_word_[organisation]);
      of_word_[organisation] = 0;
    }
    touched_.clear();
  }
  // `score` is that of the whole text.
  void OfferWhole(int organisation, double score, SearchField field) {
    best_[organisation] = std::max(best_[organisation], static_cast<float>(score));
    fields_[organisation] |= field;
  }

  double TotalOf(int organisation) const { return totals_[organisation]; }
  double BestOf(int organisation) const { return best_[organisation]; }
  uint8_t FieldsOf(int organisation) const { return fields_[organisation]; }

  double weights = 0;  // of all words of the text
  size_t words = 0;

 private:
  std::vector<float> totals_, best_;
  std::vector<uint8_t> fields_;
  std::vector<float> of_word_;
  std::vector<int> touched_;
};

SearchIndex::SearchIndex(const Graph& graph)
    : trigrams_run_together_(graph.size()), keys_(graph.size()) {
  for (int i = 0; i < graph.size(); ++i) {
    const GraphOrganisation& organisation = graph.at(i);
    const std::vector<std::string> name = SearchWords(organisation.display_name);
    keys_[i] = {RunTogether(SearchWords(organisation.id)),
                RunTogether(SearchWords(organisation.code)),
                RunTogether(SearchWords(organisation.postcode)), static_cast<int>(name.size())};
    for (const std::string& word : name) Add(i, word, kFitsName);
    for (const std::string& word : SearchWords(organisation.postcode)) Add(i, word, kFitsPostcode);
    Add(i, keys_[i].code, kFitsCode);
    const std::vector<uint32_t> trigrams = Trigrams(RunTogether(name), false);
    trigrams_run_together_[i] = static_cast<int>(trigrams.size());
    for (uint32_t trigram : trigrams) run_together_[trigram].push_back(i);
  }
  for (size_t i = 0; i < words_.size(); ++i) {
    for (uint32_t trigram : Trigrams(words_[i].text, true)) {
      by_trigram_[trigram].push_back(static_cast<int>(i));
    }
  }
  in_order_.resize(words_.size());
  std::iota(in_order_.begin(), in_order_.end(), 0);
  std::sort(in_order_.begin(), in_order_.end(),
            [&](int a, int b) { return words_[a].text < words_[b].text; });
}

void SearchIndex::Add(int organisation, absl::string_view text, SearchField field) {
  if (text.empty()) return;
  const auto [found, fresh] = by_text_.try_emplace(text, static_cast<int>(words_.size()));
  if (fresh) words_.push_back({std::string(text), {}});
  words_[found->second].places.push_back({organisation, field});
}

double SearchIndex::Weight(const Word& word) const {
  return std::log1p(static_cast<double>(keys_.size()) / word.places.size());
}

std::vector<int> SearchIndex::Candidates(const std::string& given) const {
  absl::flat_hash_map<int, int> common;
  const std::vector<uint32_t> trigrams = Trigrams(given, true);
  for (uint32_t trigram : trigrams) {
    const auto found = by_trigram_.find(trigram);
    if (found == by_trigram_.end()) continue;
    for (int word : found->second) ++common[word];
  }
  std::vector<int> candidates;
  for (const auto& [word, count] : common) {
    // One letter wrong spoils three trigrams, and a word has two more than letters; beyond two
    // letters nothing is similar any more. Short words share few to begin with.
    if (count * 5 >= static_cast<int>(trigrams.size())) candidates.push_back(word);
  }
  // Everything that begins like it shares its first trigrams, but a short word has few others.
  auto next = std::lower_bound(in_order_.begin(), in_order_.end(), given,
                               [&](int a, const std::string& b) { return words_[a].text < b; });
  for (; next != in_order_.end() && absl::StartsWith(words_[*next].text, given); ++next) {
    candidates.push_back(*next);
  }
  std::sort(candidates.begin(), candidates.end());
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
  return candidates;
}

void SearchIndex::ScoreWords(const std::vector<std::string>& given, Scores& scores) const {
  for (const std::string& word : given) {
    // A word that is nowhere weighs as much as the rarest.
    double weight = std::log1p(static_cast<double>(keys_.size())), best = 0;
    for (int candidate : Candidates(word)) {
      const double similarity = WordSimilarity(word, words_[candidate].text);
      if (similarity == 0) continue;
      const double its = Weight(words_[candidate]);
      if (similarity > best || (similarity == best && its < weight)) weight = its;
      best = std::max(best, similarity);
      for (const Place& place : words_[candidate].places) scores.Offer(place, similarity);
    }
    scores.EndWord(weight);
    scores.weights += weight;
  }
  scores.words = given.size();
}

void SearchIndex::ScoreRunTogether(const std::string& given, Scores& scores) const {
  if (given.size() < kShortestRunTogether) return;
  const std::vector<uint32_t> trigrams = Trigrams(given, false);
  std::vector<int> common(keys_.size());
  for (uint32_t trigram : trigrams) {
    const auto found = run_together_.find(trigram);
    if (found == run_together_.end()) continue;
    for (int organisation : found->second) ++common[organisation];
  }
  const double all = static_cast<double>(trigrams.size());
  for (size_t i = 0; i < common.size(); ++i) {
    const double shared = common[i] / all;
    if (shared < kLeastRunTogether) continue;
    const double covered = std::min(1.0, all / trigrams_run_together_[i]);
    scores.OfferWhole(static_cast<int>(i),
                      kRunTogether * shared * (1 - kCoverage + kCoverage * covered), kFitsName);
  }
}

void SearchIndex::ScoreKeys(const std::string& given, Scores& scores) const {
  for (size_t i = 0; i < keys_.size(); ++i) {
    const int organisation = static_cast<int>(i);
    const double code =
        std::max(KeySimilarity(given, keys_[i].code), given == keys_[i].id ? 1.0 : 0.0);
    if (code > 0) scores.OfferWhole(organisation, code, kFitsCode);
    const double postcode = KeySimilarity(given, keys_[i].postcode);
    if (postcode > 0) scores.OfferWhole(organisation, postcode, kFitsPostcode);
  }
}

std::vector<SearchHit> SearchIndex::Search(const Graph& graph, const SearchQuery& query) const {
  const std::vector<std::string> given = SearchWords(query.text);
  if (given.empty()) return {};
  Scores scores(keys_.size());
  ScoreWords(given, scores);
  ScoreRunTogether(RunTogether(given), scores);
  ScoreKeys(RunTogether(given), scores);

  std::vector<SearchHit> hits;
  for (int i = 0; i < graph.size(); ++i) {
    if (scores.FieldsOf(i) == 0) continue;
    if (query.kind != OrganisationKind::kUnspecified && graph.at(i).kind != query.kind) continue;
    if (!query.show_closed && !ExistsOn(graph.at(i), query.day)) continue;
    const double covered =
        std::min(1.0, static_cast<double>(scores.words) / std::max(keys_[i].name_words, 1));
    const double by_words =
        scores.TotalOf(i) / scores.weights * (1 - kCoverage + kCoverage * covered);
    const int score = static_cast<int>(std::lround(1000 * std::max(by_words, scores.BestOf(i))));
    if (score >= kLeastScore) hits.push_back({i, score, scores.FieldsOf(i)});
  }
  std::sort(hits.begin(), hits.end(), [](const SearchHit& a, const SearchHit& b) {
    return a.score != b.score ? a.score > b.score : a.organisation < b.organisation;
  });
  return hits;
}

}  // namespace pcsp::registry

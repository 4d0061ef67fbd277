// Searching the organisations of a programme by name, code and postcode as people type them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "services/registry/domain/graph/graph.h"
#include "services/registry/domain/period.h"

namespace pcsp::registry {

struct SearchQuery {
  std::string text;
  OrganisationKind kind = OrganisationKind::kUnspecified;  // unspecified: all
  Date day;
  bool show_closed = false;  // those that are not in business on `day` too
};

// What of an organisation fits the text.
enum SearchField : uint8_t { kFitsName = 1, kFitsCode = 2, kFitsPostcode = 4 };

struct SearchHit {
  int organisation = -1;  // of the graph
  int score = 0;          // 1 to 1000; 1000: the whole name, code or postcode
  uint8_t fields = 0;     // SearchField

  bool operator==(const SearchHit&) const = default;
};

// Scores below this are no hits.
inline constexpr int kLeastScore = 450;

// An index of the graph that it was made from, which is given again with each search. Immutable;
// thread-safe.
class SearchIndex {
 public:
  explicit SearchIndex(const Graph& graph);

  // The best first, then by id. Words may come in any order; each counts by how seldom it is, so
  // that "surgery" decides little. Codes and postcodes may be given in part and without spaces.
  std::vector<SearchHit> Search(const Graph& graph, const SearchQuery& query) const;

 private:
  struct Place {
    int organisation;
    SearchField field;
  };
  struct Word {
    std::string text;
    std::vector<Place> places;
  };
  struct Keys {
    std::string id, code, postcode;  // in small letters, without spaces and signs
    int name_words = 0;
  };
  // What is known of each organisation while a search goes on.
  class Scores;

  void Add(int organisation, absl::string_view text, SearchField field);
  double Weight(const Word& word) const;
  // The words that may stand for `given`, by their numbers.
  std::vector<int> Candidates(const std::string& given) const;
  void ScoreWords(const std::vector<std::string>& given, Scores& scores) const;
  void ScoreRunTogether(const std::string& given, Scores& scores) const;
  void ScoreKeys(const std::string& given, Scores& scores) const;

  std::vector<Word> words_;
  absl::flat_hash_map<std::string, int> by_text_;
  std::vector<int> in_order_;                                     // words by their text
  absl::flat_hash_map<uint32_t, std::vector<int>> by_trigram_;    // words
  absl::flat_hash_map<uint32_t, std::vector<int>> run_together_;  // organisations, by their names
  std::vector<int> trigrams_run_together_;                        // how many each has
  std::vector<Keys> keys_;
};

}  // namespace pcsp::registry

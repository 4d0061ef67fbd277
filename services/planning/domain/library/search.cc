#include "services/planning/domain/library/search.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/text/base_letters.h"

namespace pcsp::planning {
namespace {

constexpr double kTitle = 4, kDeed = 2, kElsewhere = 1, kForgiven = 0.5;

std::vector<std::string> WordsOf(absl::string_view text) {
  std::string plain = text::WithoutAccents(text);
  absl::AsciiStrToLower(&plain);
  for (char& c : plain) {
    if (absl::ascii_isascii(c) && !absl::ascii_isalnum(c)) c = ' ';
  }
  return absl::StrSplit(plain, ' ', absl::SkipEmpty());
}

size_t SlipsForgiven(size_t letters) { return letters >= 8 ? 2 : letters >= 4 ? 1 : 0; }

// Damerau's distance (optimal string alignment) of `word` from the nearest beginning of `text`, so
// that a word that is not finished may have a slip too; more than `most` where it is more. Every
// word of every solution is asked, most differ from the first letters on, and the work ends there.
size_t Slips(absl::string_view word, absl::string_view text, size_t most) {
  const size_t n = word.size(), m = std::min({text.size(), n + 2, kLongestSearch + 2});
  std::array<size_t, kLongestSearch + 3> rows[3];
  for (size_t j = 0; j <= m; ++j) rows[0][j] = j;
  size_t least_before = 0;
  for (size_t i = 1; i <= n; ++i) {
    auto& now = rows[i % 3];
    const auto &last = rows[(i - 1) % 3], &before = rows[(i + 1) % 3];
    now[0] = i;
    size_t least = i;
    for (size_t j = 1; j <= m; ++j) {
      const size_t other = word[i - 1] == text[j - 1] ? 0 : 1;
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + other});
      if (i > 1 && j > 1 && word[i - 1] == text[j - 2] && word[i - 2] == text[j - 1]) {
        now[j] = std::min(now[j], before[j - 2] + 1);
      }
      least = std::min(least, now[j]);
    }
    // What is swapped looks two rows back.
    if (least > most && least_before > most) return least;
    least_before = least;
  }
  return *std::min_element(rows[n % 3].begin(),
                           rows[n % 3].begin() + static_cast<std::ptrdiff_t>(m) + 1);
}

// One bit for each letter that there is, several letters a bit.
uint32_t LettersOf(absl::string_view word) {
  uint32_t letters = 0;
  for (const unsigned char letter : word) letters |= uint32_t{1} << (letter % 32);
  return letters;
}

// 1 for a beginning, less for one with slips, 0 for neither.
double Match(absl::string_view word, absl::string_view text) {
  if (absl::StartsWith(text, word)) return 1;
  const size_t forgiven = SlipsForgiven(word.size());
  if (forgiven == 0 || text.size() + forgiven < word.size()) return 0;
  // Each slip explains one letter that the text has not: most words are told apart by that alone.
  const auto missing = std::popcount(LettersOf(word) & ~LettersOf(text));
  if (static_cast<size_t>(missing) > forgiven) return 0;
  return Slips(word, text, forgiven) <= forgiven ? kForgiven : 0;
}

double Best(absl::string_view word, const std::vector<std::string>& texts) {
  double best = 0;
  for (const std::string& text : texts) best = std::max(best, Match(word, text));
  return best;
}

// The words of one solution by how much they count.
struct Weighed {
  double weight;
  std::vector<std::string> words;
};

std::vector<Weighed> Weigh(const Solution& s, const IssueTitles& titles) {
  std::string rest = absl::StrJoin(
      {s.id, s.dose, s.timing, s.justification, s.expected_outcome, s.owner_role, s.source}, " ");
  absl::StrAppend(&rest, " ", absl::StrJoin(s.answers, " "), " ",
                  absl::StrJoin(s.adaptable_forms, " "));
  for (const CoreFunction& core : s.core_functions) absl::StrAppend(&rest, " ", core.text);
  for (const auto& [core, bounds] : s.boundaries) {
    absl::StrAppend(&rest, " ", bounds.protects.text);
  }
  for (const Material& material : s.materials) absl::StrAppend(&rest, " ", material.title);
  std::string deed = absl::StrJoin({s.actor, s.action, s.target}, " ");
  for (const std::string& issue : s.answers) {
    const auto title = titles.find(issue);
    if (title != titles.end()) absl::StrAppend(&deed, " ", title->second);
  }
  return {{kTitle, WordsOf(s.title)}, {kDeed, WordsOf(deed)}, {kElsewhere, WordsOf(rest)}};
}

using Scored = std::vector<std::pair<std::vector<double>, const Solution*>>;

// What each word of the query counts.
std::vector<double> Rarity(const Scored& scored, size_t words) {
  std::vector<double> rarity(words);
  for (size_t word = 0; word < words; ++word) {
    const auto having = std::count_if(scored.begin(), scored.end(),
                                      [word](const auto& one) { return one.first[word] > 0; });
    if (having == 0) continue;
    rarity[word] = std::log1p(static_cast<double>(scored.size()) / static_cast<double>(having));
  }
  return rarity;
}

bool HasAll(const std::vector<double>& relevance) {
  return std::all_of(relevance.begin(), relevance.end(), [](double one) { return one > 0; });
}

// The best first.
using Ranked = std::vector<std::pair<double, const Solution*>>;
Ranked Rank(const Scored& scored, const std::vector<double>& weights, bool all) {
  Ranked ranked;
  for (const auto& [relevance, solution] : scored) {
    if (all && !HasAll(relevance)) continue;
    const double sum = std::inner_product(relevance.begin(), relevance.end(), weights.begin(), 0.0);
    if (sum > 0) ranked.emplace_back(sum, solution);
  }
  std::sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second->id < b.second->id;
  });
  return ranked;
}

}  // namespace

std::vector<double> Relevance(const Solution& solution, const IssueTitles& titles,
                              absl::string_view query) {
  const std::vector<Weighed> texts = Weigh(solution, titles);
  std::vector<double> relevance;
  for (const std::string& word : WordsOf(query)) {
    double& best = relevance.emplace_back();
    for (const Weighed& text : texts) best = std::max(best, text.weight * Best(word, text.words));
  }
  return relevance;
}

FoundSolutions Search(const std::vector<const Solution*>& solutions, const IssueTitles& titles,
                      absl::string_view query, size_t most) {
  Scored scored;
  for (const Solution* solution : solutions) {
    scored.emplace_back(Relevance(*solution, titles, query), solution);
  }
  const size_t words = WordsOf(query).size();
  Ranked ranked = Rank(scored, std::vector<double>(words, 1.0), true);
  FoundSolutions found;
  if (ranked.empty()) {
    ranked = Rank(scored, Rarity(scored, words), false);
    std::erase_if(ranked, [best = ranked.empty() ? 0 : ranked[0].first](const auto& one) {
      return one.first < best / 2;
    });
    found.partial = !ranked.empty();
  }
  if (ranked.size() > most) ranked.resize(most);
  for (const auto& [relevance, solution] : ranked) found.solutions.push_back(solution);
  return found;
}

}  // namespace pcsp::planning

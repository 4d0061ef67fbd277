#include "services/planning/domain/library/search.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace pcsp::planning {
namespace {

constexpr double kTitle = 4, kDeed = 2, kElsewhere = 1, kForgiven = 0.5;

std::vector<std::string> WordsOf(absl::string_view text) {
  std::string plain = absl::AsciiStrToLower(text);
  for (char& c : plain) {
    if (absl::ascii_isascii(c) && !absl::ascii_isalnum(c)) c = ' ';
  }
  return absl::StrSplit(plain, ' ', absl::SkipEmpty());
}

size_t SlipsForgiven(size_t letters) { return letters >= 8 ? 2 : letters >= 4 ? 1 : 0; }

// Damerau's distance (optimal string alignment) of `word` from the nearest beginning of `text`, so
// that a word that is not finished may have a slip too.
size_t Slips(absl::string_view word, absl::string_view text) {
  const size_t n = word.size(), m = std::min(text.size(), n + 2);
  std::vector<std::vector<size_t>> d(n + 1, std::vector<size_t>(m + 1));
  for (size_t i = 0; i <= n; ++i) d[i][0] = i;
  for (size_t j = 0; j <= m; ++j) d[0][j] = j;
  for (size_t i = 1; i <= n; ++i) {
    for (size_t j = 1; j <= m; ++j) {
      const size_t other = word[i - 1] == text[j - 1] ? 0 : 1;
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + other});
      if (i > 1 && j > 1 && word[i - 1] == text[j - 2] && word[i - 2] == text[j - 1]) {
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
  }
  return *std::min_element(d[n].begin(), d[n].end());
}

// 1 for a beginning, less for one with slips, 0 for neither.
double Match(absl::string_view word, absl::string_view text) {
  if (absl::StartsWith(text, word)) return 1;
  const size_t forgiven = SlipsForgiven(word.size());
  return forgiven > 0 && Slips(word, text) <= forgiven ? kForgiven : 0;
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

std::vector<Weighed> Weigh(const Solution& s) {
  std::string rest = absl::StrJoin(
      {s.id, s.dose, s.timing, s.justification, s.expected_outcome, s.owner_role, s.source}, " ");
  absl::StrAppend(&rest, " ", absl::StrJoin(s.answers, " "), " ",
                  absl::StrJoin(s.adaptable_forms, " "));
  for (const CoreFunction& core : s.core_functions) absl::StrAppend(&rest, " ", core.text);
  return {{kTitle, WordsOf(s.title)},
          {kDeed, WordsOf(absl::StrJoin({s.actor, s.action, s.target}, " "))},
          {kElsewhere, WordsOf(rest)}};
}

}  // namespace

double Relevance(const Solution& solution, absl::string_view query) {
  const std::vector<Weighed> texts = Weigh(solution);
  double sum = 0;
  for (const std::string& word : WordsOf(query)) {
    double best = 0;
    for (const Weighed& text : texts) best = std::max(best, text.weight * Best(word, text.words));
    if (best == 0) return 0;
    sum += best;
  }
  return sum;
}

std::vector<const Solution*> Search(const std::vector<const Solution*>& solutions,
                                    absl::string_view query, size_t most) {
  std::vector<std::pair<double, const Solution*>> found;
  for (const Solution* solution : solutions) {
    if (const double relevance = Relevance(*solution, query); relevance > 0) {
      found.emplace_back(relevance, solution);
    }
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second->id < b.second->id;
  });
  if (found.size() > most) found.resize(most);
  std::vector<const Solution*> best;
  for (const auto& [relevance, solution] : found) best.push_back(solution);
  return best;
}

}  // namespace pcsp::planning

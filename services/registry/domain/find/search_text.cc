#include "services/registry/domain/find/search_text.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "common/text/base_letters.h"

namespace pcsp::registry {
namespace {

int MostEdits(size_t length) {
  if (length < 4) return 0;
  return length < 8 ? 1 : 2;
}

}  // namespace

std::vector<std::string> SearchWords(absl::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool two_bytes = (c & 0xE0) == 0xC0 && i + 1 < text.size();
    if (two_bytes && text::BaseLetter(c, text[i + 1]) != 0) {
      word.push_back(text::BaseLetter(c, text[++i]));
    } else if (absl::ascii_isalnum(c) || c >= 0x80) {
      // The typographic apostrophe is no letter of any alphabet.
      if (absl::StartsWith(text.substr(i), "\xE2\x80\x99")) {
        i += 2;
      } else {
        word.push_back(absl::ascii_tolower(c));
      }
    } else if (c == '&') {
      end_word();
      words.push_back("and");
    } else if (c != '\'' && c != '.') {
      end_word();
    }
  }
  end_word();
  return words;
}

std::vector<uint32_t> Trigrams(absl::string_view text, bool padded) {
  const std::string whole = padded ? "  " + std::string(text) + " " : std::string(text);
  std::vector<uint32_t> trigrams;
  for (size_t i = 0; i + 3 <= whole.size(); ++i) {
    const auto byte = [&](size_t at) { return static_cast<unsigned char>(whole[at]); };
    trigrams.push_back((byte(i) << 16) | (byte(i + 1) << 8) | byte(i + 2));
  }
  std::sort(trigrams.begin(), trigrams.end());
  trigrams.erase(std::unique(trigrams.begin(), trigrams.end()), trigrams.end());
  return trigrams;
}

// Optimal string alignment, row by row.
int EditDistance(absl::string_view a, absl::string_view b, int most) {
  constexpr size_t kLongest = 64;
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > static_cast<size_t>(most) || b.size() > kLongest) return most + 1;
  std::array<std::array<int, kLongest + 1>, 3> rows = {};
  for (size_t j = 0; j <= b.size(); ++j) rows[0][j] = static_cast<int>(j);
  for (size_t i = 1; i <= a.size(); ++i) {
    auto& row = rows[i % 3];
    const auto& above = rows[(i + 2) % 3];
    const auto& before = rows[(i + 1) % 3];
    row[0] = static_cast<int>(i);
    int least = row[0];
    for (size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] != b[j - 1])});
      const bool exchanged = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (exchanged) row[j] = std::min(row[j], before[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > most) return most + 1;
  }
  return std::min(rows[a.size() % 3][b.size()], most + 1);
}

double WordSimilarity(absl::string_view given, absl::string_view word) {
  if (given == word) return 1;
  if (given.size() >= 2 && absl::StartsWith(word, given)) {
    return 0.75 + 0.25 * given.size() / word.size();
  }
  const double longer = static_cast<double>(std::max(given.size(), word.size()));
  const int most = MostEdits(given.size());
  if (most > 0) {
    const int edits = EditDistance(given, word, most);
    if (edits <= most) return 1 - edits / longer;
  }
  const std::vector<uint32_t> a = Trigrams(given, true), b = Trigrams(word, true);
  std::vector<uint32_t> common;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(common));
  const double dice = 2.0 * common.size() / (a.size() + b.size());
  return dice <= 0.5 ? 0 : dice;
}

}  // namespace pcsp::registry

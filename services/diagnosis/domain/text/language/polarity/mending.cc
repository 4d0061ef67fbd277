#include "services/diagnosis/domain/text/language/polarity/mending.h"

#include <algorithm>

namespace pcsp::diagnosis {
namespace {

// In words.
constexpr int kReach = 12, kWillBeMendedReach = 9;

bool Mends(const ClauseWords& r, int i) {
  static const auto* words =
      new WordTable{"sorted", "fixed",    "resolved", "solved",  "ironed",
                    "mended", "overcome", "overcame", "cleared", "addressed"};
  const absl::string_view word = r.At(i);
  if (words->contains(word)) return true;
  return (word == "put" && r.At(i + 1) == "right") ||
         (r.Stem(i) == "up" && r.At(i + 1) == "and" && r.At(i + 2) == "running") ||
         (r.Stem(i) == "be" && r.At(i + 1) == "over" && !r.Inside(i + 2)) ||
         ((word == "fine" || word == "better" || word == "ok" || word == "okay") &&
          (r.At(i + 1) == "now" || r.At(i - 1) == "now"));
}

// "needs to be sorted", "not fixed yet", "until it is resolved".
bool NotYet(const ClauseWords& r, int i) {
  static const auto* waiting =
      new WordTable{"need",  "wait", "want",  "must", "should", "until", "onc",  "when", "tri",
                    "could", "can",  "would", "will", "yet",    "if",    "hope", "to",   "get"};
  const int from = std::max(0, i - 4);
  for (int k = from; k < i; ++k) {
    if (r.Negates(k)) return true;
  }
  for (int k = std::max(0, i - kWillBeMendedReach); k < from; ++k) {
    if (r.At(k) == "will") return true;  // "they will soon have all of it sorted"
  }
  const absl::string_view before = r.Stem(i - 1);
  if (before == "get" && r.At(i - 1) != "getting") return false;  // "it got sorted"
  return r.Any(from, i - 1, *waiting);
}

}  // namespace

bool PutsRight(const ClauseWords& words, int i) { return Mends(words, i) && !NotYet(words, i); }

bool IsMended(const ClauseWords& words, const WordSpan& span) {
  for (int i = std::max(0, span.first - kReach); i < std::min(words.size(), span.last + kReach);
       ++i) {
    if (!span.Has(i) && PutsRight(words, i)) return true;
  }
  return false;
}

}  // namespace pcsp::diagnosis

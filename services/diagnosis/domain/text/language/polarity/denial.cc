#include "services/diagnosis/domain/text/language/polarity/denial.h"

#include <algorithm>

namespace pcsp::diagnosis {
namespace {

// In words, once fillers are left out.
constexpr int kNegationReach = 5;

const WordTable& Pronouns() {
  static const auto* table = new WordTable{"this", "that", "it", "we", "they", "there", "i", "you"};
  return *table;
}

// "isn't this the same as...": a question that expects a yes.
bool Rhetorical(const ClauseWords& r, int i) {
  static const auto* auxiliaries =
      new WordTable{"be", "do", "have", "can", "could", "would", "should"};
  if (i < 1 || i > 2 || r.Stem(i) != "!not" || !auxiliaries->contains(r.Stem(0))) return false;
  return Pronouns().contains(r.At(i == 1 ? 2 : 1));
}

bool OfAnother(int i, const WordSpan& span, const std::vector<WordSpan>& others) {
  return std::any_of(others.begin(), others.end(), [&](const WordSpan& other) {
    return other.first <= i && i <= other.last && other.last < span.first;
  });
}

// "not that we have no time": denies a cue that denies something itself.
bool DeniesWhole(const ClauseWords& r, int i) {
  static const auto* table = new WordTable{"that", "true", "case", "becaus", "as"};
  return r.Stem(i) == "!not" && table->contains(r.Stem(i + 1));
}

}  // namespace

bool DeniesNothing(const ClauseWords& words, int i) {
  static const auto* after_not = new WordTable{"onli", "least", "surpris", "surprising", "mention"};
  static const auto* after_no = new WordTable{"doubt", "wonder", "question", "longer", "surpris"};
  const absl::string_view next = words.Stem(i + 1);
  if (words.Stem(i) == "!not") {
    return after_not->contains(next) || (next == "to" && words.Stem(i + 2) == "mention") ||
           words.At(i - 1) == "why" || Rhetorical(words, i);
  }
  if (words.Stem(i) == "!no") return after_no->contains(next);
  if (words.Stem(i) == "!without") return next == "doubt" || next == "question";
  if (words.Stem(i) == "!nothing") return words.At(i + 1) == "but" || next == "more";
  return false;
}

bool IsDenied(const ClauseWords& words, const WordSpan& span, const std::vector<WordSpan>& others) {
  bool own = false;
  for (int i = span.first; i <= span.last; ++i) own |= words.Negates(i);
  bool negated = false;
  for (int i = span.first - 1; i >= std::max(0, span.first - kNegationReach); --i) {
    if (words.Pause(i + 1)) break;
    if (!words.Negates(i) || DeniesNothing(words, i) || OfAnother(i, span, others)) continue;
    if (!own || DeniesWhole(words, i)) negated = !negated;
  }
  return negated;
}

}  // namespace pcsp::diagnosis

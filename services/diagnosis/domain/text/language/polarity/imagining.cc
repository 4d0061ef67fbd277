#include "services/diagnosis/domain/text/language/polarity/imagining.h"

#include <algorithm>

#include "services/diagnosis/domain/text/language/polarity/denial.h"

namespace pcsp::diagnosis {
namespace {

// In words.
constexpr int kReach = 10, kPromiseReach = 8;

bool IfOf(const ClauseWords& r, int i) {
  static const auto* whether =
      new WordTable{"sure", "ask",        "know", "wonder",   "see",   "check", "clear", "as",
                    "idea", "understand", "even", "question", "unsur", "tell",  "onli"};
  return r.At(i) == "if" && !whether->contains(r.Stem(i - 1)) && r.At(i + 1) != "anything";
}

bool Fears(const ClauseWords& r, int i) {
  static const auto* fears =
      new WordTable{"worri", "fear", "afraid", "concern", "scare", "nervous"};
  static const auto* object = new WordTable{"that", "it", "this", "we", "they", "he", "she", "of"};
  return (fears->contains(r.Stem(i)) && object->contains(r.At(i + 1))) ||
         ((r.At(i) == "risk" || r.At(i) == "danger") &&
          (r.At(i + 1) == "of" || r.At(i + 1) == "that"));
}

bool Imagines(const ClauseWords& r, int i) {
  static const auto* turns =
      new WordTable{"be", "becom", "end", "turn", "go", "lead", "get", "easili"};
  static const auto* months =
      new WordTable{"in",   "until", "sinc", "by",    "last",  "this", "next",
                    "from", "of",    "mid",  "befor", "after", "till"};
  const absl::string_view word = r.At(i), next = r.Stem(i + 1);
  if (word == "might" || word == "unless" || word == "hopefully") return true;
  if (word == "perhaps" || word == "maybe" || word == "potentially") return true;
  if (word == "may") return r.Inside(i + 1) && !months->contains(r.Stem(i - 1));
  if (word == "could" || word == "would") return turns->contains(next);
  if (word == "in") return next == "case";
  return IfOf(r, i) || Fears(r, i) || (r.Stem(i) == "hope" && next != "less");
}

// "without X it would fail", "it would fail without X": X may well be there.
bool WithoutItWould(const ClauseWords& r, const WordSpan& span) {
  for (int i = std::max(0, span.first - kReach); i <= span.last; ++i) {
    if (r.Stem(i) != "!without" || DeniesNothing(r, i)) continue;
    for (int k = std::max(0, i - kReach); k <= i + kReach; ++k) {
      if (r.At(k) == "would") return true;
    }
  }
  return false;
}

}  // namespace

bool IsImagined(const ClauseWords& words, const WordSpan& span) {
  if (WithoutItWould(words, span)) return true;
  for (int i = std::max(0, span.first - kReach); i < span.first; ++i) {
    if (Imagines(words, i)) return true;
  }
  for (int i = span.last + 1; i <= std::min(words.size() - 1, span.last + kReach); ++i) {
    if (IfOf(words, i) || words.At(i) == "unless") return true;
  }
  return false;
}

bool IsPromised(const ClauseWords& words, const WordSpan& span) {
  for (int i = span.last; i >= std::max(0, span.first - kPromiseReach); --i) {
    if (words.At(i) == "will" || words.At(i) == "shall") return true;
    if (words.At(i) == "going" && words.At(i + 1) == "to") return true;
    if (i <= span.first && words.Pause(i)) break;
  }
  return false;
}

}  // namespace pcsp::diagnosis

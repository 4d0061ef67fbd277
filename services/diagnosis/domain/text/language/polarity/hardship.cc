#include "services/diagnosis/domain/text/language/polarity/hardship.h"

#include <algorithm>

namespace pcsp::diagnosis {
namespace {

constexpr int kReach = 5;  // in words

// "hard to see the point", "hard for us to know": what follows is hardly there. "Hard to avoid" is
// the other way round.
bool MakesHard(const ClauseWords& r, int i) {
  static const auto* hard =
      new WordTable{"hard", "harder", "difficult", "tricki", "imposs", "tough", "struggl"};
  static const auto* avoids =
      new WordTable{"avoid", "resist", "stop", "miss", "escap", "ignor", "prevent", "not"};
  if (!hard->contains(r.Stem(i))) return false;
  int to = i + 1;
  if (r.At(to) == "for") {
    while (to < i + 4 && r.At(to) != "to") ++to;
  }
  return r.At(to) == "to" && !avoids->contains(r.Stem(to + 1));
}

}  // namespace

bool IsHard(const ClauseWords& words, const WordSpan& span) {
  for (int i = span.first - 1; i >= std::max(0, span.first - kReach); --i) {
    if (words.Pause(i + 1)) break;
    if (MakesHard(words, i)) return true;
  }
  return false;
}

bool SaysNotHard(const ClauseWords& words, const WordSpan& span) {
  bool denied = false;
  for (int i = span.first; i <= span.last; ++i) {
    if (denied && MakesHard(words, i)) return true;
    denied |= words.Negates(i);
  }
  return false;
}

}  // namespace pcsp::diagnosis

#include "services/diagnosis/domain/text/language/polarity/past.h"

#include <algorithm>

namespace pcsp::diagnosis {
namespace {

// In words.
constexpr int kNearReach = 6, kClauseReach = 12;

// "used to" of habit, not "we are used to".
bool UsedTo(const ClauseWords& r, int i) {
  static const auto* accustomed = new WordTable{"be", "get", "becom"};
  return r.At(i) == "used" && r.At(i + 1) == "to" && !accustomed->contains(r.Stem(i - 1)) &&
         !r.Negates(i - 1);
}

// Ends what stands after it.
bool EndsBefore(const ClauseWords& r, int i) {
  static const auto* gone = new WordTable{"on", "past", "beyond", "away"};
  return UsedTo(r, i) || (r.Stem(i) == "!no" && r.At(i + 1) == "longer") || r.At(i) == "stopped" ||
         (r.Stem(i) == "move" && gone->contains(r.At(i + 1)) && r.At(i) == "moved") ||
         (r.Stem(i) == "get" && (r.At(i + 1) == "past" || r.At(i + 1) == "beyond") &&
          !r.Negates(i - 1)) ||
         ((r.At(i) == "gone" || r.At(i) == "over") && r.Stem(i + 1) == "be");
}

// Says that the whole clause is of the past.
bool LongAgo(const ClauseWords& r, int i) {
  static const auto* single = new WordTable{"initi", "origin", "previous", "formerli"};
  static const auto* start = new WordTable{"first", "start", "begin", "beginning", "outset"};
  if (single->contains(r.Stem(i))) return true;
  const absl::string_view word = r.At(i), next = r.Stem(i + 1), then = r.Stem(i + 2);
  return (word == "at" && start->contains(next)) ||
         (word == "to" && (next == "begin" || next == "start") && then == "with") ||
         (word == "in" && (next == "begin" || next == "past" || next == "earli")) ||
         (word == "until" && next == "recent") || (word == "earli" && next == "on") ||
         (word == "early" && (next == "on" || next == "day")) ||
         (word == "back" && next == "then") ||
         (word == "thing" && next == "of" && then == "past") || (word == "behind" && next == "us");
}

// "we do it no longer", "not any more": the not is counted already.
bool EndsAfter(const ClauseWords& r, int i) {
  return r.Stem(i) == "!no" && r.At(i + 1) == "longer";
}

}  // namespace

bool IsPast(const ClauseWords& words, const WordSpan& span) {
  for (int i = std::max(0, span.first - kNearReach); i < span.first; ++i) {
    if (EndsBefore(words, i)) return true;
  }
  for (int i = std::max(0, span.first - kClauseReach);
       i < std::min(words.size(), span.last + kClauseReach); ++i) {
    if (!span.Has(i) && LongAgo(words, i)) return true;
    if (i > span.last && EndsAfter(words, i)) return true;
  }
  return false;
}

}  // namespace pcsp::diagnosis

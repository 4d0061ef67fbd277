#include "services/diagnosis/domain/text/language/polarity.h"

#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"

namespace pcsp::diagnosis {
namespace {

// In words, once fillers are left out.
constexpr int kNegationReach = 5;
constexpr int kPastReach = 6;
constexpr int kImaginedReach = 10;
constexpr int kMendedReach = 12;
constexpr int kPromiseReach = 8;
constexpr int kWillBeMendedReach = 9;
constexpr size_t kShortClause = 9;

using Table = absl::flat_hash_set<absl::string_view>;

// The words of a clause; "" outside of it.
class Reader {
 public:
  explicit Reader(const Clause& clause) : words_(clause.words) {}

  absl::string_view At(int i) const { return Inside(i) ? absl::string_view(words_[i].text) : ""; }
  absl::string_view Stem(int i) const { return Inside(i) ? absl::string_view(words_[i].stem) : ""; }
  bool Inside(int i) const { return i >= 0 && i < size(); }
  int size() const { return static_cast<int>(words_.size()); }
  bool Negates(int i) const { return Inside(i) && words_[i].negates(); }
  bool Pause(int i) const { return Inside(i) && words_[i].after_pause; }
  bool Any(int from, int to, const Table& table) const {
    for (int i = std::max(from, 0); i <= std::min(to, size() - 1); ++i) {
      if (table.contains(words_[i].stem)) return true;
    }
    return false;
  }

 private:
  const std::vector<Word>& words_;
};

const Table& Pronouns() {
  static const auto* table = new Table{"this", "that", "it", "we", "they", "there", "i", "you"};
  return *table;
}

// "isn't this the same as...": a question that expects a yes.
bool Rhetorical(const Reader& r, int i) {
  static const auto* auxiliaries = new Table{"be", "do", "have", "can", "could", "would", "should"};
  if (i < 1 || i > 2 || r.Stem(i) != "!not" || !auxiliaries->contains(r.Stem(0))) return false;
  return Pronouns().contains(r.At(i == 1 ? 2 : 1));
}

// "not only", "no doubt", "no longer" (which is the past) and the like do not deny what follows.
bool Pseudo(const Reader& r, int i) {
  static const auto* after_not = new Table{"onli", "least", "surpris", "surprising", "mention"};
  static const auto* after_no = new Table{"doubt", "wonder", "question", "longer", "surpris"};
  const absl::string_view next = r.Stem(i + 1);
  if (r.Stem(i) == "!not") {
    return after_not->contains(next) || (next == "to" && r.Stem(i + 2) == "mention") ||
           r.At(i - 1) == "why" || Rhetorical(r, i);
  }
  if (r.Stem(i) == "!no") return after_no->contains(next);
  if (r.Stem(i) == "!without") return next == "doubt" || next == "question";
  if (r.Stem(i) == "!nothing") return r.At(i + 1) == "but" || next == "more";
  return false;
}

bool OfAnother(int i, const WordSpan& span, const std::vector<WordSpan>& others) {
  return std::any_of(others.begin(), others.end(), [&](const WordSpan& other) {
    return other.first <= i && i <= other.last && other.last < span.first;
  });
}

// "not that we have no time": denies a cue that denies something itself.
bool DeniesWhole(const Reader& r, int i) {
  static const auto* table = new Table{"that", "true", "case", "becaus", "as"};
  return r.Stem(i) == "!not" && table->contains(r.Stem(i + 1));
}

bool Negated(const Reader& r, const WordSpan& span, const std::vector<WordSpan>& others) {
  bool own = false;
  for (int i = span.first; i <= span.last; ++i) own |= r.Negates(i);
  bool negated = false;
  for (int i = span.first - 1; i >= std::max(0, span.first - kNegationReach); --i) {
    if (r.Pause(i + 1)) break;
    if (!r.Negates(i) || Pseudo(r, i) || OfAnother(i, span, others)) continue;
    if (!own || DeniesWhole(r, i)) negated = !negated;
  }
  return negated;
}

// "hard to see the point", "hard for us to know": what follows is hardly there. "Hard to avoid" is
// the other way round.
bool MakesHard(const Reader& r, int i) {
  static const auto* hard =
      new Table{"hard", "harder", "difficult", "tricki", "imposs", "tough", "struggl"};
  static const auto* avoids =
      new Table{"avoid", "resist", "stop", "miss", "escap", "ignor", "prevent", "not"};
  if (!hard->contains(r.Stem(i))) return false;
  int to = i + 1;
  if (r.At(to) == "for") {
    while (to < i + 4 && r.At(to) != "to") ++to;
  }
  return r.At(to) == "to" && !avoids->contains(r.Stem(to + 1));
}

bool Hard(const Reader& r, const WordSpan& span) {
  for (int i = span.first - 1; i >= std::max(0, span.first - kNegationReach); --i) {
    if (r.Pause(i + 1)) break;
    if (MakesHard(r, i)) return true;
  }
  return false;
}

// "not hard to know who does what" inside a cue that begins with the "not".
bool NotHard(const Reader& r, const WordSpan& span) {
  bool denied = false;
  for (int i = span.first; i <= span.last; ++i) {
    if (denied && MakesHard(r, i)) return true;
    denied |= r.Negates(i);
  }
  return false;
}

// "we will have", "it is going to be": said of what is to come.
bool Promised(const Reader& r, const WordSpan& span) {
  for (int i = span.last; i >= std::max(0, span.first - kPromiseReach); --i) {
    if (r.At(i) == "will" || r.At(i) == "shall") return true;
    if (r.At(i) == "going" && r.At(i + 1) == "to") return true;
    if (i <= span.first && r.Pause(i)) break;
  }
  return false;
}

// "used to" of habit, not "we are used to".
bool UsedTo(const Reader& r, int i) {
  static const auto* accustomed = new Table{"be", "get", "becom"};
  return r.At(i) == "used" && r.At(i + 1) == "to" && !accustomed->contains(r.Stem(i - 1)) &&
         !r.Negates(i - 1);
}

// Ends what stands after it.
bool EndsBefore(const Reader& r, int i) {
  static const auto* gone = new Table{"on", "past", "beyond", "away"};
  return UsedTo(r, i) || (r.Stem(i) == "!no" && r.At(i + 1) == "longer") || r.At(i) == "stopped" ||
         (r.Stem(i) == "move" && gone->contains(r.At(i + 1)) && r.At(i) == "moved") ||
         (r.Stem(i) == "get" && (r.At(i + 1) == "past" || r.At(i + 1) == "beyond") &&
          !r.Negates(i - 1)) ||
         ((r.At(i) == "gone" || r.At(i) == "over") && r.Stem(i + 1) == "be");
}

// Says that the whole clause is of the past.
bool LongAgo(const Reader& r, int i) {
  static const auto* single = new Table{"initi", "origin", "previous", "formerli"};
  static const auto* start = new Table{"first", "start", "begin", "beginning", "outset"};
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
bool EndsAfter(const Reader& r, int i) { return r.Stem(i) == "!no" && r.At(i + 1) == "longer"; }

bool Past(const Reader& r, const WordSpan& span) {
  for (int i = std::max(0, span.first - kPastReach); i < span.first; ++i) {
    if (EndsBefore(r, i)) return true;
  }
  for (int i = std::max(0, span.first - kMendedReach);
       i < std::min(r.size(), span.last + kMendedReach); ++i) {
    const bool inside = i >= span.first && i <= span.last;
    if (!inside && LongAgo(r, i)) return true;
    if (i > span.last && EndsAfter(r, i)) return true;
  }
  return false;
}

bool Mends(const Reader& r, int i) {
  static const auto* words = new Table{"sorted", "fixed",    "resolved", "solved",  "ironed",
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
bool NotYet(const Reader& r, int i) {
  static const auto* waiting =
      new Table{"need",  "wait", "want",  "must", "should", "until", "onc",  "when", "tri",
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

bool Mended(const Reader& r, const WordSpan& span) {
  for (int i = std::max(0, span.first - kMendedReach);
       i < std::min(r.size(), span.last + kMendedReach); ++i) {
    const bool inside = i >= span.first && i <= span.last;
    if (!inside && Mends(r, i) && !NotYet(r, i)) return true;
  }
  return false;
}

bool IfOf(const Reader& r, int i) {
  static const auto* whether =
      new Table{"sure", "ask",        "know", "wonder",   "see",   "check", "clear", "as",
                "idea", "understand", "even", "question", "unsur", "tell",  "onli"};
  return r.At(i) == "if" && !whether->contains(r.Stem(i - 1)) && r.At(i + 1) != "anything";
}

bool Fears(const Reader& r, int i) {
  static const auto* fears = new Table{"worri", "fear", "afraid", "concern", "scare", "nervous"};
  static const auto* object = new Table{"that", "it", "this", "we", "they", "he", "she", "of"};
  return (fears->contains(r.Stem(i)) && object->contains(r.At(i + 1))) ||
         ((r.At(i) == "risk" || r.At(i) == "danger") &&
          (r.At(i + 1) == "of" || r.At(i + 1) == "that"));
}

bool Imagines(const Reader& r, int i) {
  static const auto* turns = new Table{"be", "becom", "end", "turn", "go", "lead", "get", "easili"};
  static const auto* months = new Table{"in",   "until", "sinc", "by",    "last",  "this", "next",
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
bool WithoutItWould(const Reader& r, const WordSpan& span) {
  for (int i = std::max(0, span.first - kImaginedReach); i <= span.last; ++i) {
    if (r.Stem(i) != "!without" || Pseudo(r, i)) continue;
    for (int k = std::max(0, i - kImaginedReach); k <= i + kImaginedReach; ++k) {
      if (r.At(k) == "would") return true;
    }
  }
  return false;
}

bool Imagined(const Reader& r, const WordSpan& span) {
  if (WithoutItWould(r, span)) return true;
  for (int i = std::max(0, span.first - kImaginedReach); i < span.first; ++i) {
    if (Imagines(r, i)) return true;
  }
  for (int i = span.last + 1; i <= std::min(r.size() - 1, span.last + kImaginedReach); ++i) {
    if (IfOf(r, i) || r.At(i) == "unless") return true;
  }
  return false;
}

}  // namespace

Bearing BearingOf(const Clause& clause, const WordSpan& span, const std::vector<WordSpan>& others) {
  const Reader reader(clause);
  const bool turned = Negated(reader, span, others) != Past(reader, span);
  return {.turned = turned != NotHard(reader, span),
          .mended = Mended(reader, span),
          .imagined = Imagined(reader, span),
          .hard = Hard(reader, span),
          .promised = Promised(reader, span)};
}

bool TakesBack(const Clause& clause) {
  const Reader reader(clause);
  if (clause.words.size() > kShortClause) return false;
  for (int i = 0; i < reader.size(); ++i) {
    if (Mends(reader, i) && !NotYet(reader, i)) return true;
    if (reader.Stem(i) != "!not") continue;
    if (reader.At(i + 1) == "now" || (reader.At(i + 1) == "any" && reader.Inside(i + 2)))
      return true;
  }
  return false;
}

}  // namespace pcsp::diagnosis

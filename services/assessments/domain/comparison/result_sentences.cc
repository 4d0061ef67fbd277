#include "services/assessments/domain/comparison/result_sentences.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/text/pages/percent.h"
#include "common/text/pages/range.h"
#include "services/assessments/domain/comparison/sentences.h"

namespace pcsp::assessments {
namespace {

// "62 of 100 (90 % interval 55 to 70)".
std::string Score(const Estimate& score) {
  return absl::StrFormat("%.0f of 100 (90 %% interval %s)", score.score,
                         text::Range(score.low, score.high));
}

std::string Capitalised(std::string words) {
  words[0] = absl::ascii_toupper(words[0]);
  return words;
}

// "5 to 7 people", "1 person".
std::string PeopleInWords(const Band& people) {
  return absl::StrCat(InWords(people), people.high == 1 ? " person" : " people");
}

// Favourable is 70 % and more: "unfavourable" of 65 % would contradict the figure beside it.
absl::string_view Clause(Verdict verdict) {
  switch (verdict) {
    case Verdict::kSharedUnderstanding:
      return ": 70 % favourable or more, and people agree.";
    case Verdict::kPocketsOfDoubt:
      return ": 70 % favourable or more, with pockets of doubt.";
    case Verdict::kSharedConcern:
      return ": less than 70 % favourable, and people agree.";
    case Verdict::kConfusion:
      return ": less than 70 % favourable, and people see it differently.";
    case Verdict::kNone:
      break;
  }
  return ".";
}

}  // namespace

std::string InWords(const Band& people) {
  if (people.low == people.high) return absl::StrCat(people.low);
  return absl::StrCat(people.low, " to ", people.high);
}

std::string AnsweredSentence(const Band& people, int headcount, int sites) {
  std::string text = absl::StrCat(PeopleInWords(people), " answered");
  if (headcount > 0) absl::StrAppend(&text, ", of ", headcount, " who could");
  if (sites != 1) absl::StrAppend(&text, " at ", sites, " sites");
  return text + ".";
}

std::string ScoreSentence(Construct construct, const Band& people, const Estimate& score,
                          Verdict verdict) {
  return absl::StrCat(Capitalised(WordsOf(construct)), " is at ", Score(score), ", from ",
                      PeopleInWords(people), Clause(verdict));
}

std::string WordsOf(Part part) {
  for (int g = 0; g < kStaffGroups; ++g) {
    if (part == 1 << g) return std::string(WordsOf(static_cast<StaffGroup>(g + 1)));
  }
  return part == PartsOf(kClinical).front() ? "group of clinical staff" : "group of everybody else";
}

std::string PartSentence(Part part, const Band& people, const Estimate& mean) {
  return absl::StrCat("The ", WordsOf(part), " is at ", Score(mean), ", from ",
                      PeopleInWords(people), ".");
}

std::string ItemSentence(int people, double favourable, const ShareInterval& interval,
                         Verdict verdict) {
  if (people == 0) return "Nobody gave an answer that is on the scale.";
  return absl::StrCat("About ", text::PercentLikely(favourable), " are favourable (90 % interval ",
                      text::Range(100 * interval.low, 100 * interval.high), " %), from ",
                      PeopleInWords({people, people}), Clause(verdict));
}

std::string TendencySentence(Tendency tendency) {
  switch (tendency) {
    case Tendency::kUnfavourable:
      return "At least two thirds of those who answered are on the bad side of the middle.";
    case Tendency::kMixed:
      return "Neither side of the middle has two thirds of those who answered.";
    case Tendency::kFavourable:
      return "At least two thirds of those who answered are on the good side of the middle.";
    case Tendency::kNotRelevant:
      return "At least two thirds of those who answered call it not relevant.";
    case Tendency::kNotTold:
      break;
  }
  return "";
}

std::string UnderstandingSentence(const Band& people, double probability, bool whole_team) {
  return absl::StrCat("Of the ", PeopleInWords(people),
                      " who answered, a common understanding has a probability of ",
                      text::PercentLikely(probability),
                      whole_team ? "."
                                 : "; of the team it is not established, as not all of it is "
                                   "heard.");
}

std::string ConsensusSentence(Construct construct, double score, int people) {
  return absl::StrFormat(
      "On %s the team puts itself at %.0f of 100: one answer that %s agreed on, so there is no "
      "interval.",
      WordsOf(construct), score, PeopleInWords({people, people}));
}

}  // namespace pcsp::assessments

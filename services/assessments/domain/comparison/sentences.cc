#include "services/assessments/domain/comparison/sentences.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "common/text/pages/percent.h"
#include "common/text/pages/range.h"

namespace pcsp::assessments {
namespace {

// "7", "-3": whole points; nobody acts on a tenth of one.
std::string Points(double value) { return absl::StrFormat("%.0f", value == 0 ? 0 : value); }

std::string Range(double low, double high) {
  return absl::StrCat("90 % interval ", text::Range(low, high));
}

// "7", or "5 to 7" where it is a band.
std::string People(int64_t people, int64_t most) {
  return most > people ? absl::StrCat(people, " to ", most) : absl::StrCat(people);
}

absl::string_view ChangeWords(ChangeWord word) {
  switch (word) {
    case ChangeWord::kImproved:
      return "improved";
    case ChangeWord::kProbablyImproved:
      return "probably improved";
    case ChangeWord::kProbablyWorse:
      return "probably got worse";
    case ChangeWord::kWorse:
      return "got worse";
    case ChangeWord::kAboutTheSame:
      return "is about the same";
    case ChangeWord::kCannotTell:
      return "may have changed: we can't tell yet";
    case ChangeWord::kUnknown:
      break;
  }
  return "was not answered in both waves";
}

std::string MoreSettled(absl::string_view who, absl::string_view other, absl::string_view subject,
                        bool sure) {
  return absl::StrCat("The ", who, sure ? " sees " : " probably sees ", subject,
                      " as more settled than the ", other, " does");
}

std::vector<std::string> Names(const std::vector<StaffGroup>& groups) {
  std::vector<std::string> names;
  for (StaffGroup group : groups) names.emplace_back(WordsOf(group));
  return names;
}

}  // namespace

std::string WordsOf(Construct construct) {
  return absl::StrReplaceAll(ToWord(construct, kConstructWords), {{"_", " "}});
}

std::string WordsOf(Level level) {
  return absl::StrReplaceAll(ToWord(level, kLevelWords), {{"_", " "}});
}

absl::string_view WordsOf(StaffGroup group) {
  switch (group) {
    case StaffGroup::kGp:
      return "group of GPs";
    case StaffGroup::kNurse:
      return "group of nurses";
    case StaffGroup::kDirectPatientCare:
      return "group of direct patient care staff";
    case StaffGroup::kAdmin:
      return "group of admin staff";
    case StaffGroup::kLeadership:
      return "leadership";
  }
  return "group";
}

std::string SentenceOf(absl::string_view subject, const Change& change) {
  if (change.word == ChangeWord::kUnknown) {
    return absl::StrCat(subject, " ", ChangeWords(change.word), ", so its change is not known.");
  }
  return absl::StrCat(
      subject, " ", ChangeWords(change.word), ": from ", Points(change.score.first), " to ",
      Points(change.score.second), " of 100 (", Range(change.low, change.high),
      "), better by 5 or more with ", text::PercentLikely(change.p_improved_by),
      " probability, worse by 5 or more with ", text::PercentLikely(change.p_worse_by), ".");
}

std::string SitesOfChange(int sites, int asked, int improved, int worse) {
  const std::string of = sites == asked ? absl::StrCat(sites) : absl::StrCat(sites, " of ", asked);
  const std::string left_out =
      sites == asked ? "" : "; what the others say is not shown, and not counted";
  return absl::StrCat("Over the ", of, " sites that were in both waves", left_out, ": ", improved,
                      " improved and ", worse, " got worse by themselves.");
}

std::string RadarSentence(Construct construct, const Estimate& now,
                          const std::optional<Estimate>& previous, std::optional<double> centre) {
  std::string text = WordsOf(construct);
  text[0] = absl::ascii_toupper(text[0]);
  absl::StrAppend(&text, " is at ", Points(now.score), " of 100 (", Range(now.low, now.high), ")");
  if (previous) {
    absl::StrAppend(&text, ", after ", Points(previous->score), " as the earlier wave alone says");
  }
  if (centre) absl::StrAppend(&text, "; the programme is at ", Points(*centre));
  return text + ".";
}

std::string SentenceOf(absl::string_view subject, absl::string_view first, absl::string_view second,
                       const ScoreGap& gap) {
  const std::string figures = absl::StrCat(": ", Points(std::abs(gap.difference)),
                                           " points apart (", Range(gap.low, gap.high), ").");
  switch (gap.word) {
    case GapWord::kFirstMoreSettled:
      return MoreSettled(first, second, subject, true) + figures;
    case GapWord::kFirstProbablyMoreSettled:
      return MoreSettled(first, second, subject, false) + figures;
    case GapWord::kSecondMoreSettled:
      return MoreSettled(second, first, subject, true) + figures;
    case GapWord::kSecondProbablyMoreSettled:
      return MoreSettled(second, first, subject, false) + figures;
    case GapWord::kNoGapSeen:
      break;
  }
  return absl::StrCat("No gap of more than 10 points is seen in ", subject, " between the ", first,
                      " and the ", second, figures);
}

std::string SentenceOf(absl::string_view first, absl::string_view second,
                       const Dominance& dominance) {
  const bool known = dominance.low && dominance.high;
  if (known && *dominance.low <= 0 && *dominance.high >= 0) {
    return absl::StrFormat("The %s and the %s cannot be told apart here (delta %.2f).", first,
                           second, dominance.delta);
  }
  const bool above = dominance.delta > 0;
  if (dominance.delta == 0) return "Neither group is above the other (delta 0).";
  return absl::StrFormat("The %s sees this as more settled than the %s does (delta %.2f%s).",
                         above ? first : second, above ? second : first, dominance.delta,
                         known ? "" : ", too few answers for an interval");
}

std::string SentenceOf(const Representativeness& r) {
  std::string text =
      r.respondents_most > r.respondents
          ? absl::StrCat(r.respondents, " to ", r.respondents_most, " of ", r.roster, " answered. ")
          : absl::StrCat(r.respondents, " of ", r.roster, " answered (",
                         text::Percent(r.response_rate), "). ");
  if (!r.silent_groups.empty()) {
    absl::StrAppend(&text, "Not heard: the ", absl::StrJoin(Names(r.silent_groups), ", the "),
                    ". ");
  }
  absl::StrAppend(&text,
                  r.whole_team ? "They stand for the team." : "This is not yet the whole team.");
  return text;
}

std::string EvennessSentence(std::optional<double> r_indicator, double total_variation) {
  std::string text;
  if (r_indicator) {
    absl::StrAppendFormat(&text,
                          "%s: the R-indicator is %.2f, where 1 is all alike and from 0.50 on they "
                          "may stand for the team. ",
                          *r_indicator >= kLeastR ? "Staff groups answered evenly enough"
                                                  : "Staff groups answered unevenly",
                          *r_indicator);
  }
  absl::StrAppend(&text, "For the mix of the team, ", text::Percent(total_variation),
                  " of those who answered would have to be of another staff group.");
  return text;
}

std::string NextQuestionOf(const Representativeness& r) {
  if (r.whole_team) return "";
  if (r.silent_groups.empty()) return "What keeps part of the team from answering?";
  return absl::StrCat("What does the ", WordsOf(r.silent_groups.front()),
                      " say? Nobody of it has answered yet.");
}

std::string RoleWeightSentence(const Estimate& weighted, const Estimate& as_answered) {
  const double off = weighted.score - as_answered.score;
  const std::string score =
      absl::StrCat(Points(weighted.score), " of 100 (", Range(weighted.low, weighted.high), ")");
  if (std::abs(off) < 1) {
    return absl::StrCat("With every staff group counted by its size the score is ", score,
                        ", the same as answered.");
  }
  return absl::StrCat("With every staff group counted by its size the score is ", score, ", ",
                      Points(std::abs(off)), off > 0 ? " above" : " below", " that as answered.");
}

std::string SentenceOf(absl::string_view subject, const ScaleReliability& scale,
                       const TeamReliability& teams) {
  if (!scale.alpha) return absl::StrCat("Of ", subject, " nothing can be said yet.");
  std::string text = absl::StrFormat(
      "The items of %s hang together with alpha %.2f (90 %% interval %.2f to %.2f, %s people)",
      subject, scale.alpha->value, scale.alpha->low, scale.alpha->high,
      People(scale.n, scale.most));
  if (!teams.icc1) return absl::StrCat(text, ".");
  absl::StrAppendFormat(&text,
                        "; %s of the differences between people is between their %d teams, whose "
                        "means are told apart with reliability %.2f.",
                        text::Percent(std::max(0.0, teams.icc1->value)), teams.teams,
                        std::max(0.0, teams.icc2->value));
  return text;
}

std::string SentenceOf(const RaisedAlert& alert, absl::string_view item) {
  switch (alert.alert) {
    case ReliabilityAlert::kLowAlpha:
      return "Alpha is below .6 although many answered: the items may not measure one thing.";
    case ReliabilityAlert::kBetterWithout:
      return absl::StrCat("The other items hang together better without ", item,
                          ": look at how it is worded, and which way it is scored.");
    case ReliabilityAlert::kTeamsAlike:
      return "Teams hardly differ: do not rank sites by this.";
  }
  return "";
}

std::string SentenceOf(const FunnelPoint& point) {
  const std::string people =
      People(static_cast<int64_t>(point.people), static_cast<int64_t>(point.most));
  const std::string rest = absl::StrFormat(" (mean %.0f of %s people, expected %.0f to %.0f).",
                                           point.mean, people, point.low95, point.high95);
  switch (point.standing) {
    case Standing::kBelow:
      return "Stands out below the others by more than its size explains" + rest;
    case Standing::kAbove:
      return "Stands out above the others by more than its size explains" + rest;
    case Standing::kAsExpected:
      break;
  }
  return "As expected for its size" + rest;
}

std::string SentenceOf(const Funnel& funnel, int standing_out) {
  return absl::StrFormat(
      "%d of %d sites stand out from a centre of %.0f; at most one in ten of them by chance.",
      standing_out, funnel.sites, funnel.mu);
}

}  // namespace pcsp::assessments

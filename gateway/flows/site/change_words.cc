#include "gateway/flows/site/change_words.h"

#include <cmath>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/text/pages/percent.h"
#include "common/text/pages/range.h"
#include "gateway/flows/site/not_shown.h"

namespace pcsp::gateway {
namespace {

using assessments::v1::ScoreChange;

absl::string_view WordOf(assessments::v1::ChangeVerdict verdict) {
  switch (verdict) {
    case assessments::v1::CHANGE_VERDICT_IMPROVED:
      return "Improved";
    case assessments::v1::CHANGE_VERDICT_PROBABLY_IMPROVED:
      return "Probably improved";
    case assessments::v1::CHANGE_VERDICT_ABOUT_THE_SAME:
      return "About the same";
    case assessments::v1::CHANGE_VERDICT_PROBABLY_WORSE:
      return "Probably worse";
    case assessments::v1::CHANGE_VERDICT_WORSE:
      return "Worse";
    default:
      return "Cannot tell yet";
  }
}

std::string People(int least, int most) {
  return most > least ? absl::StrCat(least, " to ", most) : absl::StrCat(least);
}

}  // namespace

std::string ChangeInWords(const ScoreChange& change) {
  if (change.suppression() == assessments::v1::SUPPRESSION_OVERLAP) {
    return "Too few joined or left since the wave before for the change to be shown without "
           "telling what they said.";
  }
  if (change.suppression() != assessments::v1::SUPPRESSION_UNSPECIFIED) {
    return absl::StrCat("How it changed is not shown. ", WhyNotShown(change.suppression()));
  }
  if (change.verdict() == assessments::v1::CHANGE_VERDICT_UNSPECIFIED) return "";
  const double points = std::round(change.difference());
  return absl::StrCat(
      WordOf(change.verdict()), ", ", absl::StrFormat("%+.0f", points == 0 ? 0 : points),
      " points (90 % interval ", text::Range(change.interval().low(), change.interval().high()),
      "), better by 5 or more with ", text::PercentLikely(change.improved_by_5_probability()),
      " probability, worse by 5 or more with ",
      text::PercentLikely(change.worse_by_5_probability()), ". ",
      People(change.respondents_before(), change.respondents_before_most()), " people then, ",
      People(change.respondents_after(), change.respondents_after_most()), " now.");
}

}  // namespace pcsp::gateway

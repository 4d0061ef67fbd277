#include "services/planning/domain/solution/reason.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/planning/domain/effect/words.h"

namespace pcsp::planning {
namespace {

// "Answers "X" (80 % likely, severity 64 of 100) and 1 other".
std::string WhatItAnswers(const Recommendation& recommendation,
                          const std::vector<Finding>& findings, Level asking) {
  const Solution& solution = *recommendation.solution;
  std::string text =
      solution.level == asking
          ? "Answers "
          : absl::StrCat("For the ", LevelInWords(solution.level), " to do: answers ");
  for (const Finding& finding : findings) {
    if (!Answers(solution, finding.issue)) continue;
    absl::StrAppend(&text, Quoted(finding), " (", HowBad(finding), ")");
    break;
  }
  const size_t more = recommendation.issues.size() - 1;
  if (more > 0) absl::StrAppend(&text, " and ", more, more == 1 ? " other" : " others");
  return text;
}

std::string Expected(const Recommendation& recommendation) {
  return absl::StrFormat(
      "%.3g points expected on %s for %.3g hours of work", recommendation.solution->effect,
      recommendation.issues.size() > 1 ? "each" : "it", recommendation.solution->hours);
}

absl::string_view SlotInWords(Slot slot) {
  switch (slot) {
    case Slot::kWorkedElsewhere:
      return "Worked elsewhere. ";
    case Slot::kTryAndLearn:
      return "Try and learn. ";
    case Slot::kExpected:
    case Slot::kRanked:
      return "";
  }
  return "";
}

// The effect on the most important issue on which it was tried; null when on none.
const EffectHere* Foremost(const Recommendation& recommendation) {
  for (const EffectHere& here : recommendation.value.effects) {
    if (here.measured != nullptr) return &here;
  }
  return nullptr;
}

std::string Tried(const Recommendation& recommendation, const EffectHere& here) {
  std::string text = absl::StrFormat(": %.3g hours of work. ", recommendation.solution->hours);
  if (recommendation.issues.size() > 1) absl::StrAppend(&text, "On ", here.issue, ": ");
  absl::StrAppend(&text, Measured(*here.measured, here.points, here.p_over_2), ".");
  for (const std::string& caveat : Caveats(*here.measured)) absl::StrAppend(&text, " ", caveat);
  return text;
}

}  // namespace

std::string ReasonOf(const Recommendation& recommendation, const std::vector<Finding>& findings,
                     Level asking) {
  std::string text = absl::StrCat(SlotInWords(recommendation.slot),
                                  WhatItAnswers(recommendation, findings, asking));
  if (const EffectHere* here = Foremost(recommendation)) {
    absl::StrAppend(&text, Tried(recommendation, *here));
  } else {
    absl::StrAppend(&text, ": ", Expected(recommendation), ".");
    if (!recommendation.value.effects.empty()) {
      absl::StrAppend(&text, recommendation.solution->local
                                 ? " New: a local idea that nobody has measured yet."
                                 : " Nobody has measured it yet.");
    }
  }
  if (recommendation.fidelity && recommendation.fidelity->ruling == Ruling::kSignOff) {
    absl::StrAppend(&text, " ", recommendation.fidelity->Reason());
  }
  return text;
}

std::string ReasonAgainst(const UnhelpfulSolution& unhelpful) {
  std::string text;
  for (const EffectHere& here : unhelpful.effects) {
    absl::StrAppend(&text, text.empty() ? "" : " ", "It ", InWords(here.verdict()), " on ",
                    here.issue, ": ", Measured(*here.measured, here.points, here.p_over_2), ".");
  }
  return text;
}

}  // namespace pcsp::planning

#include "services/planning/domain/plan/draft_texts.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "services/planning/domain/plan/acted_on.h"

namespace pcsp::planning {
namespace {

std::string AndOthers(size_t all) {
  if (all <= 1) return "";
  return absl::StrCat(" and ", all - 1, all == 2 ? " other" : " others");
}

std::string WhatItCloses(const std::vector<Finding>& answered, const Action& action) {
  return absl::StrFormat("Closes %.1f %% of what is wrong for %.3g hours: answers %s (%s)%s.",
                         action.expected_benefit * 100, action.hours, Quoted(answered[0]),
                         HowBad(answered[0]), AndOthers(answered.size()));
}

bool IsPinned(const PlanProblem& problem, const std::string& solution) {
  return std::any_of(problem.pinned.begin(), problem.pinned.end(),
                     [&](const PinnedSolution& pin) { return pin.solution == solution; });
}

// On the most important issue that it answers; empty where nothing has ever been measured.
std::string WhatThatRestsOn(const PlanProblem& problem, const std::vector<Finding>& answered,
                            const std::string& solution) {
  if (problem.outcomes == 0) return "";
  const PlannedEffect expected;
  const PlannedEffect* effect = FindEffect(problem.measured, solution, answered[0].issue);
  return absl::StrCat("The effect is ", RestsOn(effect == nullptr ? expected : *effect), ".");
}

std::string Reason(const Catalogue& catalogue, const PlanProblem& problem,
                   const std::vector<Finding>& findings, const std::vector<Action>& actions,
                   const Action& action) {
  const Solution& solution = *catalogue.Find(action.solution);
  const std::vector<Finding> answered = AnsweredBy(solution, findings);
  const bool pinned = IsPinned(problem, action.solution);
  std::vector<std::string> sentences;
  if (!answered.empty()) {
    sentences.push_back(WhatItCloses(answered, action));
    std::string basis = WhatThatRestsOn(problem, answered, action.solution);
    if (!basis.empty()) sentences.push_back(std::move(basis));
  }
  for (const Action& other : actions) {
    if (Needs(solution, other.solution)) {
      sentences.push_back(absl::StrCat("Follows \"", other.title, "\"."));
    }
  }
  if (action.quarter > 1 && solution.prerequisites.empty() && !pinned) {
    sentences.push_back("Earlier quarters had no room for it.");
  }
  if (pinned) sentences.push_back("Pinned.");
  for (const Action& other : actions) {
    if (!Needs(*catalogue.Find(other.solution), action.solution)) continue;
    sentences.push_back(absl::StrCat("Prepares \"", other.title, "\", which needs it first."));
  }
  return absl::StrJoin(sentences, " ");
}

}  // namespace

bool Needs(const Solution& solution, const std::string& id) {
  const auto& needed = solution.prerequisites;
  return std::find(needed.begin(), needed.end(), id) != needed.end();
}

Action ActionOf(const Solution& solution, const std::vector<Finding>& answered) {
  Action action;
  action.solution = solution.id;
  action.title = solution.title;
  for (const Finding& finding : answered) action.issues.push_back(finding.issue);
  action.owner_role = solution.owner_role;
  action.hours = solution.hours;
  action.cost = solution.cost;
  action.core_functions = solution.core_functions;
  action.training = solution.training;
  action.repeat_weeks = solution.repeat_weeks;
  return action;
}

void SayWhy(const Catalogue& catalogue, const PlanProblem& problem,
            const std::vector<Finding>& findings, std::vector<Action>& actions) {
  for (Action& action : actions) {
    action.reason = Reason(catalogue, problem, findings, actions, action);
  }
}

Warning NothingToActOn() {
  return {Warning::Code::kNothingToActOn,
          "No finding is likely enough to act on; collect evidence first, beginning with the "
          "diagnosis's next questions.",
          {}};
}

Warning HoursTooFew(const std::vector<const Solution*>& left_out,
                    const std::vector<Finding>& answered, double hours_per_quarter) {
  const Solution& first = *left_out[0];
  Warning warning{
      Warning::Code::kHoursTooFew,
      absl::StrFormat("\"%s\" (%.3g hours)%s would help but found no room in %.4g hours a quarter.",
                      first.title, first.hours, AndOthers(left_out.size()), hours_per_quarter),
      {}};
  for (const Finding& finding : answered) warning.issues.push_back(finding.issue);
  return warning;
}

}  // namespace pcsp::planning

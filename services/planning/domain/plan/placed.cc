#include "services/planning/domain/plan/placed.h"

#include <algorithm>
#include <string>
#include <utility>

#include "services/planning/domain/calendar.h"
#include "services/planning/domain/plan/acted_on.h"
#include "services/planning/domain/plan/dates.h"
#include "services/planning/domain/plan/draft_texts.h"

namespace pcsp::planning {

std::vector<Action> ActionsOf(const Catalogue& catalogue, const PlanProblem& problem,
                              const SiteProblem& made, const std::vector<Placed>& placed) {
  std::vector<Action> actions;
  Dues dues;
  for (const Placed& one : placed) {
    const absl::CivilDay day = QuarterStart(problem.start, one.quarter);
    Action action = ActionOf(*one.solution, AnsweredBy(*one.solution, made.findings));
    action.quarter = one.quarter + 1;
    action.start = StartDay(*one.solution, day, dues);
    action.due = dues[action.solution] = DueDay(*one.solution, action.start);
    action.review = action.due + one.solution->review_weeks * kDaysPerWeek;
    action.expected_benefit = one.gain;
    actions.push_back(std::move(action));
  }
  SayWhy(catalogue, problem, made.findings, actions);
  std::stable_sort(actions.begin(), actions.end(),
                   [](const Action& a, const Action& b) { return a.start < b.start; });
  return actions;
}

std::vector<PlannedEffect> ExpectedOf(const Catalogue& catalogue, const PlanProblem& problem,
                                      const std::vector<Action>& actions) {
  std::vector<PlannedEffect> expected;
  for (const Action& action : actions) {
    for (const std::string& issue : action.issues) {
      if (FindEffect(problem.measured, action.solution, issue) != nullptr) continue;
      expected.push_back({.solution = action.solution,
                          .issue = issue,
                          .points = catalogue.Find(action.solution)->effect});
    }
  }
  return expected;
}

}  // namespace pcsp::planning

#include "services/planning/domain/plan/problem_check.h"

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/planning/domain/plan/acted_on.h"
#include "services/planning/domain/plan/site_problem.h"
#include "services/planning/domain/site_plan/pins.h"

namespace pcsp::planning {
namespace {

void CheckSolution(const Catalogue& catalogue, Level level, const std::string& field,
                   const std::string& id, Violations& violations) {
  const Solution* solution = catalogue.Find(id);
  // Empty: it was malformed.
  if (!id.empty() && (solution == nullptr || solution->level != level)) {
    violations.Add(
        field, id,
        absl::StrCat("the id of a solution that a ", LevelInWords(level), " can carry out"));
  }
}

bool HoursHold(double hours) { return hours > 0 && hours <= kMostQuarterHours; }
bool QuartersHold(int quarters) { return quarters >= 1 && quarters <= kMostQuarters; }
bool BudgetHolds(std::optional<double> budget) { return !budget || *budget >= 0; }

// What is asked of the pins where all else that is wrong is left open: what is told of that must
// not keep back what is wrong with them. What was found does not matter to them.
PlanProblem OfPinsAlone(PlanProblem problem, int most_new) {
  problem.findings.clear();
  if (!HoursHold(problem.hours_per_quarter)) problem.hours_per_quarter = kMostQuarterHours;
  if (!QuartersHold(problem.quarters)) problem.quarters = kMostQuarters;
  if (!BudgetHolds(problem.budget)) problem.budget.reset();
  if (problem.most_new_actions < 1) problem.most_new_actions = most_new;
  return problem;
}

}  // namespace

double DefaultHours(Level level) { return level == Level::kPractice ? 48 : 96; }

void CheckProblem(const PlanProblem& problem, Violations& violations) {
  CheckFindings(problem.findings, violations);
  if (!HoursHold(problem.hours_per_quarter)) {
    violations.Add("hours_per_quarter", absl::StrCat(problem.hours_per_quarter),
                   absl::StrCat("more than 0 and at most ", kMostQuarterHours, " hours"));
  }
  if (!QuartersHold(problem.quarters)) {
    violations.Add("quarter_count", absl::StrCat(problem.quarters),
                   absl::StrCat("1 to ", kMostQuarters, " quarters"));
  }
  if (!BudgetHolds(problem.budget)) {
    violations.Add("budget", absl::StrCat(*problem.budget), "0 or more pounds");
  }
  if (problem.most_new_actions < 1) {
    violations.Add("most_new_actions", absl::StrCat(problem.most_new_actions), "1 or more");
  }
}

void CheckPins(const Catalogue& catalogue, const PlanProblem& problem, Violations& violations) {
  for (size_t i = 0; i < problem.pinned.size(); ++i) {
    CheckSolution(catalogue, problem.level, absl::StrCat("pinned[", i, "].solution"),
                  problem.pinned[i].solution, violations);
  }
  for (size_t i = 0; i < problem.forbidden.size(); ++i) {
    CheckSolution(catalogue, problem.level, absl::StrCat("forbidden[", i, "]"),
                  problem.forbidden[i], violations);
  }
  const int all = static_cast<int>(catalogue.solutions().size());
  site::Problem pinned = MakeSiteProblem(catalogue, OfPinsAlone(problem, all)).problem;
  pinned.pins = site::CheckPinsAlone(pinned, violations);
  site::CheckPinsTogether(pinned, violations);
}

}  // namespace pcsp::planning

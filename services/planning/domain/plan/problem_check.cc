#include "services/planning/domain/plan/problem_check.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "services/planning/domain/plan/acted_on.h"
#include "services/planning/domain/plan/site_problem.h"
#include "services/planning/domain/site_plan/check.h"

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

}  // namespace

double DefaultHours(Level level) { return level == Level::kPractice ? 48 : 96; }

void CheckProblem(const PlanProblem& problem, Violations& violations) {
  CheckFindings(problem.findings, violations);
  if (!(problem.hours_per_quarter > 0 && problem.hours_per_quarter <= 10000)) {
    violations.Add("hours_per_quarter", absl::StrCat(problem.hours_per_quarter),
                   "more than 0 and at most 10000 hours");
  }
  if (problem.quarters < 1 || problem.quarters > kMostQuarters) {
    violations.Add("quarter_count", absl::StrCat(problem.quarters),
                   absl::StrCat("1 to ", kMostQuarters, " quarters"));
  }
  if (problem.budget && !(*problem.budget >= 0)) {
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
  // Indices would name other pins where some were left out.
  if (!violations.empty()) return;
  site::Check(MakeSiteProblem(catalogue, problem).problem, violations);
}

}  // namespace pcsp::planning

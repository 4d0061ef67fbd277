#include "services/planning/domain/plan/warning.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/planning/domain/solution/recommend.h"

namespace pcsp::planning {
namespace {

bool Answered(const Catalogue& catalogue, const Finding& finding, Level level) {
  return std::any_of(catalogue.solutions().begin(), catalogue.solutions().end(),
                     [&](const Solution& solution) {
                       return solution.level == level && Answers(solution, finding.issue);
                     });
}

}  // namespace

bool OnlyTraining(const std::vector<const Solution*>& proposed) {
  return !proposed.empty() &&
         std::all_of(proposed.begin(), proposed.end(),
                     [](const Solution* solution) { return solution->training; });
}

Warning OnlyTrainingWarning(const Catalogue& catalogue, const std::vector<Finding>& findings,
                            Level level) {
  Warning warning{Warning::Code::kOnlyTraining,
                  "Everything proposed is training, which alone seldom changes how a team works.",
                  {}};
  const Solution* best = nullptr;
  for (const Solution& solution : catalogue.solutions()) {
    if (solution.level != level || solution.training) continue;
    const double value = ValuePerHour(solution, findings);
    if (value > (best == nullptr ? 0.0 : ValuePerHour(*best, findings))) best = &solution;
  }
  if (best != nullptr) absl::StrAppend(&warning.message, " Consider \"", best->title, "\" too.");
  return warning;
}

std::vector<Warning> UnansweredWarnings(const Catalogue& catalogue,
                                        const std::vector<Finding>& findings, Level level) {
  std::vector<Warning> warnings;
  for (const Finding& finding : findings) {
    if (finding.level != level || Answered(catalogue, finding, level)) continue;
    warnings.push_back(
        {Warning::Code::kIssueUnanswered,
         absl::StrCat("No solution that a ", LevelInWords(level), " can carry out answers ",
                      Quoted(finding), "; talk it through with your facilitator."),
         {finding.issue}});
  }
  return warnings;
}

}  // namespace pcsp::planning

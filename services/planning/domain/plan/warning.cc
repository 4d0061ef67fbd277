#include "services/planning/domain/plan/warning.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/planning/domain/solution/recommend.h"

namespace pcsp::planning {
namespace {

bool AnswersAt(const Solution& solution, const Finding& finding, Level level) {
  return solution.level == level && Answers(solution, finding.issue);
}

}  // namespace

bool OnlyTraining(const std::vector<const Solution*>& proposed) {
  return !proposed.empty() &&
         std::all_of(proposed.begin(), proposed.end(),
                     [](const Solution* solution) { return solution->training; });
}

Warning OnlyTrainingWarning(const std::vector<const Solution*>& choice,
                            const std::vector<Finding>& findings, Level level) {
  Warning warning{Warning::Code::kOnlyTraining,
                  "Everything proposed is training, which alone seldom changes how a team works.",
                  {}};
  const Solution* best = nullptr;
  for (const Solution* solution : choice) {
    if (solution->level != level || solution->training) continue;
    const double value = ValuePerHour(*solution, findings);
    if (value > (best == nullptr ? 0.0 : ValuePerHour(*best, findings))) best = solution;
  }
  if (best != nullptr) absl::StrAppend(&warning.message, " Consider \"", best->title, "\" too.");
  return warning;
}

std::vector<Warning> UnansweredWarnings(const Catalogue& catalogue,
                                        const std::vector<Finding>& findings, Level level,
                                        MayHelp may_help) {
  std::vector<Warning> warnings;
  for (const Finding& finding : findings) {
    if (finding.level != level) continue;
    bool any = false, helpful = false;
    for (const Solution& solution : catalogue.solutions()) {
      if (!AnswersAt(solution, finding, level)) continue;
      any = true;
      helpful |= may_help(solution, finding);
    }
    if (helpful) continue;
    warnings.push_back(
        {Warning::Code::kIssueUnanswered,
         any ? absl::StrCat("What a ", LevelInWords(level), " can carry out against ",
                            Quoted(finding),
                            " did harm, or made no difference, where it was tried; talk it through "
                            "with your facilitator.")
             : absl::StrCat("No solution that a ", LevelInWords(level), " can carry out answers ",
                            Quoted(finding), "; talk it through with your facilitator."),
         {finding.issue}});
  }
  return warnings;
}

}  // namespace pcsp::planning

#include "services/planning/domain/plan/insisted.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace pcsp::planning {
namespace {

bool IsPinned(const PlanProblem& problem, const Solution& solution) {
  return std::ranges::any_of(
      problem.pinned, [&](const PinnedSolution& pin) { return pin.solution == solution.id; });
}

// On which it did not help.
std::vector<const PlannedEffect*> Against(const PlanProblem& problem, const Solution& solution) {
  std::vector<const PlannedEffect*> effects;
  for (const PlannedEffect& effect : problem.measured) {
    const bool of_it = effect.solution == solution.id;
    if (of_it && DidNotHelp(effect.verdict)) effects.push_back(&effect);
  }
  return effects;
}

Warning Insisted(const Solution& solution, const std::vector<const PlannedEffect*>& effects,
                 bool pinned) {
  Warning warning{Warning::Code::kDidNotHelp,
                  absl::StrCat("\"", solution.title, "\" is in the plan ",
                               pinned ? "because it is pinned" : "because a pinned action needs it",
                               ", although it did not help:"),
                  {}};
  for (const PlannedEffect* effect : effects) {
    absl::StrAppend(&warning.message, warning.issues.empty() ? " " : "; ", "on ", effect->issue,
                    ", ", RestsOnInFull(*effect));
    warning.issues.push_back(effect->issue);
  }
  warning.message += ".";
  return warning;
}

}  // namespace

std::vector<Warning> InsistedWarnings(const PlanProblem& problem, const SiteProblem& made,
                                      const std::vector<const Solution*>& planned) {
  std::vector<Warning> warnings;
  for (const Solution* solution : planned) {
    const std::vector<const PlannedEffect*> effects = Against(problem, *solution);
    if (effects.empty()) continue;
    const bool pinned = IsPinned(problem, *solution);
    const bool harms = std::ranges::any_of(
        effects, [](const PlannedEffect* effect) { return effect->verdict == Verdict::kHarm; });
    // What made no difference may be there for what it does about another issue.
    const bool idle = made.problem.options[made.OptionOf(solution->id)].effects.empty();
    if (harms || (pinned && idle)) warnings.push_back(Insisted(*solution, effects, pinned));
  }
  return warnings;
}

}  // namespace pcsp::planning

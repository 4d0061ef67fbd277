#include "services/planning/domain/plan/site_problem.h"

#include <algorithm>
#include <set>

#include "services/planning/domain/calendar.h"
#include "services/planning/domain/plan/acted_on.h"
#include "services/planning/domain/plan/dates.h"
#include "services/planning/domain/solution/recommend.h"

namespace pcsp::planning {
namespace {

bool IsPinned(const PlanProblem& problem, const Solution& solution) {
  return std::any_of(problem.pinned.begin(), problem.pinned.end(),
                     [&](const PinnedSolution& pin) { return pin.solution == solution.id; });
}

bool DidHarm(const PlanProblem& problem, const std::string& solution) {
  return std::any_of(problem.measured.begin(), problem.measured.end(),
                     [&](const PlannedEffect& effect) {
                       return effect.solution == solution && effect.verdict == Verdict::kHarm;
                     });
}

double PointsOf(const PlanProblem& problem, const Solution& solution, const std::string& issue) {
  const PlannedEffect* measured = FindEffect(problem.measured, solution.id, issue);
  if (measured == nullptr) return solution.effect;
  return DidNotHelp(measured->verdict) ? 0 : measured->points;
}

std::vector<site::Effect> EffectsOf(const PlanProblem& problem, const Solution& solution,
                                    const std::vector<Finding>& findings) {
  std::vector<site::Effect> effects;
  for (size_t i = 0; i < findings.size(); ++i) {
    if (!Answers(solution, findings[i].issue)) continue;
    const double share = ShareClosed(PointsOf(problem, solution, findings[i].issue));
    if (share > 0) effects.push_back({static_cast<int>(i), share});
  }
  return effects;
}

std::vector<const Solution*> OptionsFor(const Catalogue& catalogue, const PlanProblem& problem,
                                        const std::vector<Finding>& findings) {
  std::set<std::string> chosen;
  const auto choose = [&](const std::vector<const Solution*>& steps) {
    for (const Solution* step : steps) chosen.insert(step->id);
  };
  for (const Solution& solution : catalogue.solutions()) {
    if (solution.level != problem.level || !IsPinned(problem, solution)) continue;
    choose(catalogue.WithPrerequisites(solution, {}));
  }
  const std::set<std::string> insisted = chosen;
  for (const Solution& solution : catalogue.solutions()) {
    if (solution.level != problem.level) continue;
    if (EffectsOf(problem, solution, findings).empty()) continue;
    const std::vector<const Solution*> steps = catalogue.WithPrerequisites(solution, {});
    const bool harms = std::any_of(steps.begin(), steps.end(), [&](const Solution* step) {
      return insisted.count(step->id) == 0 && DidHarm(problem, step->id);
    });
    if (!harms) choose(steps);
  }
  std::vector<const Solution*> options;
  for (const std::string& id : chosen) options.push_back(catalogue.Find(id));
  return options;
}

// How many quarters after `first` the last of `steps` can start at the earliest, when each starts
// as soon as what it needs is done. Quarters are whole weeks, so that it is the same for each.
int LagBetween(const Solution& first, const std::vector<const Solution*>& steps,
               absl::CivilDay plan_start) {
  const absl::CivilDay start = WorkingDayFrom(plan_start);
  Dues dues = {{first.id, DueDay(first, start)}};
  absl::CivilDay last = start;
  for (const Solution* step : steps) {
    const bool follows = std::any_of(step->prerequisites.begin(), step->prerequisites.end(),
                                     [&](const std::string& id) { return dues.count(id) > 0; });
    if (!follows) continue;
    last = StartDay(*step, plan_start, dues);
    dues[step->id] = DueDay(*step, last);
  }
  return static_cast<int>((last - plan_start) / (kWeeksPerQuarter * kDaysPerWeek));
}

// Of everything that the solution needs, not the nearest alone: only all lags together say when a
// chain of short solutions passes the end of a quarter.
std::vector<site::Prerequisite> PrerequisitesOf(const Catalogue& catalogue, const SiteProblem& made,
                                                const Solution& solution,
                                                absl::CivilDay plan_start) {
  const std::vector<const Solution*> steps = catalogue.WithPrerequisites(solution, {});
  std::vector<site::Prerequisite> needed;
  for (const Solution* step : steps) {
    if (step == &solution) continue;
    needed.push_back({made.OptionOf(step->id), LagBetween(*step, steps, plan_start)});
  }
  return needed;
}

void AddPolicy(const PlanProblem& problem, SiteProblem& made) {
  for (size_t i = 0; i < problem.pinned.size(); ++i) {
    const PinnedSolution& pin = problem.pinned[i];
    const int option = made.OptionOf(pin.solution);
    if (option < 0) continue;
    std::optional<int> quarter;
    if (pin.quarter) quarter = *pin.quarter - 1;
    made.problem.pins.push_back({option, quarter, static_cast<int>(i)});
  }
  for (const std::string& id : problem.forbidden) {
    const int option = made.OptionOf(id);
    if (option >= 0) made.problem.forbidden.push_back(option);
  }
}

}  // namespace

int SiteProblem::OptionOf(absl::string_view solution) const {
  const auto found = std::find_if(solutions.begin(), solutions.end(),
                                  [&](const Solution* one) { return one->id == solution; });
  return found == solutions.end() ? -1 : static_cast<int>(found - solutions.begin());
}

SiteProblem MakeSiteProblem(const Catalogue& catalogue, const PlanProblem& problem) {
  SiteProblem made;
  made.findings = ActedOn(problem.findings);
  made.solutions = OptionsFor(catalogue, problem, made.findings);
  for (const Finding& finding : made.findings) {
    made.problem.issues.push_back({finding.issue, Priority(finding)});
  }
  for (const Solution* solution : made.solutions) {
    site::Option option;
    option.id = solution->id;
    option.hours = solution->hours;
    option.cost = solution->cost;
    option.effects = EffectsOf(problem, *solution, made.findings);
    option.prerequisites = PrerequisitesOf(catalogue, made, *solution, problem.start);
    made.problem.options.push_back(std::move(option));
  }
  made.problem.hours.assign(problem.quarters, problem.hours_per_quarter);
  made.problem.budget = problem.budget.value_or(site::kUnlimited);
  made.problem.most_new = problem.most_new_actions;
  AddPolicy(problem, made);
  return made;
}

}  // namespace pcsp::planning

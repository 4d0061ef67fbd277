#include "services/planning/domain/plan/draft.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "services/planning/domain/calendar.h"
#include "services/planning/domain/plan/acted_on.h"
#include "services/planning/domain/plan/draft_texts.h"
#include "services/planning/domain/plan/insisted.h"
#include "services/planning/domain/plan/placed.h"
#include "services/planning/domain/plan/site_problem.h"
#include "services/planning/domain/site_plan/arrange/benefit.h"
#include "services/planning/domain/site_plan/explain.h"
#include "services/planning/domain/site_plan/solve.h"

namespace pcsp::planning {
namespace {

class Drafter {
 public:
  Drafter(const Catalogue& catalogue, const PlanProblem& problem)
      : problem_(problem), catalogue_(catalogue), made_(MakeSiteProblem(catalogue, problem)) {
    for (const site::Issue& issue : made_.problem.issues) total_ += issue.weight;
  }

  PlanDraft Draft() {
    WithoutSmall();
    if (made_.problem.options.empty()) return Finished({});
    return Finished(site::SolveQuickly(made_.problem));
  }

  PlanDraft DraftRoughly() {
    WithoutSmall();
    if (made_.problem.options.empty()) return Finished({});
    site::Found found;
    found.schedule = site::Draft(made_.problem);
    if (found.schedule) found.value = site::Value(made_.problem, *found.schedule);
    found.bound = site::WholeValue(made_.problem);
    return Finished(found);
  }

  // What is too small in the best plan is left out of it too; then the best plan without it, which
  // need not be better than the first draft any more.
  PlanDraft Improve(const site::Limits& limits) {
    PlanDraft first = Draft();
    if (first.proven) return first;
    site::Found found = site::Solve(made_.problem, limits);
    const double bound = std::min(found.bound, first.bound);
    for (int small = SmallestBelow(PlacedBy(found.schedule)); small >= 0;
         small = SmallestBelow(PlacedBy(found.schedule))) {
      made_.problem.forbidden.push_back(small);
      found = site::Solve(made_.problem, limits);
    }
    PlanDraft best = found.value > first.value ? Finished(found) : std::move(first);
    best.bound = std::max(bound, best.value);
    best.proven = best.bound <= best.value * (1 + site::kProvenWithin);
    return best;
  }

 private:
  // Leaves out one after another what closes too little in what greedy and swap make.
  void WithoutSmall() {
    for (int small = SmallestBelow(PlacedBy(site::Draft(made_.problem))); small >= 0;
         small = SmallestBelow(PlacedBy(site::Draft(made_.problem)))) {
      made_.problem.forbidden.push_back(small);
    }
  }

  PlanDraft Finished(const site::Found& found) {
    const std::vector<Placed> placed = PlacedBy(found.schedule);
    PlanDraft draft;
    draft.value = found.value;
    draft.bound = found.bound;
    draft.proven = found.proven || made_.problem.options.empty();
    for (const Placed& one : placed) draft.expected_benefit += one.gain;
    draft.actions = ActionsOf(catalogue_, problem_, made_, placed);
    draft.expected = ExpectedOf(catalogue_, problem_, draft.actions);
    draft.warnings = WarningsOf(placed);
    draft.end = QuarterStart(problem_.start, problem_.quarters) - 1;
    return draft;
  }

  std::vector<Placed> PlacedBy(const std::optional<site::Schedule>& schedule) {
    std::vector<Placed> placed;
    if (!schedule) return placed;
    closed_ = site::Remaining(made_.problem);
    const int last = made_.problem.quarters() - 1;
    for (const site::Step& step : site::StepsOf(made_.problem, *schedule)) {
      // By the end: what it closes in the last quarter, whenever it starts.
      const double gain = total_ > 0 ? closed_.Gain(step.option, last) / total_ : 0;
      closed_.Start(step.option, step.quarter);
      placed.push_back({made_.solutions[step.option], step.quarter, gain});
    }
    return placed;
  }

  bool WorthWhile(double gain) const {
    return !made_.findings.empty() && gain * total_ >= kSmallestGain * Priority(made_.findings[0]);
  }

  // The option that closes least and too little, unless it is pinned or something needs it.
  int SmallestBelow(const std::vector<Placed>& placed) const {
    int smallest = -1;
    double least = 0;
    for (const Placed& one : placed) {
      const int option = made_.OptionOf(one.solution->id);
      if (WorthWhile(one.gain) || Needed(option, placed)) continue;
      if (smallest >= 0 && one.gain >= least) continue;
      smallest = option;
      least = one.gain;
    }
    return smallest;
  }

  bool Needed(int option, const std::vector<Placed>& placed) const {
    for (const site::Pin& pin : made_.problem.pins) {
      if (pin.option == option) return true;
    }
    return std::any_of(placed.begin(), placed.end(), [&](const Placed& other) {
      return Needs(*other.solution, made_.solutions[option]->id);
    });
  }

  // Whether the solution is an option that closes some of the finding.
  bool Closes(const Solution& solution, const Finding& finding) const {
    const int option = made_.OptionOf(solution.id);
    return option >= 0 &&
           std::ranges::any_of(made_.problem.options[option].effects,
                               [&](const site::Effect& effect) {
                                 return made_.findings[effect.issue].issue == finding.issue;
                               });
  }

  std::vector<Warning> WarningsOf(const std::vector<Placed>& placed) const {
    if (made_.findings.empty()) return {NothingToActOn()};
    std::vector<const Solution*> proposed;
    for (const Placed& one : placed) proposed.push_back(one.solution);
    std::vector<Warning> warnings;
    if (OnlyTraining(proposed)) {
      warnings.push_back(OnlyTrainingWarning(made_.solutions, made_.findings, problem_.level));
    }
    for (Warning& one : InsistedWarnings(problem_, made_, proposed))
      warnings.push_back(std::move(one));
    for (Warning& one : UnansweredWarnings(
             catalogue_, made_.findings, problem_.level,
             [this](const Solution&one, const Finding&on) { return Closes(one, on); })) {
      warnings.push_back(std::move(one));
    }
    const std::vector<const Solution*> left_out = ShortOfHours(placed);
    if (!left_out.empty()) {
      warnings.push_back(HoursTooFew(left_out, AnsweredBy(*left_out[0], made_.findings),
                                     problem_.hours_per_quarter));
    }
    return warnings;
  }

  // Useful solutions that are bigger than a quarter, or for which there was a place but no hours;
  // the most useful first.
  std::vector<const Solution*> ShortOfHours(const std::vector<Placed>& placed) const {
    const bool free_place =
        static_cast<int>(placed.size()) < problem_.quarters * problem_.most_new_actions;
    std::vector<std::pair<double, const Solution*>> useful;
    for (int option = 0; option < static_cast<int>(made_.solutions.size()); ++option) {
      const Solution* solution = made_.solutions[option];
      const double gain = closed_.Gain(option, made_.problem.quarters() - 1) / total_;
      if (Forbidden(option) || Contains(placed, *solution) || !WorthWhile(gain)) continue;
      if (free_place || solution->hours > site::Limit(problem_.hours_per_quarter)) {
        useful.emplace_back(gain, solution);
      }
    }
    std::stable_sort(useful.begin(), useful.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<const Solution*> left_out;
    for (const auto& [gain, solution] : useful) left_out.push_back(solution);
    return left_out;
  }

  bool Forbidden(int option) const {
    const auto& forbidden = made_.problem.forbidden;
    return std::find(forbidden.begin(), forbidden.end(), option) != forbidden.end();
  }

  static bool Contains(const std::vector<Placed>& placed, const Solution& solution) {
    return std::any_of(placed.begin(), placed.end(),
                       [&](const Placed& one) { return one.solution == &solution; });
  }

  const PlanProblem& problem_;
  const Catalogue& catalogue_;
  SiteProblem made_;
  double total_ = 0;  // sum of the priorities
  site::Remaining closed_{made_.problem};
};

}  // namespace

PlanDraft DraftPlanRoughly(const Catalogue& catalogue, const PlanProblem& problem) {
  return Drafter(catalogue, problem).DraftRoughly();
}

PlanDraft DraftPlan(const Catalogue& catalogue, const PlanProblem& problem) {
  return Drafter(catalogue, problem).Draft();
}

PlanDraft ImprovePlan(const Catalogue& catalogue, const PlanProblem& problem,
                      const site::Limits& limits) {
  return Drafter(catalogue, problem).Improve(limits);
}

}  // namespace pcsp::planning

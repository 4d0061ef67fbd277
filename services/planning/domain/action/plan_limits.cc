#include "services/planning/domain/action/plan_limits.h"

#include <algorithm>
#include <functional>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "services/planning/domain/calendar.h"

namespace pcsp::planning {
namespace {

constexpr double kRounding = 1e-6;  // sums of tenths
constexpr size_t kMostNamed = 5;

bool Counts(const TrackedAction& action) {
  return action.step.state != ActionState::kAbandoned && action.previous.empty();
}

// From 0; -1 for what starts before the plan or after it.
int QuarterOf(const Plan& plan, const TrackedAction& action) {
  const absl::civil_diff_t days = action.step.start - plan.problem.start;
  const absl::civil_diff_t quarter = days / (kWeeksPerQuarter * kDaysPerWeek);
  return days < 0 || quarter >= plan.problem.quarters ? -1 : static_cast<int>(quarter);
}

std::string Figure(double value) { return absl::StrFormat("%.10g", value); }

// "\"Ask together\" 12, \"Train two\" 8 and 3 others", the largest first.
std::string Named(std::vector<const TrackedAction*> actions, double Action::*figure) {
  std::stable_sort(actions.begin(), actions.end(),
                   [&](const auto* a, const auto* b) { return a->step.*figure > b->step.*figure; });
  const size_t others = actions.size() > kMostNamed ? actions.size() - kMostNamed : 0;
  actions.resize(actions.size() - others);
  std::string named =
      absl::StrJoin(actions, ", ", [&](std::string* out, const TrackedAction* action) {
        absl::StrAppend(out, "\"", action->step.title, "\" ", Figure(action->step.*figure));
      });
  if (others > 0) absl::StrAppend(&named, " and ", others, " others");
  return named;
}

using Wanted = std::function<bool(const TrackedAction&)>;
std::vector<const TrackedAction*> Those(const std::vector<TrackedAction>& actions,
                                        double Action::*figure, const Wanted& wanted) {
  std::vector<const TrackedAction*> those;
  for (const TrackedAction& action : actions) {
    if (Counts(action) && action.step.*figure > 0 && wanted(action)) those.push_back(&action);
  }
  return those;
}

// "at most 12 hours in quarter 2, for of its 48 are taken: ...; 8 too many".
std::string Room(absl::string_view what, double limit, double taken, double too_much,
                 const std::string& by) {
  std::string text = absl::StrCat("at most ", Figure(std::max(0.0, limit - taken)), " ", what);
  if (!by.empty()) {
    absl::StrAppend(&text, ": of ", Figure(limit), ", ", Figure(taken), " are taken by ", by);
  }
  return absl::StrCat(text, "; ", Figure(too_much), " too much");
}

void CheckHours(const Plan& plan, const std::vector<TrackedAction>& actions,
                Violations& violations) {
  const PlanUse use = UseOf(plan, actions);
  const double limit = plan.problem.hours_per_quarter;
  for (size_t q = 0; q < use.hours.size(); ++q) {
    if (use.hours[q] <= limit + kRounding) continue;
    const int quarter = static_cast<int>(q);
    const auto in_it = [&](const TrackedAction& one) { return QuarterOf(plan, one) == quarter; };
    violations.Add("hours_per_quarter", Figure(limit),
                   absl::StrCat(Figure(use.hours[q]), " for what starts in quarter ", q + 1, ": ",
                                Named(Those(actions, &Action::hours, in_it), &Action::hours), "; ",
                                Figure(use.hours[q] - limit), " too much"));
  }
}

void CheckBudget(const Plan& plan, const std::vector<TrackedAction>& actions,
                 Violations& violations) {
  const PlanUse use = UseOf(plan, actions);
  if (!plan.problem.budget || use.cost <= *plan.problem.budget + kRounding) return;
  const auto any = [](const TrackedAction&) { return true; };
  violations.Add("budget", Figure(*plan.problem.budget),
                 absl::StrCat(Figure(use.cost), " for what has to be bought: ",
                              Named(Those(actions, &Action::cost, any), &Action::cost), "; ",
                              Figure(use.cost - *plan.problem.budget), " too much"));
}

}  // namespace

PlanUse UseOf(const Plan& plan, const std::vector<TrackedAction>& actions) {
  PlanUse use;
  use.hours.resize(static_cast<size_t>(std::max(0, plan.problem.quarters)));
  for (const TrackedAction& action : actions) {
    if (!Counts(action)) continue;
    use.cost += action.step.cost;
    const int quarter = QuarterOf(plan, action);
    if (quarter >= 0) use.hours[static_cast<size_t>(quarter)] += action.step.hours;
  }
  return use;
}

void CheckRoom(const Plan& plan, const std::vector<TrackedAction>& actions,
               const TrackedAction& changed, absl::string_view prefix, Violations& violations) {
  std::vector<TrackedAction> others;
  const TrackedAction* before = nullptr;
  for (const TrackedAction& action : actions) {
    if (action.id == changed.id) {
      before = &action;
    } else {
      others.push_back(action);
    }
  }
  std::vector<TrackedAction> after = others;
  after.push_back(changed);
  const PlanUse was = UseOf(plan, actions), is = UseOf(plan, after), rest = UseOf(plan, others);
  const double limit = plan.problem.hours_per_quarter;
  for (size_t q = 0; q < is.hours.size(); ++q) {
    if (is.hours[q] <= limit + kRounding || is.hours[q] <= was.hours[q] + kRounding) continue;
    const bool same = before != nullptr && before->step.hours == changed.step.hours;
    const int quarter = static_cast<int>(q);
    const auto in_it = [&](const TrackedAction& one) { return QuarterOf(plan, one) == quarter; };
    violations.Add(
        absl::StrCat(prefix, same ? "start_date" : "hours"),
        same ? DayText(changed.step.start) : Figure(changed.step.hours),
        Room(absl::StrCat("hours in quarter ", q + 1), limit, rest.hours[q], is.hours[q] - limit,
             Named(Those(others, &Action::hours, in_it), &Action::hours)));
  }
  if (!plan.problem.budget || is.cost <= *plan.problem.budget + kRounding ||
      is.cost <= was.cost + kRounding) {
    return;
  }
  const auto any = [](const TrackedAction&) { return true; };
  violations.Add(absl::StrCat(prefix, "cost"), Figure(changed.step.cost),
                 Room("pounds", *plan.problem.budget, rest.cost, is.cost - *plan.problem.budget,
                      Named(Those(others, &Action::cost, any), &Action::cost)));
}

void CheckLimits(const Plan& plan, const std::vector<TrackedAction>& actions,
                 Violations& violations) {
  CheckHours(plan, actions, violations);
  CheckBudget(plan, actions, violations);
}

void CheckLowered(const PlanProblem& before, const Plan& plan,
                  const std::vector<TrackedAction>& actions, Violations& violations) {
  if (plan.problem.hours_per_quarter < before.hours_per_quarter) {
    CheckHours(plan, actions, violations);
  }
  const auto& budget = plan.problem.budget;
  if (budget && (!before.budget || *budget < *before.budget)) {
    CheckBudget(plan, actions, violations);
  }
}

}  // namespace pcsp::planning

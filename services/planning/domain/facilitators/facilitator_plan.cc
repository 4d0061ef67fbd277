#include "services/planning/domain/facilitators/facilitator_plan.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_join.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/planning/domain/facilitators/explain/checker.h"
#include "services/planning/domain/facilitators/explain/reasons.h"
#include "services/planning/domain/facilitators/explain/relief.h"
#include "services/planning/domain/facilitators/prepare.h"
#include "services/planning/domain/facilitators/problem_check.h"

namespace pcsp::planning::facilitators {
namespace {

constexpr size_t kMostRelief = 5;  // verified by solving again (methods.md 4c)

absl::Status PlanBreaksRules(const std::vector<std::string>& objections) {
  return MakeError(
      absl::StatusCode::kInternal,
      "The plan that was found breaks rules and is not shown: " + absl::StrJoin(objections, "; "),
      {.reason = "PLAN_BREAKS_RULES"});
}

Load LoadOf(const Assignment& best, int index) {
  const Instance& in = best.instance();
  const int hours = in.hours;
  Load load;
  load.practices = static_cast<int>(best.practices_of(index).size());
  const double* used = best.load_of(index);
  const double* capacity = &in.capacity[static_cast<size_t>(index) * in.resources];
  load.hours.assign(used, used + hours);
  load.capacity.assign(capacity, capacity + hours);
  return load;
}

}  // namespace

absl::StatusOr<Plan> MakePlan(const Problem& problem, const Effort& effort) {
  RETURN_IF_ERROR(CheckProblem(problem));
  Plan plan{Prepare(problem)};
  const Instance instance = InstanceOf(plan.problem);
  ASSIGN_OR_RETURN(const Outcome outcome, Solve(instance, effort));
  for (int p = 0; p < instance.practices; ++p) {
    const int option = outcome.best.choice(p);
    plan.choices.push_back(option == kUnserved ? -1 : option - instance.begin[p]);
    plan.cost += CostOf(plan.problem, p, plan.choices.back());
  }
  plan.instant_cost = outcome.instant_cost;
  plan.lp_bound = outcome.lp_bound;
  plan.bound = std::min(outcome.bound, plan.cost);
  plan.gap = outcome.gap();
  plan.lp_gap = outcome.lp_gap();
  plan.proven = outcome.proven;
  plan.slices = outcome.slices;
  for (int f = 0; f < instance.facilitators; ++f) {
    plan.loads.push_back(LoadOf(outcome.best, f));
  }
  const auto objections = Objections(plan.problem, plan.choices, plan.cost, plan.bound);
  if (!objections.empty()) return PlanBreaksRules(objections);
  plan.unserved = UnservedOf(plan);
  plan.changes = ChangesOf(plan);
  plan.warnings = WarningsOf(plan);
  ASSIGN_OR_RETURN(plan.relief, ReliefOf(plan, outcome, kMostRelief, effort.cancelled));
  return plan;
}

}  // namespace pcsp::planning::facilitators

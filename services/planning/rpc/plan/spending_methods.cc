#include "services/planning/rpc/plan/spending_methods.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "common/base/status_macros.h"
#include "services/planning/domain/action/plan_limits.h"
#include "services/planning/domain/action/plan_states.h"
#include "services/planning/domain/plan/draft.h"
#include "services/planning/domain/plan/planned_from.h"
#include "services/planning/domain/plan/problem_check.h"
#include "services/planning/rpc/actions/convert_action.h"
#include "services/planning/rpc/actions/history.h"
#include "services/planning/rpc/convert.h"
#include "services/planning/rpc/requests.h"

namespace pcsp::planning {
namespace {

constexpr absl::string_view kSpending = "some of hours_per_quarter, budget";

// Sets the fields of the mask.
void Apply(const pb::UpdatePlanRequest& request, PlanProblem& problem) {
  for (const std::string& path : request.update_mask().paths()) {
    if (path == "hours_per_quarter") problem.hours_per_quarter = request.plan().hours_per_quarter();
    if (path != "budget") continue;
    problem.budget.reset();
    if (request.plan().has_budget()) problem.budget = request.plan().budget();
  }
}

void CheckMask(const pb::UpdatePlanRequest& request, Violations& violations) {
  if (request.update_mask().paths().empty()) violations.Add("update_mask", "", kSpending);
  for (const std::string& path : request.update_mask().paths()) {
    if (path != "hours_per_quarter" && path != "budget") {
      violations.Add("update_mask", path, kSpending);
    }
  }
}

void DraftAnew(const Catalogue& catalogue, Plan& plan) {
  plan.draft = DraftPlan(catalogue, plan.problem);
  plan.catalogue_version = catalogue.version();
  plan.own = OwnIn(catalogue);
}

bool Raised(const PlanProblem& before, const PlanProblem& now) {
  const bool more_money = before.budget && (!now.budget || *now.budget > *before.budget);
  return more_money || now.hours_per_quarter > before.hours_per_quarter;
}

// Of actions that stay: with more to spend another plan may be worth more than was thought.
void Loosen(const Catalogue& catalogue, Plan& plan) {
  const double bound = DraftPlanRoughly(catalogue, plan.problem).bound;
  plan.draft.bound = std::max(plan.draft.bound, bound);
  plan.draft.proven = false;
}

}  // namespace

absl::StatusOr<pb::Plan> SpendingMethods::Update(const rpc::Call& call,
                                                 const pb::UpdatePlanRequest& request) const {
  Violations violations;
  const PlanName name = PlanFrom("plan.name", request.plan().name(), violations);
  CheckMask(request, violations);
  CheckRequestId(request.request_id(), violations);
  if (name.plan.empty()) return violations.ToStatus();
  // What it is made from does not change with what it can spend, and so may be read before.
  const absl::StatusOr<Plan> known = store_.GetPlan(name);
  std::shared_ptr<const Catalogue> catalogue;
  if (known.ok()) {
    ASSIGN_OR_RETURN(catalogue, choices_.For(name.organisation.programme, known->problem));
  } else if (!absl::IsNotFound(known.status())) {
    return known.status();
  }
  Plan changed;
  const auto change = ChangeOf("UpdatePlan", call, name.organisation.programme, request);
  const auto body = [&](PlanWriter& writer) -> absl::StatusOr<pb::Plan> {
    ASSIGN_OR_RETURN(Plan plan, writer.GetPlan(name));
    if (catalogue == nullptr) return absl::UnavailableError("The plan was made this moment.");
    const PlanProblem before = plan.problem;
    const std::vector<TrackedAction> followed = FollowedOf(writer.records(), name);
    const bool untouched = CheckImprovable(plan, !followed.empty()).ok();
    Apply(request, plan.problem);
    Violations of_plan;
    CheckProblem(plan.problem, of_plan);
    if (untouched) {
      CheckPins(*catalogue, plan.problem, of_plan);
    } else {
      CheckLowered(before, plan, ActionsOf(plan, followed, call.now), of_plan);
    }
    Violations all = violations;
    all.Merge("plan.", of_plan.ToStatus());
    RETURN_IF_ERROR(all.ToStatus());
    RETURN_IF_ERROR(CheckEtag("plan", name.Text(), request.plan().etag(), plan.revision));
    RETURN_IF_ERROR(CheckChangeable(plan));
    if (untouched) {
      DraftAnew(*catalogue, plan);
    } else if (Raised(before, plan.problem)) {
      Loosen(*catalogue, plan);
    }
    ++plan.revision;
    plan.update_time = call.now;
    writer.ReplacePlan(plan);
    writer.records().Concerns(name.Text());
    changed = plan;
    return ToProto(plan, followed, DayOf(call.now));
  };
  ASSIGN_OR_RETURN(pb::Plan reply, WritePlans<pb::Plan>(store_, change, body));
  if (request.validate_only()) return Unstored(std::move(reply));
  if (!changed.uid.empty()) improver_.Later(changed);
  return reply;
}

}  // namespace pcsp::planning

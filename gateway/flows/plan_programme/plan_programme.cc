#include "gateway/flows/plan_programme/plan_programme.h"

#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/flows/plan_programme/facts.h"
#include "gateway/flows/plan_programme/problem.h"
#include "gateway/flows/plan_programme/request_check.h"

namespace pcsp::gateway {
namespace {

using planning::v1::ProgrammePlan;
using Stub = planning::v1::ProgrammePlanService::Stub;

constexpr int kUsualWeeks = 104;

// A request that is repeated finds the facts changed, so its plan is known by its id.
std::string PlanId(const v1::PlanProgrammeRequest& request) {
  if (!request.programme_plan_id().empty() || request.request_id().empty()) {
    return request.programme_plan_id();
  }
  return NamedUuid(absl::StrCat(request.parent(), "/programmePlans/", request.request_id()));
}

absl::StatusOr<ProgrammePlan> Begun(Clients& clients, const v1::PlanProgrammeRequest& request,
                                    absl::Time deadline) {
  planning::v1::GetProgrammePlanRequest get;
  get.set_name(absl::StrCat(request.parent(), "/programmePlans/", PlanId(request)));
  return Ask(*clients.programme_plans, &Stub::GetProgrammePlan, get, deadline);
}

planning::v1::CreateProgrammePlanRequest CreateRequest(const v1::PlanProgrammeRequest& request,
                                                       PlanProblem problem) {
  planning::v1::CreateProgrammePlanRequest create;
  create.set_parent(request.parent());
  create.set_programme_plan_id(PlanId(request));
  create.set_validate_only(request.validate_only());
  ProgrammePlan& plan = *create.mutable_programme_plan();
  plan.set_display_name(request.display_name());
  plan.set_time_limit_seconds(request.time_limit_seconds());
  plan.set_seed(request.seed());
  plan.set_most_moves(request.most_moves());
  *plan.mutable_problem() = std::move(problem.problem);
  for (std::string& note : problem.notes) plan.add_notes(std::move(note));
  return create;
}

}  // namespace

absl::StatusOr<ProgrammePlan> PlanProgramme(Clients& clients, const rpc::Call& call,
                                            const v1::PlanProgrammeRequest& request) {
  const absl::CivilDay today = absl::ToCivilDay(call.now, absl::UTCTimeZone());
  absl::CivilDay start = absl::NextWeekday(today, absl::Weekday::monday);
  RETURN_IF_ERROR(CheckPlanRequest(request, &start));
  if (!request.request_id().empty()) {
    const auto begun = Begun(clients, request, call.deadline);
    if (begun.ok() || !absl::IsNotFound(begun.status())) return begun;
  }
  const int weeks = request.weeks() == 0 ? kUsualWeeks : request.weeks();
  ASSIGN_OR_RETURN(const PlanFacts facts, GatherFacts(clients, request, today, start, weeks / 2));
  ASSIGN_OR_RETURN(PlanProblem problem, ProblemOf(facts, request));
  return Ask(*clients.programme_plans, &Stub::CreateProgrammePlan,
             CreateRequest(request, std::move(problem)), call.deadline);
}

}  // namespace pcsp::gateway

#include "services/planning/rpc/actions/action_methods.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "services/planning/domain/action/plan_limits.h"
#include "services/planning/domain/action/plan_states.h"
#include "services/planning/domain/calendar.h"
#include "services/planning/domain/errors.h"
#include "services/planning/domain/plan/acted_on.h"
#include "services/planning/domain/plan/dates.h"
#include "services/planning/domain/plan/draft_texts.h"
#include "services/planning/rpc/actions/convert_action.h"
#include "services/planning/rpc/actions/history.h"
#include "services/planning/rpc/actions/update_mask.h"
#include "services/planning/rpc/library/convert_solution.h"
#include "services/planning/rpc/requests.h"

namespace pcsp::planning {
namespace {

// What the catalogue says of it, for whatever the caller leaves open.
Action StepOf(const Solution& solution, const Plan& plan) {
  return ActionOf(solution, AnsweredBy(solution, ByPriority(plan.problem.findings)));
}

// The dates that follow from one another where the caller gives none.
void SetDates(const pb::Action& given, const Solution* solution, absl::CivilDay today, Action& step,
              Violations& violations) {
  const bool idea = solution == nullptr;
  for (const auto& [field, text] : {std::pair("action.start_date", &given.start_date()),
                                    std::pair("action.due_date", &given.due_date()),
                                    std::pair("action.review_date", &given.review_date())}) {
    if (idea && text->empty()) violations.Add(field, "", "a day, as yyyy-mm-dd");
  }
  step.start = DayFrom("action.start_date", given.start_date(), today, violations);
  const absl::CivilDay due = idea ? step.start : DueDay(*solution, step.start);
  step.due = DayFrom("action.due_date", given.due_date(), due, violations);
  const absl::CivilDay review = idea ? step.due : step.due + solution->review_weeks * kDaysPerWeek;
  step.review = DayFrom("action.review_date", given.review_date(), review, violations);
}

TrackedAction Made(const pb::AddActionRequest& request, const Plan& plan, const Solution* solution,
                   absl::Time now, Violations& violations) {
  const pb::Action& given = request.action();
  const std::string& programme = plan.name.organisation.programme;
  TrackedAction action;
  action.plan = plan.name;
  if (solution != nullptr) {
    action.step = StepOf(*solution, plan);
    action.solution_name = SolutionNameOf(*solution, programme);
  }
  Action& step = action.step;
  step.quarter = 0;
  if (!given.title().empty()) step.title = given.title();
  if (!given.owner_role().empty()) step.owner_role = given.owner_role();
  if (given.hours() != 0) step.hours = given.hours();
  if (given.cost() != 0) step.cost = given.cost();
  if (!given.reason().empty()) step.reason = given.reason();
  SetDates(given, solution, DayOf(now), step, violations);
  action.owner = AppointmentFrom(programme, "action.owner", given.owner(), violations);
  if (given.repeat_weeks() != 0) step.repeat_weeks = given.repeat_weeks();
  action.agreed = plan.state != PlanState::kDraft;
  action.create_time = action.update_time = now;
  action.id = !request.action_id().empty() ? request.action_id()
              : solution != nullptr        ? solution->id
                                           : NewUuid(now);
  CheckAction(action, "action.", violations);
  return action;
}

std::vector<TrackedAction> AllOf(sql::RecordReader& reader, const Plan& plan, absl::Time now) {
  return ActionsOf(plan, FollowedOf(reader, plan.name), now);
}

bool Exists(sql::RecordReader& reader, const Plan& plan, const std::string& id) {
  return ActionIn(reader, plan, id, absl::Time()).ok();
}

}  // namespace

absl::StatusOr<pb::Action> ActionMethods::Get(const rpc::Call& call,
                                              const pb::GetActionRequest& request) const {
  Violations violations;
  const ActionName name = ActionFrom("name", request.name(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  const absl::StatusOr<Plan> plan = store_.GetPlan(name.plan);
  if (absl::IsNotFound(plan.status())) return ActionNotFound(name.Text());
  RETURN_IF_ERROR(plan.status());
  pb::Action response;
  RETURN_IF_ERROR(store_.records().Read([&](sql::RecordReader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(const TrackedAction action,
                     ActionIn(reader, *plan, name.action, plan->update_time));
    response = WithHistory(reader, action, DayOf(call.now));
    return absl::OkStatus();
  }));
  return response;
}

absl::StatusOr<pb::Action> ActionMethods::Add(const rpc::Call& call,
                                              const pb::AddActionRequest& request) const {
  Violations violations;
  const PlanName plan_name = PlanFrom("parent", request.parent(), violations);
  const std::string& programme = plan_name.organisation.programme;
  CheckRequestId(request.request_id(), violations);
  if (!request.action_id().empty() && !IsResourceId(request.action_id())) {
    violations.Add("action_id", request.action_id(), kResourceIdRule);
  }
  const std::string& given = request.action().solution();
  const std::string solution_id =
      given.empty() ? "" : SolutionFrom(programme, "action.solution", given, violations);
  // Without its plan nothing more can be said.
  if (plan_name.plan.empty()) return violations.ToStatus();
  ASSIGN_OR_RETURN(const auto library, libraries_.Of(programme));
  const Solution* solution = solution_id.empty() ? nullptr : library->Find(solution_id);
  if (!solution_id.empty() && solution == nullptr) return SolutionNotFound(given);
  const auto change = ChangeOf("AddAction", call, programme, request);
  return WritePlans<pb::Action>(
      store_, change, [&](PlanWriter& writer) -> absl::StatusOr<pb::Action> {
        ASSIGN_OR_RETURN(const Plan plan, writer.GetPlan(plan_name));
        Violations all = violations;
        const TrackedAction action = Made(request, plan, solution, call.now, all);
        CheckRoom(plan, AllOf(writer.records(), plan, call.now), action, "action.", all);
        RETURN_IF_ERROR(all.ToStatus());
        RETURN_IF_ERROR(CheckChangeable(plan));
        if (Exists(writer.records(), plan, action.id)) return ActionExists(action.Name());
        writer.records().Insert(action);
        writer.records().Concerns(action.Name());
        writer.records().TellsOf(action.Name());
        return WithHistory(writer.records(), action, DayOf(call.now));
      });
}

absl::StatusOr<pb::Action> ActionMethods::Update(const rpc::Call& call,
                                                 const pb::UpdateActionRequest& request) const {
  Violations violations;
  const ActionName name = ActionFrom("action.name", request.action().name(), violations);
  CheckRequestId(request.request_id(), violations);
  if (request.update_mask().paths().empty()) {
    violations.Add("update_mask", "", kUpdatable);
  }
  if (name.action.empty()) return violations.ToStatus();
  const std::string& programme = name.plan.organisation.programme;
  const auto change = ChangeOf("UpdateAction", call, programme, request);
  return WritePlans<pb::Action>(
      store_, change, [&](PlanWriter& writer) -> absl::StatusOr<pb::Action> {
        ASSIGN_OR_RETURN(const Plan plan, writer.GetPlan(name.plan));
        ASSIGN_OR_RETURN(TrackedAction action,
                         ActionIn(writer.records(), plan, name.action, call.now));
        const int64_t revision = action.step.revision;
        Violations all = violations;
        Apply(request, action, all);
        CheckAction(action, "action.", all);
        CheckRoom(plan, AllOf(writer.records(), plan, call.now), action, "action.", all);
        RETURN_IF_ERROR(all.ToStatus());
        RETURN_IF_ERROR(CheckEtag("action", name.Text(), request.action().etag(), revision));
        RETURN_IF_ERROR(CheckChangeable(plan));
        ++action.step.revision;
        action.update_time = call.now;
        writer.records().Put(action);
        writer.records().Concerns(name.Text());
        writer.records().TellsOf(name.Text());
        return WithHistory(writer.records(), action, DayOf(call.now));
      });
}

}  // namespace pcsp::planning

#include "services/planning/rpc/actions/event_methods.h"

#include <optional>
#include <string>
#include <utility>

#include "common/base/status_macros.h"
#include "services/planning/domain/action/events.h"
#include "services/planning/domain/action/plan_states.h"
#include "services/planning/domain/action/repeat.h"
#include "services/planning/domain/errors.h"
#include "services/planning/rpc/actions/convert_action.h"
#include "services/planning/rpc/actions/enums.h"
#include "services/planning/rpc/actions/history.h"
#include "services/planning/rpc/requests.h"

namespace pcsp::planning {
namespace {

// What both kinds of request have in common.
template <typename Request>
ActionEvent EventOf(const rpc::Call& call, const Request& request, const ActionName& name,
                    Violations& violations) {
  ActionEvent event;
  event.day = DayFrom("date", request.date(), DayOf(call.now), violations);
  event.note = request.note();
  event.by = AppointmentFrom(name.plan.organisation.programme, "by", request.by(), violations);
  event.recorded = call.now;
  CheckRequestId(request.request_id(), violations);
  return event;
}

// In closed plans what was done may still be looked at, and no work goes on.
absl::Status CheckPlan(const Plan& plan, EventKind kind) {
  if (plan.state == PlanState::kDraft) {
    return PlanStateForbids(plan.name.Text(), "Nobody has agreed to the plan yet.",
                            "an agreed plan");
  }
  const bool work =
      kind == EventKind::kStarted || kind == EventKind::kCompleted || kind == EventKind::kAbandoned;
  return work ? CheckChangeable(plan) : absl::OkStatus();
}

// Adds the event to the action; the action after it.
absl::StatusOr<TrackedAction> AddEvent(PlanWriter& writer, const ActionName& name,
                                       const std::string& etag, ActionEvent event,
                                       Violations violations) {
  ASSIGN_OR_RETURN(const Plan plan, writer.GetPlan(name.plan));
  sql::RecordWriter& records = writer.records();
  ASSIGN_OR_RETURN(TrackedAction action, ActionIn(records, plan, name.action, event.recorded));
  CheckEvent(action, event, DayOf(event.recorded), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  RETURN_IF_ERROR(CheckEtag("action", name.Text(), etag, action.step.revision));
  RETURN_IF_ERROR(CheckPlan(plan, event.kind));
  RETURN_IF_ERROR(CheckTransition(action, event.kind));
  event.number = action.events + 1;
  action = After(std::move(action), event);
  records.Insert(StoredEvent{action.plan, action.id, event});
  records.Put(action);
  records.Concerns(name.Text());
  records.TellsOf(name.Text());
  return action;
}

// The next occurrence, which is there already when somebody added an action by its id.
std::optional<TrackedAction> AddNext(sql::RecordWriter& records, const TrackedAction& done,
                                     absl::Time now) {
  std::optional<TrackedAction> next = NextOccurrence(done, *done.ended, now);
  if (!next) return std::nullopt;
  const OrganisationName& site = next->plan.organisation;
  if (records.Find<TrackedAction>({site.programme, site.organisation, next->plan.plan, next->id})) {
    return std::nullopt;
  }
  records.Insert(*next);
  return next;
}

}  // namespace

absl::StatusOr<pb::RecordActionEventResponse> EventMethods::Record(
    const rpc::Call& call, const pb::RecordActionEventRequest& request) const {
  Violations violations;
  const ActionName name = ActionFrom("name", request.name(), violations);
  ActionEvent event = EventOf(call, request, name, violations);
  event.kind = StructOf("kind", request.kind(), kEventKinds, violations);
  event.link = request.link();
  if (request.kind() == pb::ACTION_EVENT_KIND_REVIEWED) {
    violations.Add("kind", "ACTION_EVENT_KIND_REVIEWED", "a call of ReviewAction");
  }
  if (name.action.empty()) return violations.ToStatus();
  const auto change =
      ChangeOf("RecordActionEvent", call, name.plan.organisation.programme, request);
  return WritePlans<pb::RecordActionEventResponse>(
      store_, change, [&](PlanWriter& writer) -> absl::StatusOr<pb::RecordActionEventResponse> {
        ASSIGN_OR_RETURN(const TrackedAction action,
                         AddEvent(writer, name, request.etag(), event, violations));
        pb::RecordActionEventResponse response;
        const absl::CivilDay today = DayOf(call.now);
        *response.mutable_action() = WithHistory(writer.records(), action, today);
        if (event.kind != EventKind::kCompleted) return response;
        const auto next = AddNext(writer.records(), action, call.now);
        if (next) *response.mutable_next() = ToProto(*next, today);
        return response;
      });
}

absl::StatusOr<pb::Action> EventMethods::Review(const rpc::Call& call,
                                                const pb::ReviewActionRequest& request) const {
  Violations violations;
  const ActionName name = ActionFrom("name", request.name(), violations);
  ActionEvent event = EventOf(call, request, name, violations);
  event.kind = EventKind::kReviewed;
  event.outcome = StructOf("outcome", request.outcome(), kReviewOutcomes, violations);
  if (!request.next_review_date().empty()) {
    event.next_review =
        DayFrom("next_review_date", request.next_review_date(), event.day + 1, violations);
  }
  if (name.action.empty()) return violations.ToStatus();
  const auto change = ChangeOf("ReviewAction", call, name.plan.organisation.programme, request);
  return WritePlans<pb::Action>(
      store_, change, [&](PlanWriter& writer) -> absl::StatusOr<pb::Action> {
        ASSIGN_OR_RETURN(const TrackedAction action,
                         AddEvent(writer, name, request.etag(), event, violations));
        return WithHistory(writer.records(), action, DayOf(call.now));
      });
}

}  // namespace pcsp::planning

#include "services/planning/rpc/actions/convert_action.h"

#include "absl/strings/str_cat.h"
#include "services/planning/domain/calendar.h"
#include "services/planning/domain/training/names.h"
#include "services/planning/rpc/actions/enums.h"
#include "services/planning/rpc/requests.h"

namespace pcsp::planning {
namespace {

pb::CoreFunction ToProto(const CoreFunction& function) {
  pb::CoreFunction proto;
  proto.set_id(function.id);
  proto.set_text(function.text);
  return proto;
}

std::string TextOf(const std::optional<absl::CivilDay>& day) { return day ? DayText(*day) : ""; }

void Set(const StageRecord& record, pb::StageRecord* proto) {
  proto->set_date(DayText(record.day));
  proto->set_note(record.note);
}

void SetStep(const Action& step, pb::Action& proto) {
  proto.set_title(step.title);
  proto.mutable_issues()->Assign(step.issues.begin(), step.issues.end());
  proto.set_owner_role(step.owner_role);
  proto.set_quarter(step.quarter);
  proto.set_start_date(DayText(step.start));
  proto.set_due_date(DayText(step.due));
  proto.set_review_date(DayText(step.review));
  proto.set_hours(step.hours);
  proto.set_cost(step.cost);
  proto.set_expected_benefit(step.expected_benefit);
  proto.set_reason(step.reason);
  for (const CoreFunction& function : step.core_functions) {
    *proto.add_core_functions() = ToProto(function);
  }
  proto.set_training(step.training);
  proto.set_repeat_weeks(step.repeat_weeks);
  proto.set_state(MessageOf(step.state, kActionStates));
  proto.set_etag(EtagOf(step.revision));
}

}  // namespace

absl::CivilDay DayOf(absl::Time time) { return absl::ToCivilDay(time, absl::UTCTimeZone()); }

pb::Action ToProto(const TrackedAction& action, absl::CivilDay today) {
  pb::Action proto;
  SetStep(action.step, proto);
  proto.set_name(action.Name());
  proto.set_solution(action.solution_name);
  proto.set_owner(AppointmentText(action.plan.organisation.programme, action.owner));
  if (!action.previous.empty()) {
    proto.set_previous(absl::StrCat(action.plan.Text(), "/actions/", action.previous));
  }
  // Nobody is late with what nobody has agreed to.
  proto.set_overdue(action.agreed && Overdue(action, today));
  proto.set_never_reviewed(action.agreed && NeverReviewed(action, today));
  proto.set_last_review_date(TextOf(action.reviewed));
  proto.set_review_outcome(MessageOf(action.outcome, kReviewOutcomes));
  return proto;
}

pb::ActionEvent ToProto(const ActionEvent& event, absl::string_view programme) {
  pb::ActionEvent proto;
  proto.set_number(event.number);
  proto.set_kind(MessageOf(event.kind, kEventKinds));
  proto.set_date(DayText(event.day));
  proto.set_outcome(MessageOf(event.outcome, kReviewOutcomes));
  proto.set_note(event.note);
  proto.set_link(event.link);
  proto.set_by(AppointmentText(programme, event.by));
  proto.set_next_review_date(TextOf(event.next_review));
  *proto.mutable_record_time() = TimestampOf(event.recorded);
  return proto;
}

pb::Cycle ToProto(const Cycle& cycle) {
  pb::Cycle proto;
  proto.set_name(cycle.Name());
  proto.set_question(cycle.question);
  proto.set_prediction(cycle.prediction);
  proto.set_measure(cycle.measure);
  Set(cycle.planned, proto.mutable_plan());
  if (cycle.did) Set(*cycle.did, proto.mutable_do_());
  if (cycle.studied) Set(*cycle.studied, proto.mutable_study());
  if (cycle.acted) Set(*cycle.acted, proto.mutable_act());
  proto.set_decision(MessageOf(cycle.decision, kCycleDecisions));
  proto.set_etag(EtagOf(cycle.revision));
  *proto.mutable_create_time() = TimestampOf(cycle.create_time);
  return proto;
}

pb::CalendarFeed ToProto(const CalendarFeed& feed) {
  pb::CalendarFeed proto;
  proto.set_name(feed.Name());
  const std::string person =
      feed.person.empty() ? "" : training::NameIn(feed.programme, "people", feed.person);
  proto.set_owner(feed.owner.empty() ? person : AppointmentText(feed.programme, feed.owner));
  if (!feed.owner.empty()) proto.set_person(person);
  proto.set_revoked(feed.revoked);
  proto.set_etag(EtagOf(feed.revision));
  *proto.mutable_create_time() = TimestampOf(feed.create_time);
  return proto;
}

pb::ActionOutcome OutcomeOf(const TrackedAction& action) {
  pb::ActionOutcome proto;
  proto.set_action(action.Name());
  proto.set_solution(action.solution_name);
  proto.mutable_issues()->Assign(action.step.issues.begin(), action.step.issues.end());
  proto.set_completed_date(TextOf(action.ended));
  proto.set_outcome(MessageOf(action.outcome, kReviewOutcomes));
  proto.set_review_date(TextOf(action.reviewed));
  return proto;
}

absl::CivilDay DayFrom(absl::string_view field, absl::string_view text, absl::CivilDay otherwise,
                       Violations& violations) {
  if (text.empty()) return otherwise;
  if (const auto day = DayFromText(text)) return *day;
  violations.Add(std::string(field), text, "a day that exists, as yyyy-mm-dd");
  return otherwise;
}

std::string AppointmentFrom(absl::string_view programme, absl::string_view field,
                            absl::string_view name, Violations& violations) {
  if (name.empty()) return "";
  if (auto id = ParseAppointmentOf(programme, name)) return *std::move(id);
  violations.Add(std::string(field), name,
                 absl::StrCat("programmes/", programme, "/appointments/{appointment}"));
  return "";
}

ActionName ActionFrom(absl::string_view field, absl::string_view name, Violations& violations) {
  if (auto parsed = ParseAction(name)) return *std::move(parsed);
  violations.Add(std::string(field), name,
                 absl::StrCat(kOrganisationShape, "/plans/{plan}/actions/{action}"));
  return {};
}

PlanName PlanFrom(absl::string_view field, absl::string_view name, Violations& violations) {
  if (auto parsed = ParsePlan(name)) return *std::move(parsed);
  violations.Add(std::string(field), name, absl::StrCat(kOrganisationShape, "/plans/{plan}"));
  return {};
}

}  // namespace pcsp::planning

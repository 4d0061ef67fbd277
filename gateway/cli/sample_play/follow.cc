#include "gateway/cli/sample_play/follow.h"

#include <algorithm>
#include <iostream>
#include <map>
#include <set>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/civil_time.h"
#include "common/base/clock.h"
#include "common/base/status_macros.h"
#include "gateway/cli/output.h"
#include "gateway/cli/sample_play/loader.h"
#include "gateway/flows/follow_up.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

namespace pb = planning::v1;
using gateway::sample::SampleProgramme;
using Stub = pb::PlanningService::Stub;

// How long ago the actions of a plan began and were due, in days; later ones stay as planned. A due
// day that is still to come is negative.
struct Step {
  int began, due, review;
};
constexpr Step kLate = {84, 28, 7};  // and nobody has asked whether it helped
constexpr Step kOnTheWay = {28, -28, -84};

std::string Parent() { return absl::StrCat("programmes/", kSampleProgramme); }
std::string SiteNamed(const std::string& id) {
  return absl::StrCat(Parent(), "/organisations/", id);
}
std::string DaysAgo(int days) {
  return absl::FormatCivilTime(absl::ToCivilDay(SystemClock().Now(), absl::UTCTimeZone()) - days);
}

// The id of the site in the name of anything below it.
std::string SiteOf(const std::string& name) {
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  return parts.size() > 3 ? parts[3] : "";
}

// Read as a list: reading a draft by its name sets off the search for a better one, and how far
// that has come on the day of the agreement would depend on the machine.
absl::StatusOr<std::map<std::string, pb::Plan>> PlansAfterSecondWave(Session& session) {
  std::map<std::string, pb::Plan> plans;  // by site
  const std::string id = gateway::PlanIdAfter(kSecondWave);
  pb::ListPlansRequest request;
  request.set_parent(SiteNamed("-"));
  RETURN_IF_ERROR(gateway::EachPage(*session.clients().planning, &Stub::ListPlans, request,
                                    absl::Seconds(session.timeout_seconds), [&](const auto& page) {
                                      for (const pb::Plan& plan : page.plans()) {
                                        if (IdOf(plan.name()) != id) continue;
                                        plans[SiteOf(plan.name())] = plan;
                                      }
                                    }));
  return plans;
}

absl::Status Agree(Session& session, const pb::Plan& plan, const std::string& lead) {
  if (plan.state() != pb::PLAN_STATE_DRAFT) return absl::OkStatus();
  pb::AgreePlanRequest request;
  request.set_name(plan.name());
  request.set_agreed_by(lead);
  std::set<std::string> roles;
  for (const pb::Action& action : plan.actions()) roles.insert(action.owner_role());
  for (const std::string& role : roles) {
    pb::RoleOwner& owner = *request.add_role_owners();
    owner.set_owner_role(role);
    owner.set_owner(lead);
  }
  request.set_request_id(SampleRequestId("agreement to " + plan.name()));
  return gateway::Ask(*session.clients().planning, &Stub::AgreePlan, request, session.deadline())
      .status();
}

absl::Status Begin(Session& session, const std::string& action, const Step& step) {
  pb::GetActionRequest get;
  get.set_name(action);
  ASSIGN_OR_RETURN(const pb::Action now, gateway::Ask(*session.clients().planning, &Stub::GetAction,
                                                      get, session.deadline()));
  if (now.state() != pb::ACTION_STATE_PLANNED) return absl::OkStatus();
  pb::UpdateActionRequest update;
  update.mutable_action()->set_name(action);
  update.mutable_action()->set_start_date(DaysAgo(step.began));
  update.mutable_action()->set_due_date(DaysAgo(step.due));
  update.mutable_action()->set_review_date(DaysAgo(step.review));
  for (const char* field : {"start_date", "due_date", "review_date"}) {
    update.mutable_update_mask()->add_paths(field);
  }
  update.set_request_id(SampleRequestId(absl::StrCat("dates of ", action, DaysAgo(0))));
  RETURN_IF_ERROR(
      gateway::Ask(*session.clients().planning, &Stub::UpdateAction, update, session.deadline())
          .status());
  pb::RecordActionEventRequest begun;
  begun.set_name(action);
  begun.set_kind(pb::ACTION_EVENT_KIND_STARTED);
  begun.set_date(DaysAgo(step.began));
  begun.set_request_id(SampleRequestId("start of " + action));
  return gateway::Ask(*session.clients().planning, &Stub::RecordActionEvent, begun,
                      session.deadline())
      .status();
}

absl::Status RecordStage(Session& session, const std::string& cycle, pb::CycleStage stage,
                         const std::string& note) {
  pb::RecordCycleRequest request;
  request.set_name(cycle);
  request.set_stage(stage);
  request.set_note(note);
  if (stage == pb::CYCLE_STAGE_ACT) request.set_decision(pb::CYCLE_DECISION_ADAPT);
  request.set_request_id(SampleRequestId(absl::StrCat(pb::CycleStage_Name(stage), " of ", cycle)));
  return gateway::Ask(*session.clients().planning, &Stub::RecordCycle, request, session.deadline())
      .status();
}

// A prediction is written before its test, and all of it on the day of loading.
absl::Status Test(Session& session, const std::string& action) {
  pb::GetActionRequest get;
  get.set_name(action);
  ASSIGN_OR_RETURN(const pb::Action now, gateway::Ask(*session.clients().planning, &Stub::GetAction,
                                                      get, session.deadline()));
  if (!now.cycles().empty() && now.cycles(0).has_act()) return absl::OkStatus();
  pb::StartCycleRequest request;
  request.set_parent(action);
  pb::Cycle& cycle = *request.mutable_cycle();
  cycle.set_question("Does it fit into an ordinary clinic?");
  cycle.set_prediction("Four of five people get through it without a minute more.");
  cycle.set_measure("Start and end of five appointments, noted by reception");
  request.set_request_id(SampleRequestId("test of " + action));
  ASSIGN_OR_RETURN(
      const pb::Cycle started,
      gateway::Ask(*session.clients().planning, &Stub::StartCycle, request, session.deadline()));
  RETURN_IF_ERROR(
      RecordStage(session, started.name(), pb::CYCLE_STAGE_DO, "Tried with five people."));
  RETURN_IF_ERROR(RecordStage(session, started.name(), pb::CYCLE_STAGE_STUDY,
                              "Three of five kept to the time; the other two had more to say."));
  return RecordStage(session, started.name(), pb::CYCLE_STAGE_ACT,
                     "Five minutes more for each, then tried again.");
}

// The first practice of each steering group that has a plan with actions.
std::vector<pb::Plan> Chosen(const SampleProgramme& programme,
                             const std::map<std::string, pb::Plan>& plans) {
  std::vector<pb::Plan> chosen;
  std::set<std::string> groups;
  for (const auto& organisation : programme.organisations) {
    if (organisation.kind != "practice") continue;
    const auto plan = plans.find(organisation.id);
    if (plan == plans.end() || plan->second.actions().empty()) continue;
    if (groups.insert(organisation.parent).second) chosen.push_back(plan->second);
  }
  return chosen;
}

}  // namespace

absl::StatusOr<std::string> LeadOf(Session& session, const std::string& practice) {
  registry::v1::ListAppointmentsRequest request;
  request.set_parent(Parent());
  request.set_organisation(SiteNamed(practice));
  request.set_role(registry::v1::APPOINTMENT_ROLE_PRACTICE_LEAD);
  ASSIGN_OR_RETURN(const auto found,
                   gateway::Ask(*session.clients().registry,
                                &registry::v1::RegistryService::Stub::ListAppointments, request,
                                session.deadline()));
  if (found.appointments().empty()) {
    return absl::InternalError(absl::StrCat(practice, " has no lead"));
  }
  return found.appointments(0).name();
}

absl::Status FollowSamplePlans(Session& session, const SampleProgramme& programme) {
  ASSIGN_OR_RETURN(const auto plans, PlansAfterSecondWave(session));
  const std::vector<pb::Plan> chosen = Chosen(programme, plans);
  for (size_t i = 0; i < chosen.size(); ++i) {
    const pb::Plan& plan = chosen[i];
    ASSIGN_OR_RETURN(const std::string lead, LeadOf(session, SiteOf(plan.name())));
    RETURN_IF_ERROR(Agree(session, plan, lead));
    RETURN_IF_ERROR(Begin(session, plan.actions(0).name(), i == 0 ? kLate : kOnTheWay));
    if (i == 1) RETURN_IF_ERROR(Test(session, plan.actions(0).name()));
  }
  std::cerr << chosen.size() << " plans agreed\n";
  return absl::OkStatus();
}

absl::StatusOr<bool> FollowsSamplePlans(Session& session) {
  ASSIGN_OR_RETURN(const auto plans, PlansAfterSecondWave(session));
  return std::any_of(plans.begin(), plans.end(),
                     [](const auto& one) { return one.second.state() != pb::PLAN_STATE_DRAFT; });
}

}  // namespace pcsp::cli

// A plan through the real service, and the calls that change it.
#pragma once

#include <string>

#include "absl/strings/str_cat.h"
#include "tests/planning/service_fixture.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning::testing {

inline constexpr char kKim[] = "programmes/north/appointments/kim";

class ActionServiceTest : public PlanningServiceTest {
 protected:
  using Stub = pb::PlanningService::Stub;

  // A draft that begins on 5 January 2026, which is today.
  pb::Plan Drafted(const std::string& id = "x") {
    pb::DraftPlanRequest request;
    request.set_parent(kParent);
    request.set_start_date("2026-01-05");
    request.set_plan_id(id);
    AddFinding(request, "pr-steering");
    AddFinding(request, "coh-purpose", .8);
    const auto plan = Draft(request);
    EXPECT_OK(plan);
    return *plan;
  }

  absl::StatusOr<pb::Plan> Agree(const pb::Plan& plan) {
    pb::AgreePlanRequest request;
    request.set_name(plan.name());
    request.set_agreed_by(kKim);
    std::set<std::string> roles;
    for (const pb::Action& action : plan.actions()) roles.insert(action.owner_role());
    for (const std::string& role : roles) {
      pb::RoleOwner* owner = request.add_role_owners();
      owner->set_owner_role(role);
      owner->set_owner(kKim);
    }
    return Ask(&Stub::AgreePlan, request);
  }
  pb::Plan Agreed(const std::string& id = "x") {
    const auto plan = Agree(Drafted(id));
    EXPECT_OK(plan);
    return *plan;
  }

  absl::StatusOr<pb::RecordActionEventResponse> Record(const std::string& name,
                                                       pb::ActionEventKind kind,
                                                       const std::string& note = "",
                                                       const std::string& date = "",
                                                       const std::string& etag = "") {
    pb::RecordActionEventRequest request;
    request.set_name(name);
    request.set_kind(kind);
    request.set_note(note);
    request.set_date(date);
    request.set_etag(etag);
    return Ask(&Stub::RecordActionEvent, request);
  }
  absl::StatusOr<pb::Action> GetAction(const std::string& name) {
    pb::GetActionRequest request;
    request.set_name(name);
    return Ask(&Stub::GetAction, request);
  }
  absl::StatusOr<pb::ListActionsResponse> List(pb::ListActionsRequest request) {
    if (request.parent().empty()) request.set_parent(kParent);
    return Ask(&Stub::ListActions, request);
  }
};

}  // namespace pcsp::planning::testing

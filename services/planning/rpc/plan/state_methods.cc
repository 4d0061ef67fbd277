#include "services/planning/rpc/plan/state_methods.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "common/text/utf8.h"
#include "services/planning/domain/action/plan_limits.h"
#include "services/planning/domain/action/plan_states.h"
#include "services/planning/rpc/actions/convert_action.h"
#include "services/planning/rpc/actions/history.h"
#include "services/planning/rpc/convert.h"
#include "services/planning/rpc/requests.h"

namespace pcsp::planning {
namespace {

RoleOwners RolesFrom(const pb::AgreePlanRequest& request, const std::string& programme,
                     Violations& violations) {
  RoleOwners owners;
  for (int i = 0; i < request.role_owners_size(); ++i) {
    const pb::RoleOwner& one = request.role_owners(i);
    const std::string field = absl::StrCat("role_owners[", i, "].owner");
    if (one.owner().empty()) violations.Add(field, "", "an appointment");
    owners.emplace_back(one.owner_role(),
                        AppointmentFrom(programme, field, one.owner(), violations));
  }
  return owners;
}

std::string SignerFrom(const pb::AgreePlanRequest& request, const std::string& programme,
                       Violations& violations) {
  if (request.agreed_by().empty()) {
    violations.Add("agreed_by", "",
                   absl::StrCat("programmes/", programme, "/appointments/{appointment}"));
  }
  return AppointmentFrom(programme, "agreed_by", request.agreed_by(), violations);
}

void MoveOn(Plan& plan, PlanState state, absl::Time now) {
  plan.state = state;
  ++plan.revision;
  plan.update_time = now;
}

}  // namespace

absl::StatusOr<std::vector<pb::Plan>> PlanStateMethods::Shown(
    const rpc::Call& call, const std::vector<Plan>& plans) const {
  std::map<std::string, std::vector<TrackedAction>> followed;
  RETURN_IF_ERROR(store_.records().Read([&](sql::RecordReader& reader) {
    followed = FollowedOf(reader, plans);
    return absl::OkStatus();
  }));
  std::vector<pb::Plan> shown;
  for (const Plan& plan : plans) {
    shown.push_back(ToProto(plan, followed[plan.name.Text()], DayOf(call.now)));
  }
  return shown;
}

absl::StatusOr<pb::Plan> PlanStateMethods::Get(const rpc::Call& call,
                                               const pb::GetPlanRequest& request) const {
  Violations violations;
  const PlanName name = PlanFrom("name", request.name(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(Plan plan, store_.GetPlan(name));
  improver_.Later(plan);
  ASSIGN_OR_RETURN(std::vector<pb::Plan> shown, Shown(call, {std::move(plan)}));
  return std::move(shown[0]);
}

absl::StatusOr<pb::Plan> PlanStateMethods::Improve(const rpc::Call& call,
                                                   const pb::ImprovePlanRequest& request) const {
  Violations violations;
  const PlanName name = PlanFrom("name", request.name(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(const Plan plan, improver_.Now(name));
  return ToProto(plan, {}, DayOf(call.now));
}

absl::StatusOr<pb::Plan> PlanStateMethods::Agree(const rpc::Call& call,
                                                 const pb::AgreePlanRequest& request) const {
  Violations violations;
  const PlanName name = PlanFrom("name", request.name(), violations);
  CheckRequestId(request.request_id(), violations);
  const std::string& programme = name.organisation.programme;
  const std::string signer = SignerFrom(request, programme, violations);
  const RoleOwners owners = RolesFrom(request, programme, violations);
  if (name.plan.empty()) return violations.ToStatus();
  const auto change = ChangeOf("AgreePlan", call, programme, request);
  return WritePlans<pb::Plan>(store_, change, [&](PlanWriter& writer) -> absl::StatusOr<pb::Plan> {
    ASSIGN_OR_RETURN(Plan plan, writer.GetPlan(name));
    std::vector<TrackedAction> actions =
        ActionsOf(plan, FollowedOf(writer.records(), name), call.now);
    Violations all = violations;
    AssignOwners(owners, actions, all);
    CheckLimits(plan, actions, all);
    RETURN_IF_ERROR(all.ToStatus());
    RETURN_IF_ERROR(CheckEtag("plan", name.Text(), request.etag(), plan.revision));
    RETURN_IF_ERROR(CheckAgreeable(plan, actions));
    for (TrackedAction& action : actions) {
      action.agreed = true;
      ++action.step.revision;
      action.update_time = call.now;
    }
    MoveOn(plan, PlanState::kAgreed, call.now);
    plan.agreed_by = signer;
    writer.records().PutAll<TrackedAction>(actions);
    writer.ReplacePlan(plan);
    writer.records().Concerns(name.Text());
    return ToProto(plan, actions, DayOf(call.now));
  });
}

absl::StatusOr<pb::Plan> PlanStateMethods::Close(const rpc::Call& call,
                                                 const pb::ClosePlanRequest& request) const {
  Violations violations;
  const PlanName name = PlanFrom("name", request.name(), violations);
  CheckRequestId(request.request_id(), violations);
  if (text::CharactersIn(request.note()) > kLongestNote) {
    violations.Add("note", request.note(), absl::StrCat("at most ", kLongestNote, " characters"));
  }
  RETURN_IF_ERROR(violations.ToStatus());
  const auto change = ChangeOf("ClosePlan", call, name.organisation.programme, request);
  return WritePlans<pb::Plan>(store_, change, [&](PlanWriter& writer) -> absl::StatusOr<pb::Plan> {
    ASSIGN_OR_RETURN(Plan plan, writer.GetPlan(name));
    RETURN_IF_ERROR(CheckEtag("plan", name.Text(), request.etag(), plan.revision));
    const std::vector<TrackedAction> actions = FollowedOf(writer.records(), name);
    RETURN_IF_ERROR(CheckClosable(plan, actions));
    MoveOn(plan, PlanState::kClosed, call.now);
    plan.close_note = request.note();
    writer.ReplacePlan(plan);
    writer.records().Concerns(name.Text());
    return ToProto(plan, actions, DayOf(call.now));
  });
}

absl::StatusOr<pb::Plan> PlanStateMethods::Delete(const rpc::Call& call,
                                                  const pb::DeletePlanRequest& request) const {
  Violations violations;
  const PlanName name = PlanFrom("name", request.name(), violations);
  CheckRequestId(request.request_id(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  const std::string& programme = name.organisation.programme;
  const auto change = ChangeOf("DeletePlan", call, programme, request);
  return WritePlans<pb::Plan>(store_, change, [&](PlanWriter& writer) -> absl::StatusOr<pb::Plan> {
    ASSIGN_OR_RETURN(const Plan plan, writer.GetPlan(name));
    RETURN_IF_ERROR(CheckEtag("plan", name.Text(), request.etag(), plan.revision));
    RETURN_IF_ERROR(CheckDeletable(plan));
    const std::vector<TrackedAction> actions = FollowedOf(writer.records(), name);
    // A draft's actions have neither events nor tests.
    writer.records().Remove<TrackedAction>({sql::Is("programme", programme),
                                            sql::Is("organisation", name.organisation.organisation),
                                            sql::Is("plan", name.plan)});
    writer.DeletePlan(plan);
    writer.records().Concerns(name.Text());
    return ToProto(plan, actions, DayOf(call.now));
  });
}

}  // namespace pcsp::planning

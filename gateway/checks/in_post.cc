#include "gateway/checks/in_post.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "common/base/status_macros.h"
#include "gateway/checks/mentions.h"
#include "gateway/flows/pages.h"

namespace pcsp::gateway {
namespace {

using registry::v1::RegistryService;

// What somebody who has left cannot be; who did or reviewed something may have left since.
std::vector<std::string> FieldsOf(const std::string& method,
                                  const google::protobuf::Message& request) {
  static const std::map<std::string, std::vector<std::string>>& fields =
      *new std::map<std::string, std::vector<std::string>>{
          {"/pcsp.planning.v1.PlanningService/AgreePlan", {"agreed_by", "role_owners.owner"}},
          {"/pcsp.planning.v1.PlanningService/AddAction", {"action.owner"}},
          {"/pcsp.planning.v1.PlanningService/UpdateAction", {"action.owner"}},
          {"/pcsp.planning.v1.ProgrammePlanService/ApproveProgrammePlan", {"approved_by"}},
          {"/pcsp.planning.v1.ProgrammePlanService/ApplyProgrammePlan", {"applied_by"}}};
  const auto found = fields.find(method);
  if (found == fields.end()) return {};
  const auto* update = dynamic_cast<const planning::v1::UpdateActionRequest*>(&request);
  if (update != nullptr) {
    const auto& changed = update->update_mask().paths();
    if (std::find(changed.begin(), changed.end(), "owner") == changed.end()) return {};
  }
  return found->second;
}

// Adds a violation where the appointment at `mention` ended before `today`.
absl::Status CheckOne(Clients& clients, const Mention& mention, const std::string& today,
                      absl::Time deadline, Violations& violations) {
  registry::v1::GetAppointmentRequest get;
  get.set_name(mention.name);
  const auto appointment =
      Ask(*clients.registry, &RegistryService::Stub::GetAppointment, get, deadline);
  if (absl::IsNotFound(appointment.status()) || absl::IsInvalidArgument(appointment.status())) {
    return absl::OkStatus();
  }
  RETURN_IF_ERROR(appointment.status());
  const std::string& last = appointment->end_date();
  // Days compare as they are written.
  if (last.empty() || last >= today) return absl::OkStatus();
  violations.Add(
      mention.field, mention.name,
      absl::StrCat("an appointment that has not ended; the last day of this one was ", last));
  return absl::OkStatus();
}

// The owners that actions of a draft got before it is agreed. A plan that cannot be read is told of
// by its service.
std::vector<Mention> OwnersInDraft(Clients& clients, const google::protobuf::Message& request,
                                   absl::Time deadline) {
  const auto* agree = dynamic_cast<const planning::v1::AgreePlanRequest*>(&request);
  if (agree == nullptr) return {};
  planning::v1::GetPlanRequest get;
  get.set_name(agree->name());
  const auto plan =
      Ask(*clients.planning, &planning::v1::PlanningService::Stub::GetPlan, get, deadline);
  if (!plan.ok() || plan->state() != planning::v1::PLAN_STATE_DRAFT) return {};
  std::vector<Mention> owners;
  for (int i = 0; i < plan->actions_size(); ++i) {
    const std::string& owner = plan->actions(i).owner();
    if (!owner.empty()) owners.push_back({absl::StrCat("actions[", i, "].owner"), owner});
  }
  return owners;
}

}  // namespace

absl::Status CheckInPost(Clients& clients, const std::string& method,
                         const google::protobuf::Message& request, absl::Time deadline,
                         Violations& violations) {
  const std::string today =
      absl::FormatCivilTime(absl::ToCivilDay(absl::Now(), absl::UTCTimeZone()));
  std::vector<Mention> mentions = MentionsIn(request, FieldsOf(method, request));
  for (Mention& owner : OwnersInDraft(clients, request, deadline)) {
    mentions.push_back(std::move(owner));
  }
  for (const Mention& mention : mentions) {
    RETURN_IF_ERROR(CheckOne(clients, mention, today, deadline, violations));
  }
  return absl::OkStatus();
}

}  // namespace pcsp::gateway

#include "gateway/checks/leaving_owners.h"

#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "gateway/checks/message_bytes.h"
#include "gateway/flows/pages.h"

namespace pcsp::gateway {
namespace {

using planning::v1::Action;
using planning::v1::Plan;

constexpr absl::string_view kPlanning = "/pcsp.planning.v1.PlanningService/";

// The last days of owners, each asked for once.
class LastDays {
 public:
  LastDays(Clients& clients, absl::Time deadline) : clients_(clients), deadline_(deadline) {}

  // Empty: none, or none that is known.
  const std::string& Of(const std::string& owner) {
    const auto [known, asked_first] = days_.emplace(owner, "");
    if (!asked_first) return known->second;
    registry::v1::GetAppointmentRequest get;
    get.set_name(owner);
    const auto appointment = Ask(
        *clients_.registry, &registry::v1::RegistryService::Stub::GetAppointment, get, deadline_);
    if (appointment.ok()) known->second = appointment->end_date();
    return known->second;
  }

 private:
  Clients& clients_;
  const absl::Time deadline_;
  std::map<std::string, std::string> days_;
};

bool Warn(Action& action, LastDays& last_days) {
  const bool open = action.state() == planning::v1::ACTION_STATE_PLANNED ||
                    action.state() == planning::v1::ACTION_STATE_UNDER_WAY;
  if (!open || action.owner().empty()) return false;
  const std::string& last = last_days.Of(action.owner());
  // Days compare as they are written.
  if (last.empty() || action.due_date() <= last) return false;
  planning::v1::Warning& warning = *action.add_warnings();
  warning.set_code(planning::v1::WARNING_CODE_OWNER_LEAVES);
  warning.set_message(absl::StrCat("\"", action.title(), "\" is due on ", action.due_date(),
                                   ", after the last day of its owner, ", last,
                                   ": bring it forward, or give it to somebody who stays."));
  *warning.mutable_issues() = action.issues();
  return true;
}

}  // namespace

bool ShowsOwners(const std::string& method) {
  static const std::set<std::string>& methods = *new std::set<std::string>{
      absl::StrCat(kPlanning, "AddAction"), absl::StrCat(kPlanning, "AgreePlan"),
      absl::StrCat(kPlanning, "GetAction"), absl::StrCat(kPlanning, "GetPlan"),
      absl::StrCat(kPlanning, "UpdateAction")};
  return methods.contains(method);
}

void WarnOfLeaving(Clients& clients, const std::string& method, absl::Time deadline,
                   grpc::ByteBuffer& reply) {
  const std::unique_ptr<google::protobuf::Message> message = ReadReply(method, reply);
  LastDays last_days(clients, deadline);
  bool warned = false;
  if (auto* action = dynamic_cast<Action*>(message.get())) {
    warned = Warn(*action, last_days);
  } else if (auto* plan = dynamic_cast<Plan*>(message.get())) {
    for (Action& one : *plan->mutable_actions()) warned = Warn(one, last_days) || warned;
  }
  if (warned) reply = BytesOf(*message);
}

}  // namespace pcsp::gateway

// pcspctl plan agree|close|improve
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/clock.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/plan_actions/commands.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using planning::v1::Plan;
using Stub = planning::v1::PlanningService::Stub;

struct Flags {
  std::string name, by, note, etag;
  std::vector<std::string> owners;  // role=appointment
};

void Show(Session& session, const Plan& plan) {
  Table table({"PLAN", "STATE", "ACTIONS", "VALUE", "GAP", "PROVEN"});
  table.Add({plan.name(), Word(planning::v1::PlanState_Name(plan.state()), "PLAN_STATE_"),
             absl::StrCat(plan.actions_size()), Fixed(plan.value(), 3),
             absl::StrCat(Fixed(plan.gap() * 100, 2), " %"), plan.proven() ? "yes" : "no"});
  Print(session.format, table, plan);
  if (session.format == Format::kTable) PrintNotes(plan.actions());
}

absl::Status Agree(Session& session, const Flags& flags) {
  planning::v1::AgreePlanRequest request;
  request.set_name(flags.name);
  request.set_agreed_by(AppointmentOf(session, flags.by));
  request.set_etag(flags.etag);
  Violations violations;
  for (const std::string& owner : flags.owners) {
    const std::vector<std::string> parts = absl::StrSplit(owner, absl::MaxSplits('=', 1));
    if (parts.size() != 2) {
      violations.Add("--owner", owner, "role=appointment");
      continue;
    }
    auto* added = request.add_role_owners();
    added->set_owner_role(parts[0]);
    added->set_owner(AppointmentOf(session, parts[1]));
  }
  RETURN_IF_ERROR(violations.ToStatus());
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const Plan plan, gateway::Ask(*session.clients().planning, &Stub::AgreePlan,
                                                 request, session.deadline()));
  Show(session, plan);
  return absl::OkStatus();
}

absl::Status Close(Session& session, const Flags& flags) {
  planning::v1::ClosePlanRequest request;
  request.set_name(flags.name);
  request.set_note(flags.note);
  request.set_etag(flags.etag);
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const Plan plan, gateway::Ask(*session.clients().planning, &Stub::ClosePlan,
                                                 request, session.deadline()));
  Show(session, plan);
  return absl::OkStatus();
}

absl::Status Improve(Session& session, const Flags& flags) {
  planning::v1::ImprovePlanRequest request;
  request.set_name(flags.name);
  ASSIGN_OR_RETURN(const Plan plan, gateway::Ask(*session.clients().planning, &Stub::ImprovePlan,
                                                 request, session.deadline()));
  Show(session, plan);
  return absl::OkStatus();
}

void SetUp(Command command, Flags& flags) {
  command.AddOption("name", flags.name, "Full name of the plan").Required();
}

void SetUpAgree(Command command, Flags& flags) {
  SetUp(command, flags);
  command.AddOption("--by", flags.by, "Appointment of who agrees, one that has not ended")
      .Required();
  command.AddOption(
      "--owner", flags.owners,
      "role=appointment: who sees to the actions of a role, an appointment that has not "
      "ended; may be repeated");
  command.AddOption("--etag", flags.etag, "Only if it still has this etag");
}

void SetUpClose(Command command, Flags& flags) {
  SetUp(command, flags);
  command.AddOption("--note", flags.note, "What is to be said at the end");
  command.AddOption("--etag", flags.etag, "Only if it still has this etag");
}

}  // namespace

void AddPlanStates(Command noun, Session& session) {
  AddCommand(noun, session, "improve", "Look for the best plan for two seconds", SetUp, Improve);
  AddCommand(noun, session, "agree", "Agree a draft: each action gets its owner", SetUpAgree,
             Agree);
  AddCommand(noun, session, "close", "Close a plan of which nothing is left to do", SetUpClose,
             Close);
}

}  // namespace pcsp::cli

// pcspctl plan update
#include <iostream>

#include "absl/strings/str_cat.h"
#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/plan_actions/commands.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using planning::v1::Plan;
using Stub = planning::v1::PlanningService::Stub;

struct Flags {
  std::string name, etag;
  double hours = -1, budget = -1;
  bool no_budget = false, check = false;
};

void Show(Session& session, const Plan& plan) {
  Table table({"PLAN", "STATE", "HOURS A QUARTER", "BUDGET", "ACTIONS", "COST", "VALUE", "GAP"});
  table.Add({plan.name(), Word(planning::v1::PlanState_Name(plan.state()), "PLAN_STATE_"),
             absl::StrCat(plan.hours_per_quarter()),
             plan.has_budget() ? absl::StrCat(plan.budget()) : "-",
             absl::StrCat(plan.actions_size()), Fixed(plan.cost(), 0), Fixed(plan.value(), 3),
             absl::StrCat(Fixed(plan.gap() * 100, 2), " %")});
  Print(session.format, table, plan);
  if (session.format != Format::kTable) return;
  for (const auto& warning : plan.warnings()) std::cout << "Note: " << warning.message() << "\n";
}

absl::StatusOr<std::string> EtagFor(Session& session, const Flags& flags) {
  if (!flags.etag.empty()) return flags.etag;
  planning::v1::GetPlanRequest get;
  get.set_name(flags.name);
  ASSIGN_OR_RETURN(const Plan read, gateway::Ask(*session.clients().planning, &Stub::GetPlan, get,
                                                 session.deadline()));
  return read.etag();
}

absl::Status Update(Session& session, const Flags& flags) {
  planning::v1::UpdatePlanRequest request;
  Plan& plan = *request.mutable_plan();
  plan.set_name(flags.name);
  ASSIGN_OR_RETURN(*plan.mutable_etag(), EtagFor(session, flags));
  if (flags.hours >= 0) {
    plan.set_hours_per_quarter(flags.hours);
    request.mutable_update_mask()->add_paths("hours_per_quarter");
  }
  if (flags.budget >= 0) plan.set_budget(flags.budget);
  if (flags.budget >= 0 || flags.no_budget) request.mutable_update_mask()->add_paths("budget");
  request.set_validate_only(flags.check);
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const Plan changed, gateway::Ask(*session.clients().planning, &Stub::UpdatePlan,
                                                    request, session.deadline()));
  Show(session, changed);
  return absl::OkStatus();
}

void SetUp(Command command, Flags& flags) {
  command.AddOption("name", flags.name, "Full name of the plan").Required();
  command.AddOption("--hours", flags.hours, "Hours that people can give in a quarter")
      .NotNegative();
  const Flag budget = command.AddOption("--budget", flags.budget, "Pounds to spend").NotNegative();
  command.AddFlag("--no-budget", flags.no_budget, "Spend without a limit").Excludes(budget);
  command.AddOption("--etag", flags.etag, "Refuse if it has changed since this etag was read");
  command.AddFlag("--check", flags.check, "Say what would become of it, keep nothing");
}

}  // namespace

void AddPlanSpending(Command noun, Session& session) {
  AddCommand(noun, session, "update",
             "Change its hours or budget; a draft that nobody has touched is drafted anew", SetUp,
             Update);
}

}  // namespace pcsp::cli

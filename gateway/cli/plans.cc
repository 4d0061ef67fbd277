// pcspctl plan ...
#include <set>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/base/clock.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/command.h"
#include "gateway/cli/diagnosis/stored.h"
#include "gateway/cli/library/find_solution.h"
#include "gateway/cli/plan_actions/commands.h"
#include "gateway/cli/planning/commands.h"
#include "gateway/cli/training/called.h"
#include "gateway/flows/follow_up.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using planning::v1::Plan;
using Stub = planning::v1::PlanningService::Stub;

struct PlanFlags {
  std::string name, site, diagnosis, start_date, etag;
  double hours = 0, budget = -1;
  int quarters = 0, most_new = 0;
  std::vector<std::string> pinned, forbidden;
  bool check = false;
};

// "3.2 points, measured at 14 sites beside 20 that did nothing", of the most important issue.
std::string CountsOn(const planning::v1::Action& action) {
  if (action.expected_effects().empty()) return "";
  const auto& effect = action.expected_effects(0);
  return absl::StrCat(Fixed(effect.points(), 1), " points, ", effect.sentence());
}

std::set<std::string> Owners(const Plan& plan) {
  std::set<std::string> owners;
  for (const auto& action : plan.actions()) {
    if (!action.owner().empty()) owners.insert(action.owner());
  }
  return owners;
}

Table Actions(const Plan& plan, const Called& called) {
  Table table({"START", "DUE", "REVIEW", "HOURS", "COST", "STATE", "OWNER", "ANSWERS", "ACTION",
               "COUNTS ON"});
  for (const auto& a : plan.actions()) {
    table.Add({a.start_date(), a.due_date(), a.review_date(), Fixed(a.hours(), 0),
               Fixed(a.cost(), 0), Word(planning::v1::ActionState_Name(a.state()), "ACTION_STATE_"),
               a.owner().empty() ? a.owner_role() : called(a.owner()),
               absl::StrJoin(a.issues(), " "), a.title(), CountsOn(a)});
  }
  return table;
}

// "draft, the best there is".
std::string HowGood(const Plan& plan) {
  const std::string state = Word(planning::v1::PlanState_Name(plan.state()), "PLAN_STATE_");
  if (plan.state() != planning::v1::PLAN_STATE_DRAFT) return state;
  if (plan.proven()) return absl::StrCat(state, ", the best there is");
  return absl::StrCat(state, ", another could be worth ", Fixed(plan.gap() * 100, 1),
                      " % more at most");
}

absl::Status Show(Session& session, const Plan& plan) {
  Print(session.format, Actions(plan, Called(session, Owners(plan))), plan);
  if (session.format == Format::kTable) {
    for (const auto& warning : plan.warnings()) std::cout << "Note: " << warning.message() << "\n";
    PrintNotes(plan.actions());
    std::cout << "\n" << plan.name() << " (" << HowGood(plan) << ")\n";
  }
  return absl::OkStatus();
}

absl::Status Get(Session& session, const PlanFlags& flags) {
  planning::v1::GetPlanRequest request;
  request.set_name(flags.name);
  ASSIGN_OR_RETURN(const Plan plan, gateway::Ask(*session.clients().planning, &Stub::GetPlan,
                                                 request, session.deadline()));
  return Show(session, plan);
}

// "solution", or "solution@quarter".
absl::Status AddPin(Session& session, const std::string& text, planning::v1::PinnedSolution* pin) {
  const std::pair<std::string, std::string> parts = absl::StrSplit(text, absl::MaxSplits('@', 1));
  int quarter = 0;
  if (!parts.second.empty() && !absl::SimpleAtoi(parts.second, &quarter)) {
    return InvalidField("--pin", text, "solution, or solution@quarter");
  }
  ASSIGN_OR_RETURN(*pin->mutable_solution(), FindSolution(session, parts.first));
  pin->set_quarter(quarter);
  return absl::OkStatus();
}

absl::Status Draft(Session& session, const PlanFlags& flags) {
  diagnosis::v1::GetDiagnosisRequest get;
  ASSIGN_OR_RETURN(*get.mutable_name(), StoredDiagnosisName(session, flags.diagnosis));
  ASSIGN_OR_RETURN(
      const auto diagnosis,
      gateway::Ask(*session.clients().diagnosis,
                   &diagnosis::v1::DiagnosisService::Stub::GetDiagnosis, get, session.deadline()));
  planning::v1::DraftPlanRequest request = gateway::PlanRequest(diagnosis, flags.start_date);
  request.set_hours_per_quarter(flags.hours);
  request.set_quarter_count(flags.quarters);
  request.set_most_new_actions(flags.most_new);
  if (flags.budget >= 0) request.set_budget(flags.budget);
  for (const std::string& id : flags.forbidden) {
    ASSIGN_OR_RETURN(*request.add_forbidden(), FindSolution(session, id));
  }
  for (const std::string& pin : flags.pinned) {
    RETURN_IF_ERROR(AddPin(session, pin, request.add_pinned()));
  }
  RETURN_IF_ERROR(gateway::AddContext(session.clients(), request));
  request.set_validate_only(flags.check);
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const Plan plan, gateway::Ask(*session.clients().planning, &Stub::DraftPlan,
                                                 request, session.deadline()));
  return Show(session, plan);
}

absl::Status Delete(Session& session, const PlanFlags& flags) {
  planning::v1::DeletePlanRequest request;
  request.set_name(flags.name);
  request.set_etag(flags.etag);
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const Plan plan, gateway::Ask(*session.clients().planning, &Stub::DeletePlan,
                                                 request, session.deadline()));
  return Show(session, plan);
}

absl::Status List(Session& session, const PlanFlags& flags) {
  planning::v1::ListPlansRequest request;
  request.set_parent(session.NameOf("organisations", flags.site.empty() ? "-" : flags.site));
  planning::v1::ListPlansResponse all;
  RETURN_IF_ERROR(gateway::EachPage(
      *session.clients().planning, &Stub::ListPlans, request,
      absl::Seconds(session.timeout_seconds),
      [&all](const auto& page) { all.mutable_plans()->MergeFrom(page.plans()); }));
  Table table({"PLAN", "STATE", "FROM", "UNTIL", "ACTIONS", "FIRST ACTION"});
  for (const auto& p : all.plans()) {
    table.Add({p.name(), Word(planning::v1::PlanState_Name(p.state()), "PLAN_STATE_"),
               p.start_date(), p.end_date(), absl::StrCat(p.actions_size()),
               p.actions_size() > 0 ? p.actions(0).title() : "-"});
  }
  Print(session.format, table, all);
  return absl::OkStatus();
}

void SetUpGet(Command command, PlanFlags& flags) {
  command.AddOption("name", flags.name, "Full name of the plan").Required();
}

void SetUpDelete(Command command, PlanFlags& flags) {
  SetUpGet(command, flags);
  command.AddOption("--etag", flags.etag, "Only if it still has this etag");
}

void SetUpDraft(Command command, PlanFlags& flags) {
  command.AddOption("diagnosis", flags.diagnosis, kDiagnosisOrSite).Required();
  command.AddOption("--from", flags.start_date, "First day of the plan, yyyy-mm-dd").Required();
  command.AddOption("--hours", flags.hours, "Hours that people can give in a quarter");
  command.AddOption("--quarters", flags.quarters, "How many quarters; 4 without");
  command.AddOption("--pin", flags.pinned,
                    "A solution that must be in it, or solution@quarter; may be repeated");
  command.AddOption("--forbid", flags.forbidden,
                    "A solution that must not be in it; may be repeated");
  command.AddOption("--budget", flags.budget, "Pounds to spend; no limit without").NotNegative();
  command.AddOption("--most-new", flags.most_new, "Actions that may start in a quarter; 3 without");
  command.AddFlag("--check", flags.check, "Say what would be drafted, keep nothing");
}

void SetUpList(Command command, PlanFlags& flags) {
  command.AddOption("site", flags.site, "Only this organisation");
}

}  // namespace

void AddPlans(Command app, Session& session) {
  const Command noun = AddNoun(app, "plan", "Who does what by when");
  AddCommand(noun, session, "list", "List plans", SetUpList, List);
  AddCommand(noun, session, "show", "Show the actions of a plan", SetUpGet, Get);
  AddCommand(noun, session, "draft", "Draft a plan from a diagnosis", SetUpDraft, Draft);
  AddCommand(noun, session, "delete", "Delete a draft", SetUpDelete, Delete);
  AddCohortPlans(noun, session);
  AddFacilitatorPlans(noun, session);
  AddPlanStates(noun, session);
  AddPlanSpending(noun, session);
  AddPlanPrint(noun, session);
  AddPlanSite(noun, session);
  AddWorkforcePlans(noun, session);
}

}  // namespace pcsp::cli

// pcspctl action ...
#include <algorithm>
#include <iostream>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/library/find_solution.h"
#include "gateway/cli/plan_actions/commands.h"
#include "gateway/cli/training/called.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using planning::v1::Action;
using Stub = planning::v1::PlanningService::Stub;

struct Flags {
  std::string name, site, owner, facilitator, overdue_on, unreviewed_on, due_before;
  planning::v1::ActionState state = planning::v1::ACTION_STATE_UNSPECIFIED;
  // add, change
  std::string plan, solution, title, role, start, due, review, id, etag;
  double hours = 0, cost = -1;  // below 0: not given
  int repeat_weeks = -1;        // not given
};

std::string StateOf(const Action& action) {
  std::string state = Word(planning::v1::ActionState_Name(action.state()), "ACTION_STATE_");
  if (action.overdue()) state += ", overdue";
  if (action.never_reviewed()) state += ", not reviewed";
  return state;
}

std::string SiteOf(const Action& action) {
  return action.name().substr(0, action.name().rfind("/plans/"));
}

// Whom and what a table of them shows.
std::set<std::string> NamesIn(const google::protobuf::RepeatedPtrField<Action>& actions) {
  std::set<std::string> names;
  for (const Action& action : actions) {
    names.insert(SiteOf(action));
    if (!action.owner().empty()) names.insert(action.owner());
    for (const auto& event : action.events()) {
      if (!event.by().empty()) names.insert(event.by());
    }
  }
  return names;
}

// Etags are for whoever changes an action without reading it again.
Table Lines(const google::protobuf::RepeatedPtrField<Action>& actions, const Called& called) {
  Table table({"DUE", "REVIEW", "STATE", "OWNER", "SITE", "ACTION", "ETAG", "NAME"});
  for (const Action& action : actions) {
    table.Add({action.due_date(), action.review_date(), StateOf(action),
               action.owner().empty() ? action.owner_role() : called(action.owner()),
               called(SiteOf(action)), action.title(), action.etag(), action.name()});
  }
  return table;
}

std::string WhatHappened(const planning::v1::ActionEvent& event) {
  std::string what = Word(planning::v1::ActionEventKind_Name(event.kind()), "ACTION_EVENT_KIND_");
  if (event.outcome() != planning::v1::REVIEW_OUTCOME_UNSPECIFIED) {
    absl::StrAppend(&what, ": ",
                    Word(planning::v1::ReviewOutcome_Name(event.outcome()), "REVIEW_OUTCOME_"));
  }
  return what;
}

Table Events(const Action& action, const Called& called) {
  Table table({"DATE", "WHAT", "BY", "NOTE"});
  for (const auto& event : action.events()) {
    table.Add({event.date(), WhatHappened(event), event.by().empty() ? "-" : called(event.by()),
               event.link().empty() ? event.note() : event.link()});
  }
  return table;
}

Table Cycles(const Action& action) {
  Table table({"CYCLE", "PLAN", "DO", "STUDY", "ACT", "DECISION", "PREDICTION"});
  for (const auto& cycle : action.cycles()) {
    table.Add({IdOf(cycle.name()), cycle.plan().date(), cycle.do_().date(), cycle.study().date(),
               cycle.act().date(),
               cycle.has_act()
                   ? Word(planning::v1::CycleDecision_Name(cycle.decision()), "CYCLE_DECISION_")
                   : "-",
               cycle.prediction()});
  }
  return table;
}

absl::Status List(Session& session, const Flags& flags) {
  planning::v1::ListActionsRequest request;
  request.set_parent(session.NameOf("organisations", flags.site.empty() ? "-" : flags.site));
  request.set_owner(AppointmentOf(session, flags.owner));
  request.set_state(flags.state);
  request.set_overdue_on(flags.overdue_on);
  request.set_unreviewed_on(flags.unreviewed_on);
  request.set_due_before(flags.due_before);
  request.set_facilitator(AppointmentOf(session, flags.facilitator));
  planning::v1::ListActionsResponse all;
  RETURN_IF_ERROR(gateway::EachPage(
      *session.clients().planning, &Stub::ListActions, request,
      absl::Seconds(session.timeout_seconds),
      [&all](const auto& page) { all.mutable_actions()->MergeFrom(page.actions()); }));
  Print(session.format, Lines(all.actions(), Called(session, NamesIn(all.actions()))), all);
  return absl::OkStatus();
}

absl::Status Show(Session& session, const Flags& flags) {
  planning::v1::GetActionRequest request;
  request.set_name(flags.name);
  ASSIGN_OR_RETURN(const Action action, gateway::Ask(*session.clients().planning, &Stub::GetAction,
                                                     request, session.deadline()));
  ShowAction(session, action);
  return absl::OkStatus();
}

void SetFields(const Session& session, const Flags& flags, Action* action) {
  action->set_title(flags.title);
  action->set_owner(AppointmentOf(session, flags.owner));
  action->set_owner_role(flags.role);
  action->set_start_date(flags.start);
  action->set_due_date(flags.due);
  action->set_review_date(flags.review);
  action->set_hours(flags.hours);
  action->set_cost(std::max(flags.cost, 0.0));
  action->set_repeat_weeks(std::max(flags.repeat_weeks, 0));
}

absl::Status Add(Session& session, const Flags& flags) {
  planning::v1::AddActionRequest request;
  request.set_parent(flags.plan);
  request.set_action_id(flags.id);
  SetFields(session, flags, request.mutable_action());
  if (!flags.solution.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_action()->mutable_solution(),
                     FindSolution(session, flags.solution));
  }
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const Action action, gateway::Ask(*session.clients().planning, &Stub::AddAction,
                                                     request, session.deadline()));
  ShowAction(session, action);
  return absl::OkStatus();
}

absl::StatusOr<std::string> EtagFor(Session& session, const Flags& flags) {
  if (!flags.etag.empty()) return flags.etag;
  planning::v1::GetActionRequest get;
  get.set_name(flags.name);
  ASSIGN_OR_RETURN(const Action read, gateway::Ask(*session.clients().planning, &Stub::GetAction,
                                                   get, session.deadline()));
  return read.etag();
}

// What is given is changed, if nobody has changed the action since it had the etag given, or since
// it was read here.
absl::Status Change(Session& session, const Flags& flags) {
  planning::v1::UpdateActionRequest request;
  SetFields(session, flags, request.mutable_action());
  request.mutable_action()->set_name(flags.name);
  ASSIGN_OR_RETURN(*request.mutable_action()->mutable_etag(), EtagFor(session, flags));
  for (const auto& [field, given] :
       {std::pair("title", !flags.title.empty()), std::pair("owner", !flags.owner.empty()),
        std::pair("owner_role", !flags.role.empty()), std::pair("start_date", !flags.start.empty()),
        std::pair("due_date", !flags.due.empty()), std::pair("review_date", !flags.review.empty()),
        std::pair("hours", flags.hours != 0), std::pair("cost", flags.cost >= 0),
        std::pair("repeat_weeks", flags.repeat_weeks >= 0)}) {
    if (given) request.mutable_update_mask()->add_paths(field);
  }
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(
      const Action action,
      gateway::Ask(*session.clients().planning, &Stub::UpdateAction, request, session.deadline()));
  ShowAction(session, action);
  return absl::OkStatus();
}

void SetUpList(Command command, Flags& flags) {
  command.AddOption("site", flags.site, "Only this organisation");
  command.AddOption("--owner", flags.owner, "Only of this appointment");
  command.AddOption("--facilitator", flags.facilitator,
                    "Only of practices that this facilitator looks after");
  AddWord(command, "--state", flags.state,
          {{"planned", planning::v1::ACTION_STATE_PLANNED},
           {"under-way", planning::v1::ACTION_STATE_UNDER_WAY},
           {"done", planning::v1::ACTION_STATE_DONE},
           {"abandoned", planning::v1::ACTION_STATE_ABANDONED}},
          "Only those that stand here");
  command.AddOption("--overdue-on", flags.overdue_on, "Only what should have ended before a day");
  command.AddOption("--unreviewed-on", flags.unreviewed_on,
                    "Only what should have been reviewed before a day");
  command.AddOption("--due-before", flags.due_before, "Only what is due before a day");
}

void SetUpShow(Command command, Flags& flags) {
  command.AddOption("name", flags.name, "Full name of the action").Required();
}

void SetUpFields(Command command, Flags& flags) {
  command.AddOption("--title", flags.title, "What is to be done");
  command.AddOption("--owner", flags.owner,
                    "Appointment of who sees to it, one that has not ended");
  command.AddOption("--role", flags.role, "The role that answers for it");
  command.AddOption("--start", flags.start, "First day, yyyy-mm-dd");
  command.AddOption("--due", flags.due, "Day by which it is done");
  command.AddOption("--review", flags.review, "Day on which to ask whether it helped");
  command.AddOption("--hours", flags.hours, "Hours of work");
  command.AddOption("--cost", flags.cost, "Pounds for what has to be bought").NotNegative();
  command.AddOption("--repeat-weeks", flags.repeat_weeks, "Weeks until it is done again; 0: once");
}

void SetUpAdd(Command command, Flags& flags) {
  command.AddOption("plan", flags.plan, "Full name of the plan").Required();
  command.AddOption("--solution", flags.solution, "A solution; an idea in free text without");
  command.AddOption("--id", flags.id, "Last part of its name");
  SetUpFields(command, flags);
}

void SetUpChange(Command command, Flags& flags) {
  SetUpShow(command, flags);
  SetUpFields(command, flags);
  command.AddOption("--etag", flags.etag, "Refuse if it has changed since this etag was read");
}

}  // namespace

void PrintNotes(const google::protobuf::RepeatedPtrField<Action>& actions) {
  for (const Action& action : actions) {
    for (const auto& warning : action.warnings())
      std::cout << "Note: " << warning.message() << "\n";
  }
}

void ShowAction(Session& session, const Action& action) {
  google::protobuf::RepeatedPtrField<Action> one;
  *one.Add() = action;
  const Called called(session, NamesIn(one));
  Print(session.format, Lines(one, called), action);
  if (session.format != Format::kTable) return;
  PrintNotes(one);
  if (!action.events().empty())
    std::cout << "\nWhat has happened\n" << Events(action, called).AsText();
  if (!action.cycles().empty()) std::cout << "\nTests\n" << Cycles(action).AsText();
}

void AddActions(Command app, Session& session) {
  const Command noun = AddNoun(app, "action", "What becomes of the actions of agreed plans");
  AddCommand(noun, session, "list", "List them by due date", SetUpList, List);
  AddCommand(noun, session, "show", "Show one with its events and tests", SetUpShow, Show);
  AddCommand(noun, session, "add", "Add one to a plan", SetUpAdd, Add);
  AddCommand(noun, session, "change", "Change its owner, its dates, what it takes", SetUpChange,
             Change);
  AddActionEvents(noun, session);
  AddActionCycles(noun, session);
}

}  // namespace pcsp::cli

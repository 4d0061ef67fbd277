// pcspctl action cycle ...
#include <iostream>

#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/plan_actions/commands.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using planning::v1::Cycle;
using planning::v1::CycleDecision;
using planning::v1::CycleStage;
using Stub = planning::v1::PlanningService::Stub;

struct Flags {
  std::string name, question, prediction, measure, note, date, etag;
  CycleDecision decision = planning::v1::CYCLE_DECISION_UNSPECIFIED;
};

void Show(Session& session, const Cycle& cycle) {
  Table table({"STAGE", "DATE", "NOTE"});
  table.Add({"plan", cycle.plan().date(), cycle.prediction()});
  if (cycle.has_do_()) table.Add({"do", cycle.do_().date(), cycle.do_().note()});
  if (cycle.has_study()) table.Add({"study", cycle.study().date(), cycle.study().note()});
  if (cycle.has_act()) {
    table.Add({Word(planning::v1::CycleDecision_Name(cycle.decision()), "CYCLE_DECISION_"),
               cycle.act().date(), cycle.act().note()});
  }
  Print(session.format, table, cycle);
}

absl::Status Start(Session& session, const Flags& flags) {
  planning::v1::StartCycleRequest request;
  request.set_parent(flags.name);
  request.mutable_cycle()->set_question(flags.question);
  request.mutable_cycle()->set_prediction(flags.prediction);
  request.mutable_cycle()->set_measure(flags.measure);
  request.mutable_cycle()->mutable_plan()->set_date(flags.date);
  request.mutable_cycle()->mutable_plan()->set_note(flags.note);
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const Cycle cycle, gateway::Ask(*session.clients().planning, &Stub::StartCycle,
                                                   request, session.deadline()));
  if (session.format == Format::kTable) std::cout << cycle.name() << "\n";
  Show(session, cycle);
  return absl::OkStatus();
}

template <CycleStage stage>
absl::Status Record(Session& session, const Flags& flags) {
  planning::v1::RecordCycleRequest request;
  request.set_name(flags.name);
  request.set_stage(stage);
  request.set_date(flags.date);
  request.set_note(flags.note);
  request.set_decision(flags.decision);
  request.set_etag(flags.etag);
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const Cycle cycle, gateway::Ask(*session.clients().planning, &Stub::RecordCycle,
                                                   request, session.deadline()));
  Show(session, cycle);
  return absl::OkStatus();
}

void SetUpStart(Command command, Flags& flags) {
  command.AddOption("action", flags.name, "Full name of the action").Required();
  command.AddOption("--question", flags.question, "What the test is to answer").Required();
  command.AddOption("--prediction", flags.prediction, "What will happen").Required();
  command.AddOption("--measure", flags.measure, "How it will be seen");
  command.AddOption("--note", flags.note, "How it will be done");
  command.AddOption("--on", flags.date, "On which day, yyyy-mm-dd; today without");
}

void SetUpStage(Command command, Flags& flags) {
  command.AddOption("cycle", flags.name, "Full name of the cycle").Required();
  command.AddOption("--note", flags.note, "What was done, seen or decided").Required();
  command.AddOption("--on", flags.date, "On which day, yyyy-mm-dd; today without");
  command.AddOption("--etag", flags.etag, "Only if it still has this etag");
}

void SetUpAct(Command command, Flags& flags) {
  SetUpStage(command, flags);
  AddWord(command, "--decision", flags.decision,
          {{"adopt", planning::v1::CYCLE_DECISION_ADOPT},
           {"adapt", planning::v1::CYCLE_DECISION_ADAPT},
           {"abandon", planning::v1::CYCLE_DECISION_ABANDON}},
          "What becomes of the change")
      .Required();
}

}  // namespace

void AddActionCycles(Command noun, Session& session) {
  const Command cycle = AddNoun(noun, "cycle", "Small tests: plan, do, study, act");
  AddCommand(cycle, session, "start", "Plan one, with its prediction", SetUpStart, Start);
  AddCommand(cycle, session, "do", "What was done", SetUpStage,
             Record<planning::v1::CYCLE_STAGE_DO>);
  AddCommand(cycle, session, "study", "What was seen, beside the prediction", SetUpStage,
             Record<planning::v1::CYCLE_STAGE_STUDY>);
  AddCommand(cycle, session, "act", "What was decided", SetUpAct,
             Record<planning::v1::CYCLE_STAGE_ACT>);
}

}  // namespace pcsp::cli

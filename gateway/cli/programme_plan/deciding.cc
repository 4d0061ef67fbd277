// pcspctl programme-plan compare|approve|apply
#include <iostream>

#include "absl/strings/str_cat.h"
#include "gateway/cli/programme_plan/commands.h"

namespace pcsp::cli {
namespace {

namespace pb = planning::v1;

struct DecideFlags {
  std::string id, other, by, note, etag;
  bool check = false;
};

void PrintSessions(const char* heading,
                   const google::protobuf::RepeatedPtrField<pb::SessionInWords>& sessions) {
  if (sessions.empty()) return;
  std::cout << "\n" << heading << ": " << sessions.size() << "\n";
  for (const pb::SessionInWords& session : sessions) std::cout << "- " << session.text() << "\n";
}

absl::Status ComparePlan(Session& session, const DecideFlags& flags) {
  pb::CompareProgrammePlansRequest request;
  request.set_name(PlanNameOf(session, flags.id));
  if (!flags.other.empty()) request.set_other(PlanNameOf(session, flags.other));
  ASSIGN_OR_RETURN(const auto compared,
                   AskPlans(session, &ProgrammePlanStub::CompareProgrammePlans, request));
  if (session.format != Format::kTable) {
    Print(session.format, MoveRows(compared.changes()), compared);
    return absl::OkStatus();
  }
  std::cout << CostRows(compared).AsText() << "\n"
            << MoveRows(compared.changes()).AsText() << "\n"
            << compared.changes().kept_people() << " people stay where they are booked, "
            << compared.changes().moved_people() << " move.\n";
  PrintSessions("More sessions than before", compared.added_in_words());
  PrintSessions("No longer held", compared.dropped_in_words());
  return absl::OkStatus();
}

absl::Status ApprovePlan(Session& session, const DecideFlags& flags) {
  pb::ApproveProgrammePlanRequest request;
  request.set_name(PlanNameOf(session, flags.id));
  request.set_approved_by(session.NameOf("appointments", flags.by));
  request.set_note(flags.note);
  request.set_etag(flags.etag);
  ASSIGN_OR_RETURN(const auto plan,
                   AskPlans(session, &ProgrammePlanStub::ApproveProgrammePlan, request));
  ShowPlan(session, plan);
  return absl::OkStatus();
}

// Who they are stays with the registry: the table names their practice.
Table DiaryRows(const pb::ApplyProgrammePlanResponse& applied) {
  Table table({"WHAT", "SESSION", "SOMEBODY OF", "TO"});
  const auto text = [&](const std::string& name) {
    const auto known = applied.sessions_in_words().find(name);
    return known == applied.sessions_in_words().end() ? IdOf(name) : known->second.text();
  };
  const auto add = [&](const char* what, const auto& names) {
    for (const std::string& name : names) table.Add({what, text(name), "-", "-"});
  };
  add("created", applied.created_sessions());
  add("changed", applied.changed_sessions());
  add("cancelled", applied.cancelled_sessions());
  for (const auto& one : applied.moved_enrolments()) {
    table.Add({"moved", text(one.from_session()), IdOf(one.practice()), text(one.to_session())});
  }
  for (const auto& one : applied.lost_enrolments()) {
    table.Add({"without a session", text(one.from_session()), IdOf(one.practice()), "-"});
  }
  return table;
}

absl::Status ApplyPlan(Session& session, const DecideFlags& flags) {
  pb::ApplyProgrammePlanRequest request;
  request.set_name(PlanNameOf(session, flags.id));
  request.set_applied_by(session.NameOf("appointments", flags.by));
  request.set_etag(flags.etag);
  request.set_validate_only(flags.check);
  ASSIGN_OR_RETURN(const auto applied,
                   AskPlans(session, &ProgrammePlanStub::ApplyProgrammePlan, request));
  Print(session.format, DiaryRows(applied), applied);
  if (session.format == Format::kTable) {
    std::cout << "\n" << applied.reserved_places() << " places are kept for practices.\n";
  }
  return absl::OkStatus();
}

void SetUpCompare(Command command, DecideFlags& flags) {
  command.AddOption("plan", flags.id, "Id or full name of the plan").Required();
  command.AddOption("other", flags.other,
                    "The plan to compare it with; the diary of its time without");
}

void SetUpDecision(Command command, DecideFlags& flags) {
  command.AddOption("plan", flags.id, "Id or full name of the plan").Required();
  command.AddOption("--by", flags.by, "Appointment of who decides, one that has not ended")
      .Required();
  command.AddOption("--etag", flags.etag, "Only if the plan is still as it was read");
}

void SetUpApprove(Command command, DecideFlags& flags) {
  SetUpDecision(command, flags);
  command.AddOption("--note", flags.note, "What there is to say");
}

void SetUpApply(Command command, DecideFlags& flags) {
  SetUpDecision(command, flags);
  command.AddFlag("--check", flags.check, "Say what would become of the diary, change nothing");
}

}  // namespace

void AddPlanDeciding(Command noun, Session& session) {
  AddCommand(noun, session, "compare",
             "Two plans side by side, or one with the diary: cost, gap, untrained, who moves",
             SetUpCompare, ComparePlan);
  AddCommand(noun, session, "approve", "Approve a plan that was proposed", SetUpApprove,
             ApprovePlan);
  AddCommand(noun, session, "apply", "Make the diary what an approved plan says", SetUpApply,
             ApplyPlan);
}

void AddProgrammePlans(Command app, Session& session) {
  const Command noun = AddNoun(app, "programme-plan", "Training for years ahead, planned to a gap");
  AddPlanMaking(noun, session);
  AddPlanDeciding(noun, session);
}

}  // namespace pcsp::cli

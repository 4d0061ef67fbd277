// pcspctl action start|complete|abandon|comment|evidence|review
#include <iostream>

#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/plan_actions/commands.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using planning::v1::ActionEventKind;
using planning::v1::ReviewOutcome;
using Stub = planning::v1::PlanningService::Stub;

struct Flags {
  std::string name, note, date, by, link, etag, next;
  ReviewOutcome outcome = planning::v1::REVIEW_OUTCOME_UNSPECIFIED;
};

template <ActionEventKind kind>
absl::Status Record(Session& session, const Flags& flags) {
  planning::v1::RecordActionEventRequest request;
  request.set_name(flags.name);
  request.set_kind(kind);
  request.set_date(flags.date);
  request.set_note(flags.note);
  request.set_link(flags.link);
  request.set_by(AppointmentOf(session, flags.by));
  request.set_etag(flags.etag);
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const auto response,
                   gateway::Ask(*session.clients().planning, &Stub::RecordActionEvent, request,
                                session.deadline()));
  ShowAction(session, response.action());
  if (response.has_next() && session.format == Format::kTable) {
    std::cout << "\nNext: " << response.next().name() << ", due " << response.next().due_date()
              << "\n";
  }
  return absl::OkStatus();
}

absl::Status Review(Session& session, const Flags& flags) {
  planning::v1::ReviewActionRequest request;
  request.set_name(flags.name);
  request.set_outcome(flags.outcome);
  request.set_note(flags.note);
  request.set_date(flags.date);
  request.set_next_review_date(flags.next);
  request.set_by(AppointmentOf(session, flags.by));
  request.set_etag(flags.etag);
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const auto action, gateway::Ask(*session.clients().planning, &Stub::ReviewAction,
                                                   request, session.deadline()));
  ShowAction(session, action);
  return absl::OkStatus();
}

void SetUp(Command command, Flags& flags) {
  command.AddOption("name", flags.name, "Full name of the action").Required();
  command.AddOption("--on", flags.date, "On which day, yyyy-mm-dd; today without");
  command.AddOption("--by", flags.by, "Appointment of who says so");
  command.AddOption("--etag", flags.etag, "Only if it still has this etag");
  command.AddOption("--note", flags.note, "What there is to say");
}

void SetUpEvidence(Command command, Flags& flags) {
  SetUp(command, flags);
  command.AddOption("--link", flags.link, "Address of the evidence, https").Required();
}

void SetUpReview(Command command, Flags& flags) {
  SetUp(command, flags);
  AddWord(command, "--outcome", flags.outcome,
          {{"helped", planning::v1::REVIEW_OUTCOME_HELPED},
           {"no-difference", planning::v1::REVIEW_OUTCOME_NO_DIFFERENCE},
           {"made-worse", planning::v1::REVIEW_OUTCOME_MADE_WORSE},
           {"too-early", planning::v1::REVIEW_OUTCOME_TOO_EARLY}},
          "What was found")
      .Required();
  command.AddOption("--next", flags.next, "When to ask again, yyyy-mm-dd");
}

}  // namespace

void AddActionEvents(Command noun, Session& session) {
  AddCommand(noun, session, "start", "Work has begun", SetUp,
             Record<planning::v1::ACTION_EVENT_KIND_STARTED>);
  AddCommand(noun, session, "complete", "Work is done", SetUp,
             Record<planning::v1::ACTION_EVENT_KIND_COMPLETED>);
  AddCommand(noun, session, "abandon", "It was given up; --note says why", SetUp,
             Record<planning::v1::ACTION_EVENT_KIND_ABANDONED>);
  AddCommand(noun, session, "comment", "Say something about it, with --note", SetUp,
             Record<planning::v1::ACTION_EVENT_KIND_COMMENTED>);
  AddCommand(noun, session, "evidence", "Link evidence", SetUpEvidence,
             Record<planning::v1::ACTION_EVENT_KIND_EVIDENCE_LINKED>);
  AddCommand(noun, session, "review", "Say whether it helped", SetUpReview, Review);
}

}  // namespace pcsp::cli

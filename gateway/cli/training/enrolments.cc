// pcspctl enrolment ...
#include <set>

#include "gateway/cli/training/called.h"
#include "gateway/cli/training/commands.h"

namespace pcsp::cli {
namespace {

namespace pb = planning::v1;

const std::map<std::string, pb::EnrolmentState> kStates = {
    {"enrolled", pb::ENROLMENT_STATE_ENROLLED},
    {"waiting", pb::ENROLMENT_STATE_WAITING},
    {"withdrawn", pb::ENROLMENT_STATE_WITHDRAWN}};

struct EnrolmentFlags {
  std::string session, participant, practice, name, etag;
  type::v1::StaffGroup group = type::v1::STAFF_GROUP_UNSPECIFIED;
  pb::EnrolmentState state = pb::ENROLMENT_STATE_UNSPECIFIED;
};

}  // namespace

Table AsTable(Session& session, const Enrolments& enrolments) {
  std::set<std::string> names;
  for (const auto& e : enrolments) names.insert({e.participant(), e.practice()});
  const Called called(session, names);
  Table table({"ENROLMENT", "PARTICIPANT", "PRACTICE", "STAFF GROUP", "STATE", "ATTENDANCE"});
  for (const auto& e : enrolments) {
    table.Add({e.name(), called(e.participant()), called(e.practice()),
               GroupInWords(e.staff_group()),
               Word(pb::EnrolmentState_Name(e.state()), "ENROLMENT_STATE_"),
               e.attendance() == pb::ATTENDANCE_UNSPECIFIED
                   ? ""
                   : Word(pb::Attendance_Name(e.attendance()), "ATTENDANCE_")});
  }
  return table;
}

namespace {

absl::Status Add(Session& session, const EnrolmentFlags& flags) {
  pb::CreateEnrolmentRequest request;
  request.set_parent(session.NameOf("sessions", flags.session));
  request.mutable_enrolment()->set_participant(ParticipantName(session, flags.participant));
  request.mutable_enrolment()->set_practice(session.NameOf("organisations", flags.practice));
  request.mutable_enrolment()->set_staff_group(flags.group);
  ASSIGN_OR_RETURN(const auto made, Call(session, &TrainingStub::CreateEnrolment, request));
  Enrolments one;
  *one.Add() = made;
  Print(session.format, AsTable(session, one), made);
  return absl::OkStatus();
}

absl::Status Get(Session& session, const EnrolmentFlags& flags) {
  pb::GetEnrolmentRequest request;
  request.set_name(flags.name);
  ASSIGN_OR_RETURN(const auto found, Call(session, &TrainingStub::GetEnrolment, request));
  Enrolments one;
  *one.Add() = found;
  Print(session.format, AsTable(session, one), found);
  return absl::OkStatus();
}

absl::Status Withdraw(Session& session, const EnrolmentFlags& flags) {
  pb::WithdrawEnrolmentRequest request;
  request.set_name(flags.name);
  request.set_etag(flags.etag);
  ASSIGN_OR_RETURN(const auto reply, Call(session, &TrainingStub::WithdrawEnrolment, request));
  Enrolments all = reply.promoted();
  *all.Add() = reply.enrolment();
  Print(session.format, AsTable(session, all), reply);
  return absl::OkStatus();
}

absl::Status List(Session& session, const EnrolmentFlags& flags) {
  pb::ListEnrolmentsRequest request;
  request.set_parent(session.NameOf("sessions", flags.session.empty() ? "-" : flags.session));
  if (!flags.participant.empty()) {
    request.set_participant(ParticipantName(session, flags.participant));
  }
  if (!flags.practice.empty()) {
    request.set_practice(session.NameOf("organisations", flags.practice));
  }
  request.set_state(flags.state);
  ASSIGN_OR_RETURN(
      const auto all,
      CallForAll(session, &TrainingStub::ListEnrolments, request, [](auto& page, auto& out) {
        out.mutable_enrolments()->MergeFrom(page.enrolments());
      }));
  Print(session.format, AsTable(session, all.enrolments()), all);
  return absl::OkStatus();
}

void SetUpAdd(Command command, EnrolmentFlags& flags) {
  command.AddOption("session", flags.session, "Id of the session").Required();
  command
      .AddOption("participant", flags.participant,
                 "Id of the person, or appointments/ID where only the post is known")
      .Required();
  command.AddOption("practice", flags.practice, "The practice that they come from").Required();
  AddWord(command, "staff-group", flags.group, PracticeGroups(), "Their staff group").Required();
}

void SetUpName(Command command, EnrolmentFlags& flags) {
  command.AddOption("name", flags.name, "Full name of the enrolment, as `enrolment list` shows it")
      .Required();
}

void SetUpWithdraw(Command command, EnrolmentFlags& flags) {
  SetUpName(command, flags);
  command.AddOption("--etag", flags.etag, "Refuse if it has changed since this etag was read");
}

void SetUpList(Command command, EnrolmentFlags& flags) {
  command.AddOption("--session", flags.session, "Only those of this session");
  command.AddOption("--participant", flags.participant, "Only those of this person");
  command.AddOption("--practice", flags.practice, "Only those from this practice");
  AddWord(command, "--state", flags.state, kStates, "Only those in this state");
}

}  // namespace

void AddEnrolments(Command app, Session& session) {
  const Command noun = AddNoun(app, "enrolment", "Who comes to a session, and who waits");
  AddCommand(noun, session, "add", "Enrol somebody, or put them on the waiting list", SetUpAdd,
             Add);
  AddCommand(noun, session, "list", "List enrolments", SetUpList, List);
  AddCommand(noun, session, "show", "Show one enrolment", SetUpName, Get);
  AddCommand(noun, session, "withdraw", "Give up a place, which goes to whoever waited longest",
             SetUpWithdraw, Withdraw);
  AddFilling(noun, session);
  AddLeavers(noun, session);
}

}  // namespace pcsp::cli

// pcspctl facilitation assign, assignments, end, log, contacts, ...
#include <set>

#include "gateway/cli/training/called.h"
#include "gateway/cli/training/commands.h"

namespace pcsp::cli {
namespace {

namespace pb = planning::v1;

const std::map<std::string, pb::ContactKind> kKinds = {{"visit", pb::CONTACT_KIND_VISIT},
                                                       {"call", pb::CONTACT_KIND_CALL},
                                                       {"video", pb::CONTACT_KIND_VIDEO},
                                                       {"message", pb::CONTACT_KIND_MESSAGE}};

struct PairFlags {
  std::string facilitator, practice, from, until, as_of, id, notes, day;
  pb::ContactKind kind = pb::CONTACT_KIND_UNSPECIFIED;
  double hours = 0;
};

// Both of each pair.
template <typename Rows>
Called CalledIn(Session& session, const Rows& rows) {
  std::set<std::string> names;
  for (const auto& row : rows) names.insert({row.facilitator(), row.practice()});
  return Called(session, names);
}

Table AsTable(Session& session,
              const google::protobuf::RepeatedPtrField<pb::Assignment>& assignments) {
  const Called called = CalledIn(session, assignments);
  Table table({"ASSIGNMENT", "FACILITATOR", "PRACTICE", "FROM", "UNTIL"});
  for (const auto& a : assignments) {
    table.Add({IdOf(a.name()), called(a.facilitator()), called(a.practice()), a.start_date(),
               a.end_date()});
  }
  return table;
}

absl::Status Show(Session& session, const absl::StatusOr<pb::Assignment>& assignment) {
  RETURN_IF_ERROR(assignment.status());
  pb::ListAssignmentsResponse one;
  *one.add_assignments() = *assignment;
  Print(session.format, AsTable(session, one.assignments()), *assignment);
  return absl::OkStatus();
}

// Notes are shown only with -o json: they are for who asks for them.
Table AsTable(Session& session, const google::protobuf::RepeatedPtrField<pb::Contact>& contacts) {
  const Called called = CalledIn(session, contacts);
  Table table({"CONTACT", "DAY", "FACILITATOR", "PRACTICE", "KIND", "HOURS"});
  for (const auto& c : contacts) {
    table.Add({IdOf(c.name()), c.contact_date(), called(c.facilitator()), called(c.practice()),
               Word(pb::ContactKind_Name(c.kind()), "CONTACT_KIND_"), Fixed(c.hours(), 2)});
  }
  return table;
}

absl::Status Show(Session& session, const absl::StatusOr<pb::Contact>& contact) {
  RETURN_IF_ERROR(contact.status());
  pb::ListContactsResponse one;
  *one.add_contacts() = *contact;
  Print(session.format, AsTable(session, one.contacts()), *contact);
  return absl::OkStatus();
}

// Facilitator and practice of a list, where they are given.
template <typename Request>
void SetPair(const Session& session, const PairFlags& flags, Request& request) {
  if (!flags.facilitator.empty()) {
    request.set_facilitator(session.NameOf("appointments", flags.facilitator));
  }
  if (!flags.practice.empty()) {
    request.set_practice(session.NameOf("organisations", flags.practice));
  }
}

absl::Status Assign(Session& session, const PairFlags& flags) {
  pb::CreateAssignmentRequest request;
  request.set_parent(session.ProgrammeName());
  SetPair(session, flags, *request.mutable_assignment());
  request.mutable_assignment()->set_start_date(flags.from);
  request.mutable_assignment()->set_end_date(flags.until);
  return Show(session, Call(session, &TrainingStub::CreateAssignment, request));
}

absl::Status End(Session& session, const PairFlags& flags) {
  pb::UpdateAssignmentRequest request;
  request.mutable_assignment()->set_name(session.NameOf("assignments", flags.id));
  request.mutable_assignment()->set_end_date(flags.until);
  request.mutable_update_mask()->add_paths("end_date");
  return Show(session, Call(session, &TrainingStub::UpdateAssignment, request));
}

absl::Status Assignments(Session& session, const PairFlags& flags) {
  pb::ListAssignmentsRequest request;
  request.set_parent(session.ProgrammeName());
  SetPair(session, flags, request);
  request.set_as_of_date(flags.as_of);
  ASSIGN_OR_RETURN(
      const auto all,
      CallForAll(session, &TrainingStub::ListAssignments, request, [](auto& page, auto& out) {
        out.mutable_assignments()->MergeFrom(page.assignments());
      }));
  Print(session.format, AsTable(session, all.assignments()), all);
  return absl::OkStatus();
}

absl::Status Log(Session& session, const PairFlags& flags) {
  pb::CreateContactRequest request;
  request.set_parent(session.ProgrammeName());
  auto& contact = *request.mutable_contact();
  SetPair(session, flags, contact);
  contact.set_contact_date(flags.day);
  contact.set_kind(flags.kind);
  contact.set_hours(flags.hours);
  contact.set_notes(flags.notes);
  return Show(session, Call(session, &TrainingStub::CreateContact, request));
}

absl::Status Delete(Session& session, const PairFlags& flags) {
  pb::DeleteContactRequest request;
  request.set_name(session.NameOf("contacts", flags.id));
  return Show(session, Call(session, &TrainingStub::DeleteContact, request));
}

absl::Status Contacts(Session& session, const PairFlags& flags) {
  pb::ListContactsRequest request;
  request.set_parent(session.ProgrammeName());
  SetPair(session, flags, request);
  request.set_from_date(flags.from);
  request.set_until_date(flags.until);
  ASSIGN_OR_RETURN(const auto all, CallForAll(session, &TrainingStub::ListContacts, request,
                                              [](auto& page, auto& out) {
                                                out.mutable_contacts()->MergeFrom(page.contacts());
                                              }));
  Print(session.format, AsTable(session, all.contacts()), all);
  return absl::OkStatus();
}

void SetUpPair(Command command, PairFlags& flags) {
  command.AddOption("facilitator", flags.facilitator, "Id of the facilitator's appointment")
      .Required();
  command.AddOption("practice", flags.practice, "Id of the practice").Required();
}

void SetUpAssign(Command command, PairFlags& flags) {
  SetUpPair(command, flags);
  command.AddOption("--from", flags.from, "First day, yyyy-mm-dd").Required();
  command.AddOption("--until", flags.until, "Last day, yyyy-mm-dd; open if not given");
}

void SetUpEnd(Command command, PairFlags& flags) {
  command.AddOption("id", flags.id, "Id of the assignment").Required();
  command.AddOption("--on", flags.until, "The last day, yyyy-mm-dd").Required();
}

void SetUpFilter(Command command, PairFlags& flags) {
  command.AddOption("--facilitator", flags.facilitator, "Only this facilitator's appointment");
  command.AddOption("--practice", flags.practice, "Only this practice");
}

void SetUpAssignments(Command command, PairFlags& flags) {
  SetUpFilter(command, flags);
  command.AddOption("--as-of", flags.as_of, "Only those in force on this day, yyyy-mm-dd");
}

void SetUpLog(Command command, PairFlags& flags) {
  SetUpPair(command, flags);
  AddWord(command, "kind", flags.kind, kKinds, "How they met").Required();
  command.AddOption("day", flags.day, "When, yyyy-mm-dd").Required();
  command.AddOption("hours", flags.hours, "For how long").Required();
  command.AddOption("--notes", flags.notes, "What it was about; nothing of any patient");
}

void SetUpContacts(Command command, PairFlags& flags) {
  SetUpFilter(command, flags);
  command.AddOption("--from", flags.from, "Only those on this day or later");
  command.AddOption("--until", flags.until, "Only those on this day or before");
}

void SetUpDelete(Command command, PairFlags& flags) {
  command.AddOption("id", flags.id, "Id of the contact").Required();
}

}  // namespace

void AddContacts(Command noun, Session& session) {
  AddCommand(noun, session, "assign", "Give a practice to a facilitator", SetUpAssign, Assign);
  AddCommand(noun, session, "end", "End an assignment", SetUpEnd, End);
  AddCommand(noun, session, "assignments", "List assignments", SetUpAssignments, Assignments);
  AddCommand(noun, session, "log", "Enter a contact into the log", SetUpLog, Log);
  AddCommand(noun, session, "contacts", "List contacts; -o json shows the notes", SetUpContacts,
             Contacts);
  AddCommand(noun, session, "delete-contact", "Delete a contact entered in error", SetUpDelete,
             Delete);
}

}  // namespace pcsp::cli

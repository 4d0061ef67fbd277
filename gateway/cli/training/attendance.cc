// pcspctl attendance ...
#include <fstream>
#include <iostream>
#include <set>

#include "absl/strings/ascii.h"
#include "gateway/cli/training/attendance_file.h"
#include "gateway/cli/training/called.h"
#include "gateway/cli/training/commands.h"
#include "gateway/cli/training/files.h"
#include "gateway/cli/training/sign_in_sheet.h"
#include "gateway/cli/upload.h"

namespace pcsp::cli {
namespace {

namespace pb = planning::v1;

struct AttendanceFlags {
  std::string session, file, output;
  std::vector<std::string> attended, partly, absent;
  int empty_rows = 5;
  bool validate_only = false;
};

absl::Status Send(Session& session, const AttendanceFlags& flags,
                  pb::RecordAttendanceRequest request) {
  request.set_name(session.NameOf("sessions", flags.session));
  request.set_validate_only(flags.validate_only);
  ASSIGN_OR_RETURN(const auto reply, Call(session, &TrainingStub::RecordAttendance, request));
  std::set<std::string> names;
  for (const auto& e : reply.enrolments()) names.insert({e.participant(), e.practice()});
  const Called called(session, names);
  Table table({"PARTICIPANT", "PRACTICE", "ATTENDANCE"});
  for (const auto& e : reply.enrolments()) {
    table.Add({called(e.participant()), called(e.practice()),
               Word(pb::Attendance_Name(e.attendance()), "ATTENDANCE_")});
  }
  Print(session.format, table, reply);
  return absl::OkStatus();
}

absl::Status Record(Session& session, const AttendanceFlags& flags) {
  pb::RecordAttendanceRequest request;
  const auto mark = [&](const std::vector<std::string>& who, pb::Attendance attendance) {
    for (const std::string& participant : who) {
      pb::AttendanceMark* const added = request.add_marks();
      added->set_participant(ParticipantName(session, participant));
      added->set_attendance(attendance);
    }
  };
  mark(flags.attended, pb::ATTENDANCE_ATTENDED);
  mark(flags.partly, pb::ATTENDANCE_PARTLY);
  mark(flags.absent, pb::ATTENDANCE_ABSENT);
  return Send(session, flags, std::move(request));
}

absl::Status Import(Session& session, const AttendanceFlags& flags) {
  ASSIGN_OR_RETURN(const std::string text, ReadWhole(flags.file));
  ASSIGN_OR_RETURN(const std::vector<AttendanceRow> rows, ReadAttendance(text));
  pb::RecordAttendanceRequest request;
  for (const AttendanceRow& row : rows) {
    pb::AttendanceMark* const mark = request.add_marks();
    mark->set_participant(ParticipantName(session, row.participant));
    pb::Attendance attendance = pb::ATTENDANCE_UNSPECIFIED;
    pb::Attendance_Parse("ATTENDANCE_" + absl::AsciiStrToUpper(row.attendance), &attendance);
    mark->set_attendance(attendance);
    if (!row.practice.empty()) mark->set_practice(session.NameOf("organisations", row.practice));
    type::v1::StaffGroup group = type::v1::STAFF_GROUP_UNSPECIFIED;
    type::v1::StaffGroup_Parse("STAFF_GROUP_" + absl::AsciiStrToUpper(row.staff_group), &group);
    mark->set_staff_group(group);
  }
  return Send(session, flags, std::move(request));
}

// What people are called, by their names.
absl::StatusOr<std::map<std::string, std::string>> People(Session& session) {
  registry::v1::ListPeopleRequest request;
  request.set_parent(session.ProgrammeName());
  std::map<std::string, std::string> people;
  RETURN_IF_ERROR(gateway::EachPage(*session.clients().registry,
                                    &registry::v1::RegistryService::Stub::ListPeople, request,
                                    absl::Seconds(session.timeout_seconds), [&](const auto& page) {
                                      for (const auto& person : page.people())
                                        people[person.name()] = person.display_name();
                                    }));
  return people;
}

// Title, place and times.
absl::StatusOr<SignInSheet> Heading(Session& session, const std::string& name) {
  pb::GetSessionRequest get;
  get.set_name(name);
  ASSIGN_OR_RETURN(const pb::Session held, Call(session, &TrainingStub::GetSession, get));
  pb::GetCourseRequest course;
  course.set_name(held.course());
  ASSIGN_OR_RETURN(const pb::Course taught, Call(session, &TrainingStub::GetCourse, course));
  SignInSheet sheet;
  sheet.title = taught.title();
  sheet.place = "online";
  sheet.start = held.start();
  sheet.end = held.end();
  if (held.online()) return sheet;
  pb::GetVenueRequest venue;
  venue.set_name(held.venue());
  ASSIGN_OR_RETURN(const pb::Venue where, Call(session, &TrainingStub::GetVenue, venue));
  sheet.place = where.title();
  return sheet;
}

absl::Status Sheet(Session& session, const AttendanceFlags& flags) {
  const std::string name = session.NameOf("sessions", flags.session);
  ASSIGN_OR_RETURN(SignInSheet sheet, Heading(session, name));
  ASSIGN_OR_RETURN(auto people, People(session));
  pb::ListEnrolmentsRequest request;
  request.set_parent(name);
  request.set_state(pb::ENROLMENT_STATE_ENROLLED);
  ASSIGN_OR_RETURN(
      const auto all,
      CallForAll(session, &TrainingStub::ListEnrolments, request, [](auto& page, auto& out) {
        out.mutable_enrolments()->MergeFrom(page.enrolments());
      }));
  for (const auto& e : all.enrolments()) {
    const std::string& known = people[e.participant()];
    sheet.rows.push_back({known.empty() ? IdOf(e.participant()) : known, IdOf(e.practice()),
                          GroupInWords(e.staff_group())});
  }
  sheet.empty_rows = flags.empty_rows;
  const std::string html = SheetAsHtml(std::move(sheet));
  if (flags.output.empty()) {
    std::cout << html;
    return absl::OkStatus();
  }
  std::ofstream out(flags.output, std::ios::binary);
  out << html;
  out.close();
  return out ? absl::OkStatus() : FileUnreadable(flags.output);
}

void SetUpSession(Command command, AttendanceFlags& flags) {
  command.AddOption("session", flags.session, "Id of the session").Required();
}

void SetUpRecord(Command command, AttendanceFlags& flags) {
  SetUpSession(command, flags);
  command.AddOption("--attended", flags.attended, "People who were there throughout");
  command.AddOption("--partly", flags.partly, "People who were there for a part");
  command.AddOption("--absent", flags.absent, "People who had a place and did not come");
  command.AddFlag("--dry-run", flags.validate_only, "Check, and record nothing");
}

void SetUpImport(Command command, AttendanceFlags& flags) {
  SetUpSession(command, flags);
  command
      .AddOption("file", flags.file,
                 "CSV with the columns participant, attendance, practice, staff_group; - for "
                 "standard input")
      .Required();
  command.AddFlag("--dry-run", flags.validate_only, "Check, and record nothing");
}

void SetUpSheet(Command command, AttendanceFlags& flags) {
  SetUpSession(command, flags);
  command.AddOption("--file", flags.output, "Write the page to this file");
  command.AddOption("--empty-rows", flags.empty_rows, "Rows for those who were not enrolled")
      .Between(0, 100)
      .ShowDefault();
}

}  // namespace

void AddAttendance(Command app, Session& session) {
  const Command noun = AddNoun(app, "attendance", "Who came to a session");
  AddCommand(noun, session, "record", "Record who came, by name", SetUpRecord, Record);
  AddCommand(noun, session, "import", "Record who came, from a CSV file", SetUpImport, Import);
  AddCommand(noun, session, "sheet", "A page to print and sign at the door", SetUpSheet, Sheet);
}

}  // namespace pcsp::cli

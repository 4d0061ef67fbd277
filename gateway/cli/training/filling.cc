// pcspctl enrolment import, fill
#include <algorithm>
#include <iostream>
#include <map>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "common/base/error.h"
#include "gateway/cli/training/attendance_file.h"
#include "gateway/cli/training/called.h"
#include "gateway/cli/training/commands.h"
#include "gateway/cli/training/due.h"
#include "gateway/cli/training/files.h"

namespace pcsp::cli {
namespace {

namespace pb = planning::v1;

struct FillFlags {
  std::string session, file, practice;
  bool validate_only = false;
};

absl::Status Send(Session& session, const FillFlags& flags,
                  pb::BatchCreateEnrolmentsRequest request) {
  request.set_validate_only(flags.validate_only);
  ASSIGN_OR_RETURN(const auto made, Call(session, &TrainingStub::BatchCreateEnrolments, request));
  Print(session.format, AsTable(session, made.enrolments()), made);
  return absl::OkStatus();
}

absl::Status Import(Session& session, const FillFlags& flags) {
  ASSIGN_OR_RETURN(const std::string text, ReadWhole(flags.file));
  ASSIGN_OR_RETURN(const std::vector<AttendanceRow> rows, ReadAttendance(text));
  pb::BatchCreateEnrolmentsRequest request;
  request.set_parent(session.NameOf("sessions", flags.session));
  for (const AttendanceRow& row : rows) {
    pb::Enrolment* const added = request.add_enrolments();
    added->set_participant(ParticipantName(session, row.participant));
    if (!row.practice.empty()) added->set_practice(session.NameOf("organisations", row.practice));
    type::v1::StaffGroup group = type::v1::STAFF_GROUP_UNSPECIFIED;
    type::v1::StaffGroup_Parse("STAFF_GROUP_" + absl::AsciiStrToUpper(row.staff_group), &group);
    added->set_staff_group(group);
  }
  return Send(session, flags, std::move(request));
}

// Places kept for a practice: how many are left, and for whom they were planned.
struct KeptPlaces {
  int left = 0;
  std::map<type::v1::StaffGroup, int> planned;
};
using Places = std::map<std::string, KeptPlaces>;

absl::StatusOr<Places> PlacesOf(Session& session, const pb::Session& held,
                                const std::string& practice) {
  Places places;
  for (const auto& kept : held.reservations()) {
    if (!practice.empty() && kept.practice() != practice) continue;
    places[kept.practice()].left += kept.people();
    places[kept.practice()].planned[kept.staff_group()] += kept.people();
  }
  pb::ListEnrolmentsRequest request;
  request.set_parent(held.name());
  request.set_state(pb::ENROLMENT_STATE_ENROLLED);
  ASSIGN_OR_RETURN(
      const auto all,
      CallForAll(session, &TrainingStub::ListEnrolments, request, [](auto& page, auto& out) {
        out.mutable_enrolments()->MergeFrom(page.enrolments());
      }));
  for (const auto& taken : all.enrolments()) {
    const auto kept = places.find(taken.practice());
    if (kept == places.end()) continue;
    --kept->second.left;
    --kept->second.planned[taken.staff_group()];
  }
  return places;
}

// Of `due`, as many as there are places: first whom they were planned for.
std::vector<pb::Enrolment> Chosen(KeptPlaces places, const std::vector<pb::Enrolment>& due) {
  std::vector<pb::Enrolment> chosen, others;
  for (const pb::Enrolment& one : due) {
    int& planned = places.planned[one.staff_group()];
    (planned-- > 0 ? chosen : others).push_back(one);
  }
  chosen.insert(chosen.end(), others.begin(), others.end());
  const auto most = static_cast<size_t>(std::max(0, places.left));
  if (chosen.size() > most) chosen.resize(most);
  return chosen;
}

// Takes out those whom the session may not have, such as who is elsewhere then, and says why.
absl::StatusOr<std::vector<pb::Enrolment>> Enrollable(Session& session, const pb::Session& held,
                                                      const std::vector<pb::Enrolment>& due) {
  pb::BatchCreateEnrolmentsRequest request;
  request.set_parent(held.name());
  request.set_validate_only(true);
  request.mutable_enrolments()->Assign(due.begin(), due.end());
  if (due.empty()) return due;
  const absl::Status tried = Call(session, &TrainingStub::BatchCreateEnrolments, request).status();
  const auto detail = ErrorDetailOf(tried);
  if (tried.ok() || !detail || detail->violations.empty()) {
    RETURN_IF_ERROR(tried);
    return due;
  }
  std::vector<pb::Enrolment> fine;
  for (size_t i = 0; i < due.size(); ++i) {
    const std::string field = absl::StrCat("enrolments[", i, "].");
    const auto wrong = std::find_if(
        detail->violations.begin(), detail->violations.end(),
        [&](const Violation& violation) { return absl::StartsWith(violation.field, field); });
    if (wrong == detail->violations.end()) {
      fine.push_back(due[i]);
    } else {
      std::cerr << IdOf(due[i].participant()) << " is left out: expected " << wrong->expected
                << "\n";
    }
  }
  // What is wrong with all of them is wrong with the request.
  if (fine.empty()) return tried;
  return fine;
}

absl::Status Fill(Session& session, const FillFlags& flags) {
  pb::GetSessionRequest get;
  get.set_name(session.NameOf("sessions", flags.session));
  ASSIGN_OR_RETURN(const pb::Session held, Call(session, &TrainingStub::GetSession, get));
  pb::GetCourseRequest taught;
  taught.set_name(held.course());
  ASSIGN_OR_RETURN(const pb::Course course, Call(session, &TrainingStub::GetCourse, taught));
  const std::string practice =
      flags.practice.empty() ? "" : session.NameOf("organisations", flags.practice);
  ASSIGN_OR_RETURN(Places places, PlacesOf(session, held, practice));
  // A practice for which nothing is kept may send all who are due.
  if (!practice.empty() && !places.contains(practice)) places[practice].left = held.capacity();
  if (places.empty()) {
    return StateForbids("NO_PLACES_KEPT", "session", held.name(),
                        "No places are kept in the session.", "--practice, or a plan applied");
  }
  pb::BatchCreateEnrolmentsRequest request;
  request.set_parent(held.name());
  for (const auto& [name, kept] : places) {
    ASSIGN_OR_RETURN(const std::vector<pb::Enrolment> due, DueOf(session, held, course, name));
    ASSIGN_OR_RETURN(const std::vector<pb::Enrolment> fine, Enrollable(session, held, due));
    for (const pb::Enrolment& one : Chosen(kept, fine)) *request.add_enrolments() = one;
  }
  if (request.enrolments().empty()) {
    Print(session.format, AsTable(session, {}), pb::BatchCreateEnrolmentsResponse());
    return absl::OkStatus();
  }
  return Send(session, flags, std::move(request));
}

void SetUpSession(Command command, FillFlags& flags) {
  command.AddOption("session", flags.session, "Id of the session").Required();
  command.AddFlag("--dry-run", flags.validate_only, "Check, and enrol nobody");
}

void SetUpImport(Command command, FillFlags& flags) {
  SetUpSession(command, flags);
  command
      .AddOption("file", flags.file,
                 "CSV with the columns participant, practice, staff_group; - for standard input")
      .Required();
}

void SetUpFill(Command command, FillFlags& flags) {
  SetUpSession(command, flags);
  command.AddOption("--practice", flags.practice,
                    "Only from this practice; places need not be kept for it");
}

}  // namespace

void AddFilling(Command noun, Session& session) {
  AddCommand(noun, session, "import", "Enrol those of a CSV file, all or none", SetUpImport,
             Import);
  AddCommand(noun, session, "fill",
             "Enrol who is due for the course into the places kept for their practices", SetUpFill,
             Fill);
}

}  // namespace pcsp::cli

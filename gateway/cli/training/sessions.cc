// pcspctl session ...
#include <iostream>
#include <set>

#include "absl/strings/numbers.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "gateway/cli/training/called.h"
#include "gateway/cli/training/commands.h"

namespace pcsp::cli {
namespace {

namespace pb = planning::v1;

const std::map<std::string, pb::SessionState> kStates = {{"planned", pb::SESSION_STATE_PLANNED},
                                                         {"confirmed", pb::SESSION_STATE_CONFIRMED},
                                                         {"cancelled", pb::SESSION_STATE_CANCELLED},
                                                         {"held", pb::SESSION_STATE_HELD}};

struct SessionFlags {
  std::string id, course, venue, start, end, zone, link, etag, from, until;
  pb::SessionState state = pb::SESSION_STATE_UNSPECIFIED;
  bool online = false, allow_closed_day = false, allow_past = false;
  int capacity = 0, minimum = 0;
  std::vector<std::string> trainers, quotas;
};

using Sessions = google::protobuf::RepeatedPtrField<pb::Session>;

Table AsTable(Session& session, const Sessions& sessions) {
  std::set<std::string> names;
  for (const auto& s : sessions) names.insert(s.trainers().begin(), s.trainers().end());
  const Called called(session, names);
  Table table({"SESSION", "COURSE", "START", "END", "WHERE", "PLACES", "TAKEN", "WAITING", "STATE",
               "TRAINERS"});
  for (const auto& s : sessions) {
    std::vector<std::string> trainers;
    for (const std::string& name : s.trainers()) trainers.push_back(called(name));
    table.Add({IdOf(s.name()), IdOf(s.course()), s.start(), s.end(),
               s.online() ? "online" : IdOf(s.venue()), absl::StrCat(s.capacity()),
               absl::StrCat(s.enrolled_count(), s.below_minimum() ? " (few)" : ""),
               absl::StrCat(s.waiting_count()),
               Word(pb::SessionState_Name(s.state()), "SESSION_STATE_"),
               absl::StrJoin(trainers, ", ")});
  }
  return table;
}

// Where it is joined, and for whom places are kept.
void PrintBeside(Session& session, const pb::Session& shown) {
  if (!shown.online_link().empty()) std::cout << "\nJoined at " << shown.online_link() << "\n";
  if (shown.reservations().empty()) return;
  std::set<std::string> names;
  for (const auto& kept : shown.reservations()) names.insert(kept.practice());
  const Called called(session, names);
  Table table({"KEPT FOR", "STAFF GROUP", "PLACES"});
  for (const auto& kept : shown.reservations()) {
    table.Add(
        {called(kept.practice()), GroupInWords(kept.staff_group()), absl::StrCat(kept.people())});
  }
  std::cout << "\nPlaces kept by the programme plan, taken or not:\n" << table.AsText();
}

absl::Status Show(Session& session, const absl::StatusOr<pb::Session>& shown) {
  RETURN_IF_ERROR(shown.status());
  pb::ListSessionsResponse one;
  *one.add_sessions() = *shown;
  Print(session.format, AsTable(session, one.sessions()), *shown);
  if (session.format == Format::kTable) PrintBeside(session, *shown);
  return absl::OkStatus();
}

// "nurse=2/6": two from a practice, six in all; "any=4" for everybody.
std::string CheckQuota(const std::string& text) {
  const std::pair<std::string, std::string> parts = absl::StrSplit(text, '=');
  const std::pair<std::string, std::string> numbers = absl::StrSplit(parts.second, '/');
  int number = 0;
  const bool fine = (parts.first == "any" || PracticeGroups().count(parts.first) > 0) &&
                    absl::SimpleAtoi(numbers.first, &number) &&
                    (numbers.second.empty() || absl::SimpleAtoi(numbers.second, &number));
  return fine ? "" : "\"" + text + "\" is not GROUP=PER_PRACTICE or GROUP=PER_PRACTICE/IN_ALL";
}

void AddQuota(const std::string& text, pb::Session& session) {
  const std::pair<std::string, std::string> parts = absl::StrSplit(text, '=');
  const std::pair<std::string, std::string> numbers = absl::StrSplit(parts.second, '/');
  int per_practice = 0, in_all = 0;
  (void)absl::SimpleAtoi(numbers.first, &per_practice);  // checked as the flag was read
  if (!numbers.second.empty()) (void)absl::SimpleAtoi(numbers.second, &in_all);
  pb::PlaceQuota* const quota = session.add_quotas();
  if (parts.first != "any") quota->set_staff_group(PracticeGroups().at(parts.first));
  quota->set_per_practice(per_practice);
  quota->set_in_all(in_all);
}

void TakeAll(const Session& session, const SessionFlags& flags, pb::UpdateSessionRequest& request) {
  pb::Session& taken = *request.mutable_session();
  auto& mask = *request.mutable_update_mask();
  Take(flags.start, "start", request, [&](const auto& t) { taken.set_start(t); });
  Take(flags.end, "end", request, [&](const auto& t) { taken.set_end(t); });
  Take(flags.zone, "time_zone", request, [&](const auto& t) { taken.set_time_zone(t); });
  Take(flags.link, "online_link", request, [&](const auto& t) { taken.set_online_link(t); });
  if (!flags.venue.empty() || flags.online) {
    if (!flags.online) taken.set_venue(session.NameOf("venues", flags.venue));
    taken.set_online(flags.online);
    mask.add_paths("venue");
    mask.add_paths("online");
  }
  if (flags.capacity != 0) mask.add_paths("capacity");
  taken.set_capacity(flags.capacity);
  if (flags.minimum != 0) mask.add_paths("minimum_size");
  taken.set_minimum_size(flags.minimum);
  for (const std::string& id : flags.trainers) {
    taken.add_trainers(session.NameOf("appointments", id));
  }
  if (!flags.trainers.empty()) mask.add_paths("trainers");
  for (const std::string& quota : flags.quotas) AddQuota(quota, taken);
  if (!flags.quotas.empty()) mask.add_paths("quotas");
}

absl::Status Add(Session& session, const SessionFlags& flags) {
  pb::UpdateSessionRequest taken;
  TakeAll(session, flags, taken);
  pb::CreateSessionRequest request;
  request.set_parent(session.ProgrammeName());
  request.set_session_id(flags.id);
  *request.mutable_session() = taken.session();
  request.mutable_session()->set_course(session.NameOf("courses", flags.course));
  request.set_allow_closed_day(flags.allow_closed_day);
  request.set_allow_past(flags.allow_past);
  return Show(session, Call(session, &TrainingStub::CreateSession, request));
}

absl::Status Get(Session& session, const SessionFlags& flags) {
  pb::GetSessionRequest request;
  request.set_name(session.NameOf("sessions", flags.id));
  return Show(session, Call(session, &TrainingStub::GetSession, request));
}

absl::Status Update(Session& session, const SessionFlags& flags) {
  pb::UpdateSessionRequest request;
  request.mutable_session()->set_name(session.NameOf("sessions", flags.id));
  request.mutable_session()->set_etag(flags.etag);
  TakeAll(session, flags, request);
  request.set_allow_closed_day(flags.allow_closed_day);
  request.set_allow_past(flags.allow_past);
  return Show(session, Call(session, &TrainingStub::UpdateSession, request));
}

absl::Status Delete(Session& session, const SessionFlags& flags) {
  pb::DeleteSessionRequest request;
  request.set_name(session.NameOf("sessions", flags.id));
  request.set_etag(flags.etag);
  return Show(session, Call(session, &TrainingStub::DeleteSession, request));
}

absl::Status Change(Session& session, const SessionFlags& flags) {
  pb::ChangeSessionStateRequest request;
  request.set_name(session.NameOf("sessions", flags.id));
  request.set_state(flags.state);
  request.set_etag(flags.etag);
  return Show(session, Call(session, &TrainingStub::ChangeSessionState, request));
}

absl::Status List(Session& session, const SessionFlags& flags) {
  pb::ListSessionsRequest request;
  request.set_parent(session.ProgrammeName());
  if (!flags.course.empty()) request.set_course(session.NameOf("courses", flags.course));
  if (!flags.venue.empty()) request.set_venue(session.NameOf("venues", flags.venue));
  request.set_state(flags.state);
  request.set_from_date(flags.from);
  request.set_until_date(flags.until);
  ASSIGN_OR_RETURN(const auto all, CallForAll(session, &TrainingStub::ListSessions, request,
                                              [](auto& page, auto& out) {
                                                out.mutable_sessions()->MergeFrom(page.sessions());
                                              }));
  Print(session.format, AsTable(session, all.sessions()), all);
  return absl::OkStatus();
}

void SetUpId(Command command, SessionFlags& flags) {
  command.AddOption("id", flags.id, "Id or full name of the session").Required();
}

void SetUpEtag(Command command, SessionFlags& flags) {
  SetUpId(command, flags);
  command.AddOption("--etag", flags.etag, "Refuse if it has changed since this etag was read");
}

void SetUpDetails(Command command, SessionFlags& flags) {
  const Flag venue = command.AddOption("--venue", flags.venue, "Where it is held");
  command.AddFlag("--online", flags.online, "It is held online").Excludes(venue);
  command.AddOption("--link", flags.link, "Where it is joined online, https://...");
  command.AddFlag("--allow-closed-day", flags.allow_closed_day,
                  "Also on a day on which the programme is closed");
  command.AddFlag("--allow-past", flags.allow_past, "Also where it has begun, for the record");
  command.AddOption("--zone", flags.zone, "Time zone of the clock on the wall; Europe/London");
  command.AddOption("--places", flags.capacity, "How many can come");
  command.AddOption("--minimum", flags.minimum, "With fewer it is hardly worth while");
  command.AddOption("--trainers", flags.trainers, "Appointments of its trainers");
  command
      .AddOption("--quota", flags.quotas,
                 "Places of a staff group, GROUP=PER_PRACTICE/IN_ALL, such as nurse=2/6 or any=4")
      .CheckedBy(CheckQuota);
}

void SetUpAdd(Command command, SessionFlags& flags) {
  command.AddOption("course", flags.course, "Id of the course").Required();
  command.AddOption("start", flags.start, "When it begins, yyyy-mm-ddThh:mm").Required();
  command.AddOption("end", flags.end, "When it ends, yyyy-mm-ddThh:mm").Required();
  command.AddOption("--id", flags.id, "An id of your choice");
  SetUpDetails(command, flags);
}

void SetUpUpdate(Command command, SessionFlags& flags) {
  SetUpEtag(command, flags);
  command.AddOption("--start", flags.start, "When it begins, yyyy-mm-ddThh:mm");
  command.AddOption("--end", flags.end, "When it ends, yyyy-mm-ddThh:mm");
  SetUpDetails(command, flags);
}

void SetUpChange(Command command, SessionFlags& flags) {
  SetUpEtag(command, flags);
  AddWord(command, "state", flags.state, kStates, "The new state").Required();
}

void SetUpList(Command command, SessionFlags& flags) {
  command.AddOption("--course", flags.course, "Only sessions of this course");
  command.AddOption("--venue", flags.venue, "Only sessions at this venue");
  AddWord(command, "--state", flags.state, kStates, "Only sessions in this state");
  command.AddOption("--from", flags.from, "Only sessions on this day or later, yyyy-mm-dd");
  command.AddOption("--until", flags.until, "Only sessions on this day or before, yyyy-mm-dd");
}

}  // namespace

void AddSessions(Command app, Session& session) {
  const Command noun = AddNoun(app, "session", "Courses in the diary");
  AddCommand(noun, session, "add", "Put a session into the diary", SetUpAdd, Add);
  AddCommand(noun, session, "list", "List sessions", SetUpList, List);
  AddCommand(noun, session, "show", "Show one session", SetUpId, Get);
  AddCommand(noun, session, "update", "Change a session", SetUpUpdate, Update);
  AddCommand(noun, session, "delete", "Delete a session on which nobody is", SetUpEtag, Delete);
  AddCommand(noun, session, "set", "Confirm, cancel or plan it anew, or say that it was held",
             SetUpChange, Change);
}

}  // namespace pcsp::cli

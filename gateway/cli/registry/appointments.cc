// pcspctl appointment ...
#include "gateway/cli/registry/appointments.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/command.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using registry::v1::Appointment;
using registry::v1::AppointmentRole;
using Stub = registry::v1::RegistryService::Stub;

const std::map<std::string, AppointmentRole> kRoles = {
    {"gp-champion", registry::v1::APPOINTMENT_ROLE_GP_CHAMPION},
    {"exemplar", registry::v1::APPOINTMENT_ROLE_EXEMPLAR},
    {"facilitator", registry::v1::APPOINTMENT_ROLE_FACILITATOR},
    {"trainer", registry::v1::APPOINTMENT_ROLE_TRAINER},
    {"operational-manager", registry::v1::APPOINTMENT_ROLE_OPERATIONAL_MANAGER},
    {"practice-lead", registry::v1::APPOINTMENT_ROLE_PRACTICE_LEAD},
    {"steering-group-chair", registry::v1::APPOINTMENT_ROLE_STEERING_GROUP_CHAIR},
    {"steering-group-member", registry::v1::APPOINTMENT_ROLE_STEERING_GROUP_MEMBER},
    {"staff", registry::v1::APPOINTMENT_ROLE_STAFF}};

const std::map<std::string, type::v1::StaffGroup> kGroups = {
    {"gp", type::v1::STAFF_GROUP_GP},
    {"nurse", type::v1::STAFF_GROUP_NURSE},
    {"direct-patient-care", type::v1::STAFF_GROUP_DIRECT_PATIENT_CARE},
    {"admin", type::v1::STAFF_GROUP_ADMIN},
    {"leadership", type::v1::STAFF_GROUP_LEADERSHIP}};

struct AppointmentFlags {
  std::string id, person, organisation, title, from, until, etag;
  AppointmentRole role = registry::v1::APPOINTMENT_ROLE_UNSPECIFIED;
  type::v1::StaffGroup group = type::v1::STAFF_GROUP_UNSPECIFIED;
  int hours = -1;
  std::vector<std::string> skills, serves, solved;
  // Of lists.
  std::string as_of, skill, issue, within;
};

absl::Status Show(Session& session, const Appointment& appointment) {
  google::protobuf::RepeatedPtrField<Appointment> one;
  *one.Add() = appointment;
  Print(session.format, AppointmentTable(one, {}), appointment);
  return absl::OkStatus();
}

// What a command line may say of an appointment that exists, and the paths of what it says.
std::vector<std::string> Take(const Session& session, const AppointmentFlags& flags,
                              Appointment& appointment) {
  std::vector<std::string> paths;
  const auto text = [&paths](const std::string& given, const char* path, auto set) {
    if (given.empty()) return;
    set(given);
    paths.emplace_back(path);
  };
  text(flags.title, "local_title", [&](const auto& t) { appointment.set_local_title(t); });
  text(flags.from, "start_date", [&](const auto& t) { appointment.set_start_date(t); });
  text(flags.until, "end_date", [&](const auto& t) { appointment.set_end_date(t); });
  if (flags.group != type::v1::STAFF_GROUP_UNSPECIFIED) {
    appointment.set_staff_group(flags.group);
    paths.emplace_back("staff_group");
  }
  if (flags.hours >= 0) {
    appointment.set_hours_per_month(flags.hours);
    paths.emplace_back("hours_per_month");
  }
  for (const auto& skill : flags.skills) appointment.add_skills(skill);
  for (const auto& id : flags.serves) appointment.add_serves(session.NameOf("organisations", id));
  for (const auto& issue : flags.solved) appointment.add_solved_issues(issue);
  if (!flags.skills.empty()) paths.emplace_back("skills");
  if (!flags.serves.empty()) paths.emplace_back("serves");
  if (!flags.solved.empty()) paths.emplace_back("solved_issues");
  return paths;
}

absl::Status Add(Session& session, const AppointmentFlags& flags) {
  registry::v1::CreateAppointmentRequest request;
  request.set_parent(session.ProgrammeName());
  auto* appointment = request.mutable_appointment();
  appointment->set_person(session.NameOf("people", flags.person));
  appointment->set_organisation(session.NameOf("organisations", flags.organisation));
  appointment->set_role(flags.role);
  Take(session, flags, *appointment);
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const auto made,
                   gateway::Ask(*session.clients().registry, &Stub::CreateAppointment, request,
                                session.deadline()));
  return Show(session, made);
}

absl::Status Get(Session& session, const AppointmentFlags& flags) {
  registry::v1::GetAppointmentRequest request;
  request.set_name(session.NameOf("appointments", flags.id));
  ASSIGN_OR_RETURN(const auto found,
                   gateway::Ask(*session.clients().registry, &Stub::GetAppointment, request,
                                session.deadline()));
  return Show(session, found);
}

absl::Status Update(Session& session, const AppointmentFlags& flags) {
  registry::v1::UpdateAppointmentRequest request;
  request.mutable_appointment()->set_name(session.NameOf("appointments", flags.id));
  request.mutable_appointment()->set_etag(flags.etag);
  for (const std::string& path : Take(session, flags, *request.mutable_appointment())) {
    request.mutable_update_mask()->add_paths(path);
  }
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const auto updated,
                   gateway::Ask(*session.clients().registry, &Stub::UpdateAppointment, request,
                                session.deadline()));
  return Show(session, updated);
}

absl::Status End(Session& session, const AppointmentFlags& flags) {
  registry::v1::EndAppointmentRequest request;
  request.set_name(session.NameOf("appointments", flags.id));
  request.set_end_date(flags.until);
  request.set_etag(flags.etag);
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const auto ended,
                   gateway::Ask(*session.clients().registry, &Stub::EndAppointment, request,
                                session.deadline()));
  return Show(session, ended);
}

absl::Status List(Session& session, const AppointmentFlags& flags) {
  registry::v1::ListAppointmentsRequest request;
  request.set_parent(session.ProgrammeName());
  request.set_person(session.NameOf("people", flags.person));
  request.set_organisation(session.NameOf("organisations", flags.organisation));
  request.set_role(flags.role);
  request.set_as_of_date(flags.as_of);
  request.set_from_date(flags.from);
  request.set_until_date(flags.until);
  request.set_skill(flags.skill);
  request.set_solved_issue(flags.issue);
  request.set_within(session.NameOf("organisations", flags.within));
  request.set_show_people(true);
  registry::v1::ListAppointmentsResponse all;
  std::map<std::string, registry::v1::Person> people;  // each once, whatever the pages
  RETURN_IF_ERROR(gateway::EachPage(*session.clients().registry, &Stub::ListAppointments, request,
                                    absl::Seconds(session.timeout_seconds), [&](const auto& page) {
                                      all.mutable_appointments()->MergeFrom(page.appointments());
                                      for (const auto& person : page.people())
                                        people[person.name()] = person;
                                    }));
  for (auto& [name, person] : people) *all.add_people() = std::move(person);
  std::vector<const registry::v1::Person*> shown;
  for (const auto& person : all.people()) shown.push_back(&person);
  Print(session.format, AppointmentTable(all.appointments(), shown), all);
  return absl::OkStatus();
}

void SetUpId(Command command, AppointmentFlags& flags) {
  command.AddOption("id", flags.id, "Id or full name of the appointment").Required();
}

const Flag SetUpRole(Command command, AppointmentFlags& flags, const std::string& name) {
  return AddWord(command, name, flags.role, kRoles, "What they do there");
}

void SetUpDetails(Command command, AppointmentFlags& flags) {
  command.AddOption("--title", flags.title, "What the role is called locally");
  AddWord(command, "--staff-group", flags.group, kGroups, "Taken from the title if not given");
  command.AddOption("--from", flags.from, "First day, yyyy-mm-dd; since always if not given");
  command.AddOption("--until", flags.until, "Last day, yyyy-mm-dd; open if not given");
  command
      .AddOption("--hours", flags.hours,
                 "Hours a month for the programme (facilitators and trainers)")
      .Between(0, 200);
  command.AddOption("--skills", flags.skills,
                    "What they can do, such as coaching (facilitators and trainers)");
  command.AddOption("--serves", flags.serves,
                    "Organisations whose practices they serve (facilitators and trainers)");
  command.AddOption("--solved", flags.solved, "Issues that they have solved (exemplars)");
}

void SetUpAdd(Command command, AppointmentFlags& flags) {
  command.AddOption("person", flags.person, "Id of the person").Required();
  SetUpRole(command, flags, "role").Required();
  command.AddOption("organisation", flags.organisation, "Where, such as a81044").Required();
  SetUpDetails(command, flags);
}

void SetUpUpdate(Command command, AppointmentFlags& flags) {
  SetUpId(command, flags);
  SetUpDetails(command, flags);
  command.AddOption("--etag", flags.etag, "Refuse if it has changed since this etag was read");
}

void SetUpEnd(Command command, AppointmentFlags& flags) {
  SetUpId(command, flags);
  command.AddOption("--on", flags.until, "The last day, yyyy-mm-dd").Required();
  command.AddOption("--etag", flags.etag, "Refuse if it has changed since this etag was read");
}

void SetUpList(Command command, AppointmentFlags& flags) {
  command.AddOption("--person", flags.person, "Only those of this person");
  command.AddOption("--organisation", flags.organisation, "Only those at this organisation");
  SetUpRole(command, flags, "--role");
  command.AddOption("--within", flags.within, "Only those at this organisation or below it");
  command.AddOption("--as-of", flags.as_of, "Only those in force on this date, yyyy-mm-dd");
  command.AddOption("--from", flags.from, "Only those in force on some day from this one on");
  command.AddOption("--until", flags.until, "Only those in force on some day up to this one");
  command.AddOption("--skill", flags.skill, "Only facilitators and trainers with this skill");
  command.AddOption("--solved", flags.issue, "Only exemplars who have solved this issue");
}

}  // namespace

std::string NameInWords(const registry::v1::Person& person) {
  return person.has_erase_time() ? "(erased)" : person.display_name();
}

Table AppointmentTable(
    const google::protobuf::RepeatedPtrField<registry::v1::Appointment>& appointments,
    absl::Span<const registry::v1::Person* const> people) {
  std::map<std::string, std::string> names;
  for (const auto* person : people) names[person->name()] = NameInWords(*person);
  Table table({"APPOINTMENT", "PERSON", "ROLE", "ORGANISATION", "TITLE", "FROM", "UNTIL", "HOURS",
               "SKILLS, OR SOLVED"});
  for (const auto& a : appointments) {
    const auto found = names.find(a.person());
    const auto& words = a.skills_size() > 0 ? a.skills() : a.solved_issues();
    table.Add({IdOf(a.name()), found == names.end() ? IdOf(a.person()) : found->second,
               Word(registry::v1::AppointmentRole_Name(a.role()), "APPOINTMENT_ROLE_"),
               IdOf(a.organisation()), a.local_title(), a.start_date(), a.end_date(),
               a.has_hours_per_month() ? absl::StrCat(a.hours_per_month()) : "",
               absl::StrJoin(words, " ")});
  }
  return table;
}

void AddAppointments(Command app, Session& session) {
  const Command noun = AddNoun(app, "appointment", "Who has which role where, since when");
  AddCommand(noun, session, "add", "Appoint a person", SetUpAdd, Add);
  AddCommand(noun, session, "list", "List appointments", SetUpList, List);
  AddCommand(noun, session, "show", "Show one appointment", SetUpId, Get);
  AddCommand(noun, session, "update", "Change an appointment", SetUpUpdate, Update);
  AddCommand(noun, session, "end", "End an appointment", SetUpEnd, End);
}

}  // namespace pcsp::cli

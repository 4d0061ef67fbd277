#include "gateway/cli/sample_people.h"

#include <map>
#include <set>
#include <tuple>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/progress_bar.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using gateway::sample::Appointee;
using Stub = registry::v1::RegistryService::Stub;

// What the registry knows of them.
struct Known {
  std::map<std::string, std::string> people;  // resource name, by display name
  std::set<std::tuple<std::string, std::string, registry::v1::AppointmentRole>> appointments;
};

std::string RequestId(const std::string& step) { return NamedUuid("sample programme: " + step); }

absl::StatusOr<Known> ReadKnown(Session& session, const std::string& programme) {
  Known known;
  const absl::Duration patience = absl::Seconds(session.timeout_seconds);
  registry::v1::ListPeopleRequest people;
  people.set_parent(programme);
  RETURN_IF_ERROR(gateway::EachPage(*session.clients().registry, &Stub::ListPeople, people,
                                    patience, [&](const auto& page) {
                                      for (const auto& person : page.people())
                                        known.people[person.display_name()] = person.name();
                                    }));
  registry::v1::ListAppointmentsRequest appointments;
  appointments.set_parent(programme);
  RETURN_IF_ERROR(gateway::EachPage(*session.clients().registry, &Stub::ListAppointments,
                                    appointments, patience, [&](const auto& page) {
                                      for (const auto& a : page.appointments()) {
                                        known.appointments.emplace(a.person(), a.organisation(),
                                                                   a.role());
                                      }
                                    }));
  return known;
}

// The person's name.
absl::StatusOr<std::string> Enter(Session& session, const std::string& programme,
                                  const Appointee& appointee, const Known& known) {
  const auto found = known.people.find(appointee.display_name);
  if (found != known.people.end()) return found->second;
  registry::v1::CreatePersonRequest request;
  request.set_parent(programme);
  request.mutable_person()->set_display_name(appointee.display_name);
  request.mutable_person()->set_email(appointee.email);
  request.set_request_id(RequestId(appointee.display_name));
  ASSIGN_OR_RETURN(const auto made, gateway::Ask(*session.clients().registry, &Stub::CreatePerson,
                                                 request, session.deadline()));
  return made.name();
}

absl::Status Appoint(Session& session, const std::string& programme, const Appointee& appointee,
                     const std::string& person, const Known& known) {
  const auto place = [&](const std::string& id) {
    return absl::StrCat(programme, "/organisations/", id);
  };
  registry::v1::AppointmentRole role = registry::v1::APPOINTMENT_ROLE_UNSPECIFIED;
  registry::v1::AppointmentRole_Parse(
      absl::StrCat("APPOINTMENT_ROLE_", absl::AsciiStrToUpper(appointee.role)), &role);
  if (known.appointments.contains({person, place(appointee.organisation), role})) {
    return absl::OkStatus();
  }
  registry::v1::CreateAppointmentRequest request;
  request.set_parent(programme);
  auto* appointment = request.mutable_appointment();
  appointment->set_person(person);
  appointment->set_organisation(place(appointee.organisation));
  appointment->set_role(role);
  appointment->set_local_title(appointee.local_title);
  appointment->set_start_date(appointee.start_date);
  appointment->set_end_date(appointee.end_date);
  if (appointee.hours_per_month > 0) appointment->set_hours_per_month(appointee.hours_per_month);
  for (const auto& skill : appointee.skills) appointment->add_skills(skill);
  for (const auto& id : appointee.serves) appointment->add_serves(place(id));
  for (const auto& issue : appointee.solved_issues) appointment->add_solved_issues(issue);
  request.set_request_id(RequestId(absl::StrCat("appointment of ", appointee.display_name)));
  return gateway::Ask(*session.clients().registry, &Stub::CreateAppointment, request,
                      session.deadline())
      .status();
}

}  // namespace

absl::Status LoadPeople(Session& session, const std::string& programme,
                        const std::vector<Appointee>& appointees) {
  ASSIGN_OR_RETURN(const Known known, ReadKnown(session, programme));
  ProgressBar bar("people and their roles");
  int64_t done = 0;
  for (const Appointee& appointee : appointees) {
    ASSIGN_OR_RETURN(const std::string person, Enter(session, programme, appointee, known));
    RETURN_IF_ERROR(Appoint(session, programme, appointee, person, known));
    bar.Set(++done, static_cast<int64_t>(appointees.size()));
  }
  return absl::OkStatus();
}

}  // namespace pcsp::cli

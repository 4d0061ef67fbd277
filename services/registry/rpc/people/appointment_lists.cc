// Appointments listed and counted.
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "services/registry/rpc/fields.h"
#include "services/registry/rpc/people/appointment_methods.h"
#include "services/registry/rpc/people/convert_people.h"
#include "services/registry/rpc/requests.h"

namespace pcsp::registry {
namespace {

constexpr int kMostPeople = 1000;  // to list the appointments of at once

// An id to look for, or nothing.
std::string WordFrom(absl::string_view field, const std::string& word, Violations& violations) {
  if (!word.empty() && !IsResourceId(word)) {
    violations.Add(std::string(field), word, kResourceIdRule);
  }
  return word;
}

// People, by themselves or by an appointment of theirs.
void PeopleFrom(const pb::ListAppointmentsRequest& request, AppointmentQuery& query,
                Violations& violations) {
  if (request.people_size() > kMostPeople) {
    violations.Add("people", absl::StrCat(request.people_size(), " people"),
                   absl::StrCat("at most ", kMostPeople));
    return;
  }
  const std::string appointments = AppointmentName(query.programme, "");
  for (int i = 0; i < request.people_size(); ++i) {
    const std::string field = absl::StrCat("people[", i, "]");
    const std::string& name = request.people(i);
    if (absl::StartsWith(name, appointments)) {
      query.of_appointments.push_back(AppointmentFrom(field, name, violations).appointment);
    } else if (name.empty()) {
      violations.Add(field, name, "a person or an appointment");
    } else {
      query.people.push_back(PersonOf(query.programme, field, name, violations));
    }
  }
}

AppointmentQuery QueryFrom(const pb::ListAppointmentsRequest& request, Date today,
                           Violations& violations) {
  AppointmentQuery query;
  query.programme = ProgrammeFrom("parent", request.parent(), violations);
  query.person = PersonOf(query.programme, "person", request.person(), violations);
  query.organisation =
      OrganisationOf(query.programme, "organisation", request.organisation(), violations);
  query.role = FromProto("role", request.role(), violations);
  query.skill = WordFrom("skill", request.skill(), violations);
  query.solved_issue = WordFrom("solved_issue", request.solved_issue(), violations);
  query.within = OrganisationOf(query.programme, "within", request.within(), violations);
  PeopleFrom(request, query, violations);
  query.day = DateFrom("as_of_date", request.as_of_date(), today, violations);
  if (!request.as_of_date().empty()) query.from = query.until = query.day;
  const bool range = !request.from_date().empty() || !request.until_date().empty();
  if (range && !request.as_of_date().empty()) {
    violations.Add("as_of_date", request.as_of_date(),
                   "nothing, since from_date or until_date is given");
  }
  if (!request.from_date().empty()) {
    query.from = DateFrom("from_date", request.from_date(), kSinceAlways, violations);
  }
  if (!request.until_date().empty()) {
    query.until = DateFrom("until_date", request.until_date(), kUntilFurtherNotice, violations);
  }
  if (query.from && query.until && *query.until < *query.from) {
    violations.Add("until_date", request.until_date(), "on or after from_date");
  }
  return query;
}

}  // namespace

absl::StatusOr<pb::ListAppointmentsResponse> AppointmentMethods::ListAppointments(
    const rpc::Call& call, const pb::ListAppointmentsRequest& request) const {
  pb::ListAppointmentsRequest filter = request;
  filter.clear_page_size();
  filter.clear_page_token();
  const std::vector<std::string> arguments = {"ListAppointments", filter.SerializeAsString()};
  Violations violations;
  AppointmentQuery query = QueryFrom(request, DayOf(call.now), violations);
  const Page page =
      PageFrom(request.page_size(), request.page_token(), *tokens_, arguments, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  query.after = page.After(0);

  std::vector<Appointment> appointments;
  std::vector<Person> people;
  RETURN_IF_ERROR(store_->Read([&](Reader& reader) -> absl::Status {
    RETURN_IF_ERROR(reader.GetProgramme(query.programme).status());
    if (!query.within.empty()) {
      RETURN_IF_ERROR(reader.GetOrganisation(query.programme, query.within).status());
    }
    query.limit = page.size + 1;
    appointments = reader.ListAppointments(query);
    query.limit = page.size;
    people = request.show_people() ? reader.ListAppointed(query) : std::vector<Person>();
    return absl::OkStatus();
  }));
  pb::ListAppointmentsResponse reply;
  if (TakeExtra(appointments, page)) {
    reply.set_next_page_token(tokens_->Encode({appointments.back().id}, arguments));
  }
  for (const Appointment& appointment : appointments) {
    *reply.add_appointments() = ToProto(appointment);
  }
  for (const Person& person : people) *reply.add_people() = ToProto(person);
  return reply;
}

absl::StatusOr<pb::CountAppointedPeopleResponse> AppointmentMethods::CountAppointedPeople(
    const rpc::Call& call, const pb::CountAppointedPeopleRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  const Date day = DateFrom("as_of_date", request.as_of_date(), DayOf(call.now), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  pb::CountAppointedPeopleResponse reply;
  RETURN_IF_ERROR(store_->Read([&](Reader& reader) -> absl::Status {
    RETURN_IF_ERROR(reader.GetProgramme(programme).status());
    reply.Clear();
    for (const AppointedCount& count : reader.CountAppointed(programme, day)) {
      const std::string name = OrganisationName(programme, count.practice);
      if (reply.practices().empty() || reply.practices().rbegin()->practice() != name) {
        reply.add_practices()->set_practice(name);
      }
      pb::AppointedGroup& group = *reply.mutable_practices()->rbegin()->add_groups();
      group.set_staff_group(static_cast<type::v1::StaffGroup>(count.group));
      group.set_people(count.people);
      group.set_staff(count.staff);
    }
    return absl::OkStatus();
  }));
  return reply;
}

}  // namespace pcsp::registry

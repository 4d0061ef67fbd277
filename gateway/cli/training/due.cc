#include "gateway/cli/training/due.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "gateway/cli/training/commands.h"

namespace pcsp::cli {
namespace {

namespace pb = planning::v1;

std::string DayOf(const pb::Session& held) { return held.start().substr(0, 10); }

bool IsFor(const pb::Course& course, type::v1::StaffGroup group) {
  const auto& groups = course.staff_groups();
  if (!groups.empty()) return std::find(groups.begin(), groups.end(), group) != groups.end();
  return group >= type::v1::STAFF_GROUP_GP && group <= type::v1::STAFF_GROUP_ADMIN;
}

// Who has what the course grants on the day, and does not lose it soon.
absl::Status AddCurrent(Session& session, const pb::Session& held, const pb::Course& course,
                        const std::string& practice, std::set<std::string>& not_due) {
  if (course.competence().empty()) return absl::OkStatus();
  pb::ListCompetencesRequest request;
  request.set_parent(session.ProgrammeName());
  request.set_as_of_date(DayOf(held));
  request.set_competence(course.competence());
  request.set_practice(practice);
  request.set_state(pb::COMPETENCE_STATE_CURRENT);
  ASSIGN_OR_RETURN(
      const auto all,
      CallForAll(session, &TrainingStub::ListCompetences, request, [](auto& page, auto& out) {
        out.mutable_competences()->MergeFrom(page.competences());
      }));
  for (const auto& competence : all.competences()) not_due.insert(competence.participant());
  return absl::OkStatus();
}

// Who is in a session of the course that is planned or confirmed.
absl::Status AddBooked(Session& session, const pb::Course& course, const std::string& practice,
                       std::set<std::string>& not_due) {
  pb::ListSessionsRequest sessions;
  sessions.set_parent(session.ProgrammeName());
  sessions.set_course(course.name());
  std::set<std::string> open;
  for (const auto state : {pb::SESSION_STATE_PLANNED, pb::SESSION_STATE_CONFIRMED}) {
    sessions.set_state(state);
    ASSIGN_OR_RETURN(
        const auto all,
        CallForAll(session, &TrainingStub::ListSessions, sessions, [](auto& page, auto& out) {
          out.mutable_sessions()->MergeFrom(page.sessions());
        }));
    for (const auto& one : all.sessions()) open.insert(one.name());
  }
  pb::ListEnrolmentsRequest request;
  request.set_parent(session.ProgrammeName() + "/sessions/-");
  request.set_practice(practice);
  ASSIGN_OR_RETURN(
      const auto all,
      CallForAll(session, &TrainingStub::ListEnrolments, request, [](auto& page, auto& out) {
        out.mutable_enrolments()->MergeFrom(page.enrolments());
      }));
  for (const auto& one : all.enrolments()) {
    const std::string in = one.name().substr(0, one.name().find("/enrolments/"));
    if (one.state() != pb::ENROLMENT_STATE_WITHDRAWN && open.contains(in)) {
      not_due.insert(one.participant());
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<pb::Enrolment>> DueOf(Session& session, const pb::Session& held,
                                                 const pb::Course& course,
                                                 const std::string& practice) {
  std::set<std::string> not_due;
  RETURN_IF_ERROR(AddCurrent(session, held, course, practice, not_due));
  RETURN_IF_ERROR(AddBooked(session, course, practice, not_due));
  registry::v1::ListAppointmentsRequest staff;
  staff.set_parent(session.ProgrammeName());
  staff.set_organisation(practice);
  staff.set_as_of_date(DayOf(held));
  std::map<std::string, type::v1::StaffGroup> people;
  RETURN_IF_ERROR(gateway::EachPage(
      *session.clients().registry, &registry::v1::RegistryService::Stub::ListAppointments, staff,
      absl::Seconds(session.timeout_seconds), [&](const auto& page) {
        for (const auto& post : page.appointments()) {
          const bool known = not_due.contains(post.person()) || not_due.contains(post.name());
          if (!known && IsFor(course, post.staff_group())) {
            people.emplace(post.person(), post.staff_group());
          }
        }
      }));
  std::vector<pb::Enrolment> due;
  for (const auto& [person, group] : people) {
    pb::Enrolment& one = due.emplace_back();
    one.set_participant(person);
    one.set_practice(practice);
    one.set_staff_group(group);
  }
  std::stable_sort(due.begin(), due.end(),
                   [](const auto& a, const auto& b) { return a.staff_group() < b.staff_group(); });
  return due;
}

}  // namespace pcsp::cli

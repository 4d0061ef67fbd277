#include "gateway/flows/plan_programme/teaching_facts.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gateway/flows/in_post/leavers.h"
#include "gateway/flows/pages.h"
#include "gateway/flows/plan_programme/course_order.h"

namespace pcsp::gateway {
namespace {

using registry::v1::RegistryService;
using Stub = planning::v1::TrainingService::Stub;

constexpr absl::Duration kPage = absl::Seconds(10);

std::string DayText(absl::CivilDay day) { return absl::FormatCivilTime(day); }

class Gatherer {
 public:
  Gatherer(Clients& clients, const v1::PlanProgrammeRequest& request, PlanFacts& facts,
           Violations& unknown)
      : clients_(clients), request_(request), facts_(facts), unknown_(unknown) {}

  absl::Status Gather() {
    RETURN_IF_ERROR(Courses());
    RETURN_IF_ERROR(Trainers());
    RETURN_IF_ERROR(ClosedDays());
    RETURN_IF_ERROR(Sessions());
    return Leavers();
  }

 private:
  bool IsPlanned(const planning::v1::Course& course) const {
    const auto& named = request_.courses();
    if (!named.empty()) return std::ranges::count(named, course.name()) > 0;
    return course.kind() == planning::v1::COURSE_KIND_CORE_DAY ||
           course.kind() == planning::v1::COURSE_KIND_FOLLOW_UP ||
           (IsRefresher(course) && !request_.without_refreshers());
  }

  absl::Status Courses() {
    planning::v1::ListCoursesRequest list;
    list.set_parent(request_.parent());
    RETURN_IF_ERROR(
        EachPage(*clients_.training, &Stub::ListCourses, list, kPage, [this](const auto& page) {
          for (const auto& course : page.courses()) {
            facts_.known_courses[course.name()] = course;
            if (IsPlanned(course)) facts_.courses.push_back(course);
          }
        }));
    for (int i = 0; i < request_.courses_size(); ++i) {
      if (facts_.known_courses.contains(request_.courses(i))) continue;
      unknown_.Add(absl::StrCat("courses[", i, "]"), request_.courses(i),
                   "a course of the programme");
    }
    return absl::OkStatus();
  }

  absl::Status Trainers() {
    planning::v1::ListTrainersRequest list;
    list.set_parent(request_.parent());
    list.set_as_of_date(DayText(facts_.start));
    list.set_stage(planning::v1::TRAINER_STAGE_QUALITY_ASSURED);
    RETURN_IF_ERROR(
        EachPage(*clients_.training, &Stub::ListTrainers, list, kPage, [this](const auto& page) {
          facts_.trainers.insert(facts_.trainers.end(), page.trainers().begin(),
                                 page.trainers().end());
        }));
    registry::v1::ListAppointmentsRequest appointments;
    appointments.set_parent(request_.parent());
    appointments.set_role(registry::v1::APPOINTMENT_ROLE_TRAINER);
    RETURN_IF_ERROR(EachPage(*clients_.registry, &RegistryService::Stub::ListAppointments,
                             appointments, kPage, [this](const auto& page) {
                               for (const auto& one : page.appointments()) {
                                 facts_.appointments[one.name()] = one;
                               }
                             }));
    planning::v1::ListLeavesRequest leaves;
    leaves.set_parent(request_.parent());
    leaves.set_from_date(DayText(facts_.start));
    return EachPage(*clients_.training, &Stub::ListLeaves, leaves, kPage, [this](const auto& page) {
      facts_.leaves.insert(facts_.leaves.end(), page.leaves().begin(), page.leaves().end());
    });
  }

  absl::Status ClosedDays() {
    planning::v1::GetTrainingSettingsRequest get;
    get.set_name(absl::StrCat(request_.parent(), "/trainingSettings"));
    ASSIGN_OR_RETURN(const auto settings,
                     Ask(*clients_.training, &Stub::GetTrainingSettings, get, absl::Now() + kPage));
    for (const planning::v1::ClosedDay& one : settings.closed_days()) {
      absl::CivilDay day;
      if (absl::ParseCivilTime(one.date(), &day)) facts_.closed.insert(day);
    }
    return absl::OkStatus();
  }

  // From today to the end of what is planned.
  absl::Status Sessions() {
    const absl::CivilDay last = facts_.start + facts_.fortnights * kDaysPerFortnight - 1;
    for (const planning::v1::Course& course : facts_.courses) {
      planning::v1::ListSessionsRequest list;
      list.set_parent(request_.parent());
      list.set_course(course.name());
      list.set_from_date(DayText(std::min(facts_.today, facts_.start)));
      list.set_until_date(DayText(last));
      RETURN_IF_ERROR(
          EachPage(*clients_.training, &Stub::ListSessions, list, kPage, [this](const auto& page) {
            for (const auto& session : page.sessions()) TakeSession(session);
          }));
    }
    for (const planning::v1::Session& session : facts_.sessions) {
      if (session.enrolled_count() == 0) continue;
      RETURN_IF_ERROR(Enrolments(session.name(), planning::v1::ENROLMENT_STATE_ENROLLED,
                                 facts_.enrolled[session.name()]));
    }
    return Dropped();
  }

  // Whoever misspells a session that is not to be held would never hear that it is.
  absl::Status Dropped() {
    for (int i = 0; i < request_.dropped_sessions_size(); ++i) {
      const std::string& name = request_.dropped_sessions(i);
      if (std::ranges::count(facts_.sessions, name, &planning::v1::Session::name) > 0) continue;
      planning::v1::GetSessionRequest get;
      get.set_name(name);
      const absl::Status found =
          Ask(*clients_.training, &Stub::GetSession, get, absl::Now() + kPage).status();
      if (absl::IsNotFound(found)) {
        unknown_.Add(absl::StrCat("dropped_sessions[", i, "]"), name, "a session of the programme");
      } else {
        RETURN_IF_ERROR(found);
      }
    }
    return absl::OkStatus();
  }

  void TakeSession(const planning::v1::Session& session) {
    if (session.state() == planning::v1::SESSION_STATE_PLANNED ||
        session.state() == planning::v1::SESSION_STATE_CONFIRMED) {
      facts_.sessions.push_back(session);
    }
  }

  absl::Status Enrolments(const std::string& session, planning::v1::EnrolmentState state,
                          std::vector<planning::v1::Enrolment>& enrolments) {
    planning::v1::ListEnrolmentsRequest list;
    list.set_parent(session);
    list.set_state(state);
    return EachPage(*clients_.training, &Stub::ListEnrolments, list, kPage, [&](const auto& page) {
      enrolments.insert(enrolments.end(), page.enrolments().begin(), page.enrolments().end());
    });
  }

  absl::Status Leavers() {
    std::set<std::string> participants;
    for (const auto& [session, enrolled] : facts_.enrolled) {
      for (const planning::v1::Enrolment& one : enrolled) participants.insert(one.participant());
    }
    if (participants.empty()) return absl::OkStatus();
    ASSIGN_OR_RETURN(
        const Careers careers,
        Careers::Read(clients_, request_.parent(), {participants.begin(), participants.end()}));
    for (const planning::v1::Session& session : facts_.sessions) {
      const planning::v1::Course& course = facts_.known_courses[session.course()];
      for (const planning::v1::Enrolment& one : facts_.enrolled[session.name()]) {
        if (LeaverOf(one, session, course, careers)) ++facts_.leavers;
      }
    }
    return absl::OkStatus();
  }

  Clients& clients_;
  const v1::PlanProgrammeRequest& request_;
  PlanFacts& facts_;
  Violations& unknown_;
};

}  // namespace

absl::Status AddTeachingFacts(Clients& clients, const v1::PlanProgrammeRequest& request,
                              PlanFacts& facts, Violations& unknown) {
  return Gatherer(clients, request, facts, unknown).Gather();
}

}  // namespace pcsp::gateway

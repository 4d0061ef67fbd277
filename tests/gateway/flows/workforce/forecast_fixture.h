// What tests of forecasts share: a programme of three practices, and a moment of 2027.
#pragma once

#include <string>

#include "gateway/flows/workforce/workforce_forecast.h"
#include "gtest/gtest.h"
#include "tests/gateway/flows/workforce/fake_programme.h"

namespace pcsp::gateway::testing {

inline rpc::Call Now() {
  const absl::Time now = absl::FromCivil(absl::CivilDay(2027, 1, 15), absl::UTCTimeZone());
  return {.now = now, .deadline = absl::Now() + absl::Seconds(20)};
}

// North has two practices, and one has no steering group; of b the nurses are not known. Core days
// and refreshers grant `conversation`.
class WorkforceForecastTest : public ::testing::Test {
 protected:
  WorkforceForecastTest() {
    programme_.AddPractice("a", "north",
                           {{type::v1::STAFF_GROUP_GP, 5}, {type::v1::STAFF_GROUP_NURSE, 3}});
    programme_.AddPractice("b", "north", {{type::v1::STAFF_GROUP_GP, 4}});
    programme_.AddPractice("c", "", {{type::v1::STAFF_GROUP_GP, 2}});
    AddCourse("core", planning::v1::COURSE_KIND_CORE_DAY, 24);
    AddCourse("again", planning::v1::COURSE_KIND_REFRESHER, 12);
  }

  void AddCourse(const std::string& id, planning::v1::CourseKind kind, int months) {
    planning::v1::Course& course = programme_.courses.emplace_back();
    course.set_name(Named("courses/" + id));
    course.set_kind(kind);
    course.set_competence("conversation");
    course.set_validity_months(months);
  }
  planning::v1::Session& AddSession(const std::string& id, const std::string& course,
                                    const std::string& day) {
    planning::v1::Session& session = programme_.sessions.emplace_back();
    session.set_name(Named("sessions/" + id));
    session.set_course(Named("courses/" + course));
    session.set_start(day + "T09:30");
    session.set_capacity(12);
    session.set_state(planning::v1::SESSION_STATE_PLANNED);
    return session;
  }
  // Two facilitators of 20 hours a month and two quality-assured trainers, since always.
  void AddPeople() {
    for (const char* id : {"f1", "f2"}) {
      programme_
          .AddAppointment(id, registry::v1::APPOINTMENT_ROLE_FACILITATOR, "north", "2024-01-01")
          .set_hours_per_month(20);
    }
    for (const char* id : {"t1", "t2"}) {
      programme_.AddAppointment(id, registry::v1::APPOINTMENT_ROLE_TRAINER, "north", "2024-01-01");
      programme_.AddTrainer(id, planning::v1::TRAINER_STAGE_QUALITY_ASSURED);
    }
  }

  v1::GetWorkforceForecastRequest Request() const {
    v1::GetWorkforceForecastRequest request;
    request.set_parent(kProgramme);
    request.set_months(12);
    request.set_paths(0);
    return request;
  }
  absl::StatusOr<v1::WorkforceForecast> Forecast(const v1::GetWorkforceForecastRequest& request) {
    return GetWorkforceForecast(clients_, Now(), request);
  }

  FakeProgramme programme_;
  Clients clients_{programme_.channels()};
};

}  // namespace pcsp::gateway::testing

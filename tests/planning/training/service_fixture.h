// The real training service, and what its tests ask of it.
#pragma once

#include <string>
#include <vector>

#include "services/planning/rpc/training/training_service.h"
#include "tests/planning/record_service.h"

namespace pcsp::planning::training::testing {

inline constexpr char kProgramme[] = "programmes/north";
inline std::string In(const std::string& rest) { return std::string(kProgramme) + "/" + rest; }

class TrainingServiceTest
    : public planning::testing::RecordServiceTest<TrainingService, pb::TrainingService> {
 protected:
  absl::StatusOr<pb::Course> AddCourse(const std::string& id,
                                       const std::vector<std::string>& prerequisites = {}) {
    pb::CreateCourseRequest request;
    request.set_parent(kProgramme);
    request.set_course_id(id);
    request.mutable_course()->set_title("Course " + id);
    request.mutable_course()->set_kind(pb::COURSE_KIND_CORE_DAY);
    request.mutable_course()->set_length_minutes(360);
    request.mutable_course()->set_validity_months(24);
    request.mutable_course()->set_competence("conversation");
    for (const std::string& needed : prerequisites) {
      request.mutable_course()->add_prerequisites(In("courses/" + needed));
    }
    return Ask(&Stub::CreateCourse, request);
  }
  absl::StatusOr<pb::Venue> AddVenue(const std::string& id, int seats) {
    pb::CreateVenueRequest request;
    request.set_parent(kProgramme);
    request.set_venue_id(id);
    request.mutable_venue()->set_title("Venue " + id);
    request.mutable_venue()->set_region(In("organisations/sg1"));
    request.mutable_venue()->set_seats(seats);
    return Ask(&Stub::CreateVenue, request);
  }
  // A whole day at venue `hall`.
  pb::CreateSessionRequest SessionRequest(const std::string& id, const std::string& day,
                                          int capacity, const std::string& course = "core") {
    pb::CreateSessionRequest request;
    request.set_parent(kProgramme);
    request.set_session_id(id);
    pb::Session* const session = request.mutable_session();
    session->set_course(In("courses/" + course));
    session->set_venue(In("venues/hall"));
    session->set_start(day + "T09:30");
    session->set_end(day + "T16:30");
    session->set_capacity(capacity);
    return request;
  }
  absl::StatusOr<pb::Session> AddSession(const std::string& id, const std::string& day,
                                         int capacity, const std::string& course = "core") {
    return Ask(&Stub::CreateSession, SessionRequest(id, day, capacity, course));
  }
  // Moves the clock on, so that whoever enrols later waits longer.
  absl::StatusOr<pb::Enrolment> Enrol(const std::string& session, const std::string& person,
                                      const std::string& practice,
                                      type::v1::StaffGroup group = type::v1::STAFF_GROUP_NURSE) {
    clock_.Advance(absl::Seconds(1));
    pb::CreateEnrolmentRequest request;
    request.set_parent(In("sessions/" + session));
    request.mutable_enrolment()->set_participant(In("people/" + person));
    request.mutable_enrolment()->set_practice(In("organisations/" + practice));
    request.mutable_enrolment()->set_staff_group(group);
    return Ask(&Stub::CreateEnrolment, request);
  }
  static void Mark(pb::RecordAttendanceRequest& request, const std::string& person,
                   pb::Attendance attendance, const std::string& practice = "") {
    pb::AttendanceMark* const mark = request.add_marks();
    mark->set_participant(In("people/" + person));
    mark->set_attendance(attendance);
    if (practice.empty()) return;
    mark->set_practice(In("organisations/" + practice));
    mark->set_staff_group(type::v1::STAFF_GROUP_NURSE);
  }
  absl::StatusOr<pb::Trainer> Step(const std::string& trainer, pb::TrainerStage stage,
                                   const std::string& day) {
    pb::RecordTrainerStepRequest request;
    request.set_name(In("trainers/" + trainer));
    request.mutable_step()->set_stage(stage);
    request.mutable_step()->set_step_date(day);
    request.mutable_step()->set_evidence("certificate");
    return Ask(&Stub::RecordTrainerStep, request);
  }
};

}  // namespace pcsp::planning::training::testing

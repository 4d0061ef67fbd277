#include "services/planning/rpc/training/session/enrolling.h"

#include "services/planning/rpc/training/course/convert_course.h"
#include "services/planning/rpc/training/session/session_records.h"

namespace pcsp::planning::training {

absl::StatusOr<Roll> OpenRoll(sql::RecordReader& reader, const NameParts& session,
                              const std::vector<std::string>& participants) {
  Roll roll;
  ASSIGN_OR_RETURN(roll.session, Find<Session>(reader, session));
  RETURN_IF_ERROR(CheckOpen(roll.session));
  ASSIGN_OR_RETURN(roll.course, Find<Course>(reader, {session.programme, roll.session.course}));
  roll.courses = AllOf<Course>(reader, session.programme);
  roll.enrolments = EnrolmentsOf(reader, roll.session);
  roll.diary = DiaryBeside(reader, roll.session, participants);
  return roll;
}

const Enrolment* EnrolmentOf(const Roll& roll, const std::string& participant) {
  for (const Enrolment& enrolment : roll.enrolments) {
    if (enrolment.participant == participant && Counts(enrolment)) return &enrolment;
  }
  return nullptr;
}

void Enrol(sql::RecordReader& reader, const std::string& field, Enrolment& enrolment, Roll& roll,
           Violations& violations) {
  enrolment.session = roll.session.id;
  enrolment.course = roll.session.course;
  enrolment.day = DayOf(roll.session);
  Violations wrong;
  CheckEligible(enrolment, roll.course, EarlierOf(reader, enrolment), roll.courses, wrong);
  CheckParticipantFree("participant", enrolment.participant, roll.session, roll.diary, wrong);
  enrolment.state = PlaceFor(enrolment, roll.session, roll.enrolments, wrong);
  violations.Merge(field + ".", wrong.ToStatus());
  roll.enrolments.push_back(enrolment);
}

}  // namespace pcsp::planning::training

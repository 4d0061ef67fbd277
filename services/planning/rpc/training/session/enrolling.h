// Giving people places in a session.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/planning/domain/training/session/clashes.h"
#include "services/planning/rpc/training/session/convert_session.h"

namespace pcsp::planning::training {

// A session that takes enrolments, and what they are judged by.
struct Roll {
  Session session;
  Course course;
  std::vector<Course> courses;
  std::vector<Enrolment> enrolments;  // of the session
  Diary diary;                        // what `participants` do at the time
};
// SESSION_NOT_FOUND, SESSION_OVER.
absl::StatusOr<Roll> OpenRoll(sql::RecordReader& reader, const NameParts& session,
                              const std::vector<std::string>& participants);

// Their enrolment in the session that still counts; null if there is none.
const Enrolment* EnrolmentOf(const Roll& roll, const std::string& participant);

// Gives `enrolment`, of one of the participants, its place and adds it to the roll, after
// everything that forbids it has been added to `violations`, whose fields begin with `field`.
void Enrol(sql::RecordReader& reader, const std::string& field, Enrolment& enrolment, Roll& roll,
           Violations& violations);

}  // namespace pcsp::planning::training

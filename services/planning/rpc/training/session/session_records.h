// What the methods on sessions, enrolments and attendance read and write together.
#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "services/planning/domain/training/session/session_check.h"
#include "services/planning/rpc/training/session/convert_session.h"

namespace pcsp::planning::training {

// What is known of what `session` refers to, and what its trainers, its venue and `participants` do
// at the time.
SessionContext ContextOf(sql::RecordReader& reader, const Session& session,
                         std::vector<std::string> participants = {});
// The sessions that may overlap `session`, and where `people` are enrolled.
Diary DiaryBeside(sql::RecordReader& reader, const Session& session,
                  const std::vector<std::string>& people);

// Of one session, in the order of enrolling.
std::vector<Enrolment> EnrolmentsOf(sql::RecordReader& reader, const Session& session);
Attendees CountAttendees(const std::vector<Enrolment>& enrolments);
pb::Session WithAttendees(const Session& session, const std::vector<Enrolment>& enrolments);

// This participant's enrolments in sessions that were not cancelled.
std::vector<Enrolment> EarlierOf(sql::RecordReader& reader, const Enrolment& enrolment);

// Gives free places to those who wait and keeps that; who got one.
std::vector<Enrolment> PromoteAndKeep(sql::RecordWriter& writer, const Session& session,
                                      std::vector<Enrolment>& enrolments, absl::Time now);

// SESSION_OVER unless it is planned or confirmed.
absl::Status CheckOpen(const Session& session);

}  // namespace pcsp::planning::training

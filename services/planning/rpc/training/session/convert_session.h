// Messages of sessions, enrolments and attendance as domain values.
#pragma once

#include "pcsp/planning/v1/session.pb.h"
#include "services/planning/domain/training/session/attendance.h"
#include "services/planning/rpc/training/nouns.h"

namespace pcsp::planning::training {

namespace pb = ::pcsp::planning::v1;

template <>
struct Noun<Session> {
  using Proto = pb::Session;
  static constexpr absl::string_view kType = "session", kCollection = "sessions";
};
template <>
struct Noun<Enrolment> {
  using Proto = pb::Enrolment;
  static constexpr absl::string_view kType = "enrolment", kCollection = "enrolments";
};

// `{session}/enrolments/{enrolment}`.
std::string NameOf(const Enrolment& enrolment);
struct EnrolmentName {
  std::string programme, session, id;
};
EnrolmentName EnrolmentNameFrom(absl::string_view field, absl::string_view name,
                                Violations& violations);

// How many have a place and how many wait.
struct Attendees {
  int enrolled = 0, waiting = 0;
};
pb::Session ToProto(const Session& session, const Attendees& attendees);
// One that nobody can have enrolled for yet.
inline pb::Session ToProto(const Session& session) { return ToProto(session, Attendees()); }
pb::Enrolment ToProto(const Enrolment& enrolment);

// The times are not resolved yet. Where `need` is kRequired, start and end have to be given.
Session FromProto(const std::string& programme, const pb::Session& proto, Need need,
                  Violations& violations);
// `field` is where the message stands, such as `enrolment`.
Enrolment FromProto(const std::string& programme, const std::string& field,
                    const pb::Enrolment& proto, Violations& violations);
std::vector<AttendanceMark> FromProto(const std::string& programme,
                                      const pb::RecordAttendanceRequest& request,
                                      Violations& violations);

// Copies what the update is about.
void Patch(const Session& given, const pb::UpdateSessionRequest& request, Session& session,
           Violations& violations);

}  // namespace pcsp::planning::training

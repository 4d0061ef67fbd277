#include "services/planning/rpc/training/session/session_checks.h"

#include "services/planning/domain/training/errors.h"
#include "services/planning/rpc/training/competence/competence_records.h"
#include "services/planning/rpc/training/session/session_records.h"

namespace pcsp::planning::training {
namespace {

// Fills in the instants, where there are times that they follow from.
void Resolve(Session& session, Violations& all) {
  const absl::CivilMinute none;
  if (session.start != none && session.end != none) ResolveTimes(session, all);
}

// What the request that puts a session where it is allows.
struct Allowed {
  bool closed_day = false, past = false;
};

// What else holds of a session that is put where it was not before.
void CheckWhere(sql::RecordReader& reader, const Session& session, const Allowed& allowed,
                absl::Time now, SessionContext& context) {
  if (!allowed.closed_day) {
    context.closed_days = SettingsOf(reader, session.programme).closed_days;
  }
  // A time that could not be resolved has been told.
  if (!allowed.past && session.start_time != absl::UnixEpoch()) context.now = now;
}

bool Moves(const Session& before, const Session& after) {
  return before.start_time != after.start_time || before.end_time != after.end_time;
}

// Who is enrolled or waits.
std::vector<std::string> Participants(const std::vector<Enrolment>& enrolments) {
  std::vector<std::string> participants;
  for (const Enrolment& enrolment : enrolments) {
    if (Counts(enrolment)) participants.push_back(enrolment.participant);
  }
  return participants;
}

}  // namespace

void CheckNew(sql::RecordReader& reader, const pb::CreateSessionRequest& request, absl::Time now,
              Session& session, Violations& all) {
  Resolve(session, all);
  SessionContext context = ContextOf(reader, session);
  CheckWhere(reader, session, {request.allow_closed_day(), request.allow_past()}, now, context);
  CheckSession(session, context, all);
}

void CheckUpdate(sql::RecordReader& reader, const Session& before,
                 const std::vector<Enrolment>& enrolments, const pb::UpdateSessionRequest& request,
                 absl::Time now, Session& session, Violations& all) {
  Resolve(session, all);
  const bool moves = Moves(before, session);
  SessionContext context =
      ContextOf(reader, session, moves ? Participants(enrolments) : std::vector<std::string>());
  context.enrolled = CountAttendees(enrolments).enrolled;
  if (moves) {
    CheckWhere(reader, session, {request.allow_closed_day(), request.allow_past()}, now, context);
  }
  CheckSession(session, context, all);
}

absl::Status AllowIn(sql::RecordReader& reader, Session& session, SessionState to, absl::Time now) {
  if (to == SessionState::kHeld && session.start_time > now) {
    return SessionNotBegun(NameOf(session), MinuteText(session.start));
  }
  if (to == SessionState::kConfirmed && !HasLead(session, ContextOf(reader, session))) {
    return SessionWithoutLead(NameOf(session));
  }
  if (to != SessionState::kPlanned && to != SessionState::kConfirmed) return absl::OkStatus();
  // Trainers and participants of a session that comes back may have something else to do by now.
  Violations violations;
  Resolve(session, violations);
  CheckSession(session, ContextOf(reader, session, Participants(EnrolmentsOf(reader, session))),
               violations);
  return violations.ToStatus();
}

absl::Status AllowDeletion(sql::RecordReader& reader, const Session& session) {
  const std::string name = NameOf(session);
  for (const Enrolment& enrolment : EnrolmentsOf(reader, session)) {
    if (Counts(enrolment)) return InUse("session", name, NameOf(enrolment));
  }
  if (!session.reservations.empty()) {
    return InUse("session", name,
                 NameIn(session.programme, "organisations", session.reservations[0].practice));
  }
  if (reader.Find<SessionFeedback>({session.programme, session.id})) {
    return InUse("session", name, "feedback");
  }
  return absl::OkStatus();
}

}  // namespace pcsp::planning::training

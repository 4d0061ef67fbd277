#include "services/planning/rpc/training/session/session_methods.h"

#include <map>

#include "services/planning/domain/training/words.h"
#include "services/planning/rpc/training/session/session_checks.h"
#include "services/planning/rpc/training/session/session_records.h"

namespace pcsp::planning::training {
namespace {

// Enrolments repeat the day of their session.
void MoveEnrolments(sql::RecordWriter& writer, const Session& session,
                    std::vector<Enrolment>& enrolments, absl::Time now) {
  for (Enrolment& enrolment : enrolments) {
    if (enrolment.day == DayOf(session)) continue;
    enrolment.day = DayOf(session);
    Keep(writer, enrolment, now);
  }
}

// The conditions of a list; what is wrong with them is added to `violations`.
std::vector<sql::Condition> ConditionsOf(const pb::ListSessionsRequest& request,
                                         const std::string& programme, Violations& violations) {
  std::vector<sql::Condition> where = {sql::Is("programme", programme)};
  const auto id = [&](const char* field, const char* collection, const std::string& name) {
    const std::string found = IdOf(programme, collection, field, name, Need::kOptional, violations);
    if (!found.empty()) where.push_back(sql::Is(field, found));
  };
  id("course", "courses", request.course());
  id("venue", "venues", request.venue());
  const auto state = EnumFrom("state", request.state(), SessionState::kHeld, violations);
  if (state != SessionState::kUnspecified) {
    where.push_back(sql::Is("state", WordOf(state, kSessionStateWords)));
  }
  const auto from = DayFrom("from_date", request.from_date(), {}, Need::kOptional, violations);
  const auto until = DayFrom("until_date", request.until_date(), {}, Need::kOptional, violations);
  if (!request.from_date().empty()) {
    where.push_back(sql::AtLeast("start_day", sql::DayText(from)));
  }
  if (!request.until_date().empty()) {
    where.push_back(sql::AtMost("start_day", sql::DayText(until)));
  }
  return where;
}

absl::StatusOr<std::map<std::string, std::vector<Enrolment>>> EnrolmentsBySession(
    const Desk& desk, const std::vector<Session>& sessions) {
  std::map<std::string, std::vector<Enrolment>> by_session;
  if (sessions.empty()) return by_session;
  std::vector<std::string> ids;
  for (const Session& session : sessions) ids.push_back(session.id);
  RETURN_IF_ERROR(desk.records->Read([&](sql::RecordReader& reader) {
    by_session.clear();
    for (Enrolment& enrolment :
         AllOf<Enrolment>(reader, sessions[0].programme, {sql::OneOfThem("session", ids)})) {
      by_session[enrolment.session].push_back(std::move(enrolment));
    }
    return absl::OkStatus();
  }));
  return by_session;
}

}  // namespace

absl::StatusOr<pb::Session> SessionMethods::CreateSession(
    const rpc::Call& call, const pb::CreateSessionRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  CheckNewId("session_id", request.session_id(), violations);
  CheckRequestId(request.request_id(), violations);
  Session session = FromProto(programme, request.session(), Need::kRequired, violations);
  session.id = request.session_id();
  if (session.time_zone.empty()) session.time_zone = std::string(kDefaultTimeZone);
  return Create<Session>(desk_, "CreateSession", call, request, session, violations,
                         [&](sql::RecordReader& reader, Session& made, Violations& all) {
                           CheckNew(reader, request, call.now, made, all);
                         });
}

absl::StatusOr<pb::Session> SessionMethods::GetSession(const rpc::Call&,
                                                       const pb::GetSessionRequest& request) const {
  Violations violations;
  const NameParts id = NameFrom("sessions", "name", request.name(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  pb::Session reply;
  RETURN_IF_ERROR(desk_.records->Read([&](sql::RecordReader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(const Session session, Find<Session>(reader, id));
    reply = WithAttendees(session, EnrolmentsOf(reader, session));
    return absl::OkStatus();
  }));
  return reply;
}

absl::StatusOr<pb::ListSessionsResponse> SessionMethods::ListSessions(
    const rpc::Call&, const pb::ListSessionsRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  const sql::Query query{.where = ConditionsOf(request, programme, violations),
                         .order = {"start_utc", "id"}};
  ASSIGN_OR_RETURN(
      auto listed,
      List<Session>(desk_, request,
                    {"ListSessions", request.parent(), request.course(), request.venue(),
                     absl::StrCat(request.state()), request.from_date(), request.until_date()},
                    query, violations, [](const Session& session) -> std::vector<std::string> {
                      return {UtcText(session.start_time), session.id};
                    }));
  ASSIGN_OR_RETURN(auto enrolments, EnrolmentsBySession(desk_, listed.items));
  pb::ListSessionsResponse reply;
  for (const Session& session : listed.items) {
    *reply.add_sessions() = WithAttendees(session, enrolments[session.id]);
  }
  reply.set_next_page_token(listed.next_page_token);
  return reply;
}

absl::StatusOr<pb::Session> SessionMethods::UpdateSession(
    const rpc::Call& call, const pb::UpdateSessionRequest& request) const {
  Violations violations;
  const NameParts id = NameFrom("sessions", "session.name", request.session().name(), violations);
  CheckRequestId(request.request_id(), violations);
  const Session given = FromProto(id.programme, request.session(), Need::kOptional, violations);
  if (id.programme.empty()) return violations.ToStatus();
  const auto change = ChangeOf("UpdateSession", call, id.programme, request);
  return Write<pb::Session>(
      *desk_.records, change, [&](sql::RecordWriter& writer) -> absl::StatusOr<pb::Session> {
        ASSIGN_OR_RETURN(Session session, Find<Session>(writer, id));
        RETURN_IF_ERROR(
            CheckEtag("session", NameOf(session), request.session().etag(), session.revision));
        RETURN_IF_ERROR(CheckOpen(session));
        std::vector<Enrolment> enrolments = EnrolmentsOf(writer, session);
        Violations all = violations;
        const Session before = session;
        Patch(given, request, session, all);
        CheckUpdate(writer, before, enrolments, request, call.now, session, all);
        RETURN_IF_ERROR(all.ToStatus());
        Keep(writer, session, call.now);
        MoveEnrolments(writer, session, enrolments, call.now);
        PromoteAndKeep(writer, session, enrolments, call.now);
        writer.Concerns(NameOf(session));
        return WithAttendees(session, enrolments);
      });
}

absl::StatusOr<pb::Session> SessionMethods::DeleteSession(
    const rpc::Call& call, const pb::DeleteSessionRequest& request) const {
  return Delete<Session>(
      desk_, "DeleteSession", call, request, [](sql::RecordWriter& writer, const Session& session) {
        RETURN_IF_ERROR(AllowDeletion(writer, session));
        // Those who have withdrawn go with it.
        writer.Remove<Enrolment>(
            {sql::Is("programme", session.programme), sql::Is("session", session.id)});
        return absl::OkStatus();
      });
}

absl::StatusOr<pb::Session> SessionMethods::ChangeSessionState(
    const rpc::Call& call, const pb::ChangeSessionStateRequest& request) const {
  Violations violations;
  const NameParts id = NameFrom("sessions", "name", request.name(), violations);
  CheckRequestId(request.request_id(), violations);
  const auto to = EnumFrom("state", request.state(), SessionState::kHeld, violations);
  if (to == SessionState::kUnspecified) violations.Add("state", "", "the new state");
  RETURN_IF_ERROR(violations.ToStatus());
  const auto change = ChangeOf("ChangeSessionState", call, id.programme, request);
  return Write<pb::Session>(
      *desk_.records, change, [&](sql::RecordWriter& writer) -> absl::StatusOr<pb::Session> {
        ASSIGN_OR_RETURN(Session session, Find<Session>(writer, id));
        RETURN_IF_ERROR(CheckEtag("session", NameOf(session), request.etag(), session.revision));
        RETURN_IF_ERROR(AllowState(NameOf(session), session.state, to));
        RETURN_IF_ERROR(AllowIn(writer, session, to, call.now));
        session.state = to;
        Keep(writer, session, call.now);
        writer.Concerns(NameOf(session));
        return WithAttendees(session, EnrolmentsOf(writer, session));
      });
}

}  // namespace pcsp::planning::training

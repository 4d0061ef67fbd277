#include "services/planning/rpc/training/session/enrolment_methods.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "services/planning/domain/training/errors.h"
#include "services/planning/domain/training/words.h"
#include "services/planning/rpc/training/course/convert_course.h"
#include "services/planning/rpc/training/session/enrolling.h"
#include "services/planning/rpc/training/session/session_records.h"

namespace pcsp::planning::training {
namespace {

constexpr absl::string_view kAllSessions = "/sessions/-";
constexpr int kMostAtOnce = 500;

absl::StatusOr<Enrolment> FindEnrolment(sql::RecordReader& reader, const EnrolmentName& name) {
  std::optional<Enrolment> found = reader.Find<Enrolment>({name.programme, name.id});
  if (found && found->session == name.session) return *std::move(found);
  Enrolment missing;
  missing.programme = name.programme;
  missing.session = name.session;
  missing.id = name.id;
  return ResourceNotFound("enrolment", NameOf(missing));
}

std::vector<sql::Condition> ConditionsOf(const pb::ListEnrolmentsRequest& request,
                                         const NameParts& parent, Violations& violations) {
  std::vector<sql::Condition> where = {sql::Is("programme", parent.programme)};
  if (!parent.id.empty()) where.push_back(sql::Is("session", parent.id));
  const std::string participant = ParticipantFrom(
      parent.programme, "participant", request.participant(), Need::kOptional, violations);
  if (!participant.empty()) where.push_back(sql::Is("participant", participant));
  const std::string practice = IdOf(parent.programme, "organisations", "practice",
                                    request.practice(), Need::kOptional, violations);
  if (!practice.empty()) where.push_back(sql::Is("practice", practice));
  const auto state = EnumFrom("state", request.state(), EnrolmentState::kWithdrawn, violations);
  if (state != EnrolmentState::kUnspecified) {
    where.push_back(sql::Is("state", WordOf(state, kEnrolmentStateWords)));
  }
  return where;
}

// With ids that sort in the order of the request.
std::vector<Enrolment> BatchFrom(const std::string& programme,
                                 const pb::BatchCreateEnrolmentsRequest& request, absl::Time now,
                                 Violations& violations) {
  const int size = request.enrolments_size();
  if (size < 1 || size > kMostAtOnce) {
    violations.Add("enrolments", absl::StrCat(size), absl::StrCat("1 to ", kMostAtOnce));
  }
  std::vector<std::string> ids;
  for (int i = 0; i < size; ++i) ids.push_back(NewUuid(now));
  std::sort(ids.begin(), ids.end());
  std::vector<Enrolment> enrolments;
  for (int i = 0; i < size; ++i) {
    enrolments.push_back(FromProto(programme, absl::StrCat("enrolments[", i, "]"),
                                   request.enrolments(i), violations));
    enrolments.back().id = ids[static_cast<size_t>(i)];
    enrolments.back().create_time = enrolments.back().update_time = now;
  }
  return enrolments;
}

std::vector<std::string> ParticipantsIn(const std::vector<Enrolment>& enrolments) {
  std::vector<std::string> participants;
  for (const Enrolment& enrolment : enrolments) participants.push_back(enrolment.participant);
  return participants;
}

// Keeps what was marked; those who were not enrolled get an id.
void KeepMarked(sql::RecordWriter& writer, std::vector<Enrolment>& marked, absl::Time now) {
  for (Enrolment& enrolment : marked) {
    if (!enrolment.id.empty()) {
      Keep(writer, enrolment, now);
      continue;
    }
    enrolment.id = NewUuid(now);
    enrolment.create_time = enrolment.update_time = now;
    writer.Insert(enrolment);
  }
}

absl::Status AllowMarks(const Session& session, absl::Time now) {
  if (session.state == SessionState::kCancelled) return SessionCancelled(NameOf(session));
  if (session.start_time > now) return SessionNotBegun(NameOf(session), MinuteText(session.start));
  return absl::OkStatus();
}

pb::RecordAttendanceResponse AttendanceReply(const Session& session,
                                             const std::vector<Enrolment>& all,
                                             const std::vector<Enrolment>& marked) {
  pb::RecordAttendanceResponse reply;
  *reply.mutable_session() = WithAttendees(session, all);
  for (const Enrolment& enrolment : marked) *reply.add_enrolments() = ToProto(enrolment);
  return reply;
}

}  // namespace

absl::StatusOr<pb::Enrolment> EnrolmentMethods::CreateEnrolment(
    const rpc::Call& call, const pb::CreateEnrolmentRequest& request) const {
  Violations violations;
  const NameParts parent = NameFrom("sessions", "parent", request.parent(), violations);
  CheckRequestId(request.request_id(), violations);
  if (parent.programme.empty()) return violations.ToStatus();
  Enrolment given = FromProto(parent.programme, "enrolment", request.enrolment(), violations);
  given.id = NewUuid(call.now);
  given.create_time = given.update_time = call.now;
  const auto change = ChangeOf("CreateEnrolment", call, parent.programme, request);
  return Write<pb::Enrolment>(
      *desk_.records, change, [&](sql::RecordWriter& writer) -> absl::StatusOr<pb::Enrolment> {
        ASSIGN_OR_RETURN(Roll roll, OpenRoll(writer, parent, {given.participant}));
        if (const Enrolment* const known = EnrolmentOf(roll, given.participant)) {
          return ResourceExists("enrolment", NameOf(*known));
        }
        Enrolment enrolment = given;
        Violations all = violations;
        Enrol(writer, "enrolment", enrolment, roll, all);
        RETURN_IF_ERROR(all.ToStatus());
        writer.Insert(enrolment);
        writer.Concerns(NameOf(enrolment));
        return ToProto(enrolment);
      });
}

absl::StatusOr<pb::BatchCreateEnrolmentsResponse> EnrolmentMethods::BatchCreateEnrolments(
    const rpc::Call& call, const pb::BatchCreateEnrolmentsRequest& request) const {
  Violations violations;
  const NameParts parent = NameFrom("sessions", "parent", request.parent(), violations);
  CheckRequestId(request.request_id(), violations);
  if (parent.programme.empty()) return violations.ToStatus();
  const std::vector<Enrolment> given = BatchFrom(parent.programme, request, call.now, violations);
  using Reply = pb::BatchCreateEnrolmentsResponse;
  const auto enrol = [&](sql::RecordWriter& writer) -> absl::StatusOr<Reply> {
    ASSIGN_OR_RETURN(Roll roll, OpenRoll(writer, parent, ParticipantsIn(given)));
    Violations all = violations;
    Reply reply;
    for (size_t i = 0; i < given.size(); ++i) {
      const std::string field = absl::StrCat("enrolments[", i, "]");
      Enrolment enrolment = given[i];
      if (const Enrolment* const known = EnrolmentOf(roll, enrolment.participant)) {
        all.Add(field + ".participant", enrolment.participant,
                absl::StrCat("somebody who is not in the session yet, as by ", NameOf(*known)));
      }
      Enrol(writer, field, enrolment, roll, all);
      *reply.add_enrolments() = ToProto(enrolment);
    }
    RETURN_IF_ERROR(all.ToStatus());
    for (size_t i = roll.enrolments.size() - given.size(); i < roll.enrolments.size(); ++i) {
      writer.Insert(roll.enrolments[i]);
    }
    writer.Concerns(NameOf(roll.session));
    return reply;
  };
  return Write<Reply>(*desk_.records,
                      ChangeOf("BatchCreateEnrolments", call, parent.programme, request), enrol);
}

absl::StatusOr<pb::Enrolment> EnrolmentMethods::GetEnrolment(
    const rpc::Call&, const pb::GetEnrolmentRequest& request) const {
  Violations violations;
  const EnrolmentName name = EnrolmentNameFrom("name", request.name(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  pb::Enrolment reply;
  RETURN_IF_ERROR(desk_.records->Read([&](sql::RecordReader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(const Enrolment enrolment, FindEnrolment(reader, name));
    reply = ToProto(enrolment);
    return absl::OkStatus();
  }));
  return reply;
}

absl::StatusOr<pb::ListEnrolmentsResponse> EnrolmentMethods::ListEnrolments(
    const rpc::Call&, const pb::ListEnrolmentsRequest& request) const {
  Violations violations;
  NameParts parent;
  if (absl::EndsWith(request.parent(), kAllSessions)) {
    parent.programme =
        ProgrammeFrom("parent", absl::StripSuffix(request.parent(), kAllSessions), violations);
  } else {
    parent = NameFrom("sessions", "parent", request.parent(), violations);
  }
  const sql::Query query{.where = ConditionsOf(request, parent, violations), .order = {"id"}};
  ASSIGN_OR_RETURN(auto listed,
                   List<Enrolment>(desk_, request,
                                   {"ListEnrolments", request.parent(), request.participant(),
                                    request.practice(), absl::StrCat(request.state())},
                                   query, violations, IdCursor<Enrolment>));
  pb::ListEnrolmentsResponse reply;
  for (const Enrolment& enrolment : listed.items) *reply.add_enrolments() = ToProto(enrolment);
  reply.set_next_page_token(listed.next_page_token);
  return reply;
}

absl::StatusOr<pb::WithdrawEnrolmentResponse> EnrolmentMethods::WithdrawEnrolment(
    const rpc::Call& call, const pb::WithdrawEnrolmentRequest& request) const {
  Violations violations;
  const EnrolmentName name = EnrolmentNameFrom("name", request.name(), violations);
  CheckRequestId(request.request_id(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  using Reply = pb::WithdrawEnrolmentResponse;
  const auto withdraw = [&](sql::RecordWriter& writer) -> absl::StatusOr<Reply> {
    ASSIGN_OR_RETURN(Enrolment enrolment, FindEnrolment(writer, name));
    RETURN_IF_ERROR(CheckEtag("enrolment", request.name(), request.etag(), enrolment.revision));
    ASSIGN_OR_RETURN(const Session session, Find<Session>(writer, {name.programme, name.session}));
    RETURN_IF_ERROR(CheckOpen(session));
    if (!Counts(enrolment)) return EnrolmentWithdrawn(request.name());
    enrolment.state = EnrolmentState::kWithdrawn;
    Keep(writer, enrolment, call.now);
    Reply reply;
    *reply.mutable_enrolment() = ToProto(enrolment);
    std::vector<Enrolment> all = EnrolmentsOf(writer, session);
    for (const Enrolment& promoted : PromoteAndKeep(writer, session, all, call.now)) {
      *reply.add_promoted() = ToProto(promoted);
    }
    writer.Concerns(request.name());
    return reply;
  };
  return Write<Reply>(*desk_.records, ChangeOf("WithdrawEnrolment", call, name.programme, request),
                      withdraw);
}

absl::StatusOr<pb::RecordAttendanceResponse> EnrolmentMethods::RecordAttendance(
    const rpc::Call& call, const pb::RecordAttendanceRequest& request) const {
  Violations violations;
  const NameParts id = NameFrom("sessions", "name", request.name(), violations);
  CheckRequestId(request.request_id(), violations);
  if (id.programme.empty()) return violations.ToStatus();
  const std::vector<AttendanceMark> marks = FromProto(id.programme, request, violations);
  using Reply = pb::RecordAttendanceResponse;
  const auto record = [&](sql::RecordWriter& writer) -> absl::StatusOr<Reply> {
    ASSIGN_OR_RETURN(Session session, Find<Session>(writer, id));
    RETURN_IF_ERROR(AllowMarks(session, call.now));
    ASSIGN_OR_RETURN(const Course course, Find<Course>(writer, {id.programme, session.course}));
    Violations all = violations;
    std::vector<Enrolment> marked =
        Marked(session, course, EnrolmentsOf(writer, session), marks, all);
    RETURN_IF_ERROR(all.ToStatus());
    KeepMarked(writer, marked, call.now);
    session.state = SessionState::kHeld;
    Keep(writer, session, call.now);
    writer.Concerns(NameOf(session));
    return AttendanceReply(session, EnrolmentsOf(writer, session), marked);
  };
  return Write<Reply>(*desk_.records, ChangeOf("RecordAttendance", call, id.programme, request),
                      record);
}

}  // namespace pcsp::planning::training

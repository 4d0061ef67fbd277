#include "services/planning/rpc/training/session/session_records.h"

#include <algorithm>
#include <map>
#include <set>

#include "services/planning/domain/training/errors.h"

namespace pcsp::planning::training {
namespace {

// Days in different time zones may differ by one.
std::vector<Session> NearInTime(sql::RecordReader& reader, const Session& session) {
  return AllOf<Session>(reader, session.programme,
                        {sql::AtMost("start_day", sql::DayText(absl::CivilDay(session.end) + 1)),
                         sql::AtLeast("end_day", sql::DayText(DayOf(session) - 1))});
}

}  // namespace

Diary DiaryBeside(sql::RecordReader& reader, const Session& session,
                  const std::vector<std::string>& people) {
  Diary diary{.sessions = NearInTime(reader, session), .enrolments = {}};
  if (people.empty() || diary.sessions.empty()) return diary;
  std::set<std::string> near;
  for (const Session& other : diary.sessions) near.insert(other.id);
  diary.enrolments =
      AllOf<Enrolment>(reader, session.programme, {sql::OneOfThem("participant", people)});
  std::erase_if(diary.enrolments,
                [&](const Enrolment& enrolment) { return near.count(enrolment.session) == 0; });
  return diary;
}

SessionContext ContextOf(sql::RecordReader& reader, const Session& session,
                         std::vector<std::string> participants) {
  SessionContext context;
  context.course = reader.Find<Course>({session.programme, session.course});
  if (!session.venue.empty()) {
    context.venue = reader.Find<Venue>({session.programme, session.venue});
  }
  std::vector<std::string> people = participants;
  for (const std::string& id : session.trainers) people.push_back("appointments/" + id);
  context.diary = DiaryBeside(reader, session, people);
  context.participants = std::move(participants);
  if (session.trainers.empty()) return context;
  for (TrainerStep& step : AllOf<TrainerStep>(reader, session.programme,
                                              {sql::OneOfThem("trainer", session.trainers)})) {
    context.steps[step.trainer].push_back(std::move(step));
  }
  context.leaves =
      AllOf<Leave>(reader, session.programme, {sql::OneOfThem("appointment", session.trainers)});
  return context;
}

std::vector<Enrolment> EnrolmentsOf(sql::RecordReader& reader, const Session& session) {
  return AllOf<Enrolment>(reader, session.programme, {sql::Is("session", session.id)});
}

Attendees CountAttendees(const std::vector<Enrolment>& enrolments) {
  return {CountOf(enrolments, EnrolmentState::kEnrolled),
          CountOf(enrolments, EnrolmentState::kWaiting)};
}

pb::Session WithAttendees(const Session& session, const std::vector<Enrolment>& enrolments) {
  return ToProto(session, CountAttendees(enrolments));
}

std::vector<Enrolment> EarlierOf(sql::RecordReader& reader, const Enrolment& enrolment) {
  std::vector<Enrolment> earlier = AllOf<Enrolment>(
      reader, enrolment.programme, {sql::Is("participant", enrolment.participant)});
  if (earlier.empty()) return earlier;
  std::vector<std::string> ids;
  for (const Enrolment& other : earlier) ids.push_back(other.session);
  std::set<std::string> cancelled;
  for (const Session& session :
       AllOf<Session>(reader, enrolment.programme,
                      {sql::OneOfThem("id", ids), sql::Is("state", "cancelled")})) {
    cancelled.insert(session.id);
  }
  std::erase_if(earlier,
                [&](const Enrolment& other) { return cancelled.count(other.session) > 0; });
  return earlier;
}

std::vector<Enrolment> PromoteAndKeep(sql::RecordWriter& writer, const Session& session,
                                      std::vector<Enrolment>& enrolments, absl::Time now) {
  std::vector<Enrolment> promoted;
  for (const size_t i : Promote(session, absl::MakeSpan(enrolments))) {
    Keep(writer, enrolments[i], now);
    promoted.push_back(enrolments[i]);
  }
  return promoted;
}

absl::Status CheckOpen(const Session& session) {
  return IsOpen(session) ? absl::OkStatus() : SessionOver(NameOf(session));
}

}  // namespace pcsp::planning::training

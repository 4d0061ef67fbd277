#include "services/planning/rpc/programme_plan/diary_records.h"

#include <set>
#include <utility>

#include "services/planning/domain/programme_plan/free_days.h"
#include "services/planning/rpc/training/nouns.h"

namespace pcsp::planning {
namespace {

using training::Enrolment;
using training::Session;

template <typename List>
std::vector<std::string> IdsOf(const List& list) {
  std::vector<std::string> ids;
  for (const auto& one : list) ids.push_back(one.id());
  return ids;
}

}  // namespace

std::vector<SeenSession> Diary::Seen() const {
  std::vector<SeenSession> seen;
  for (const auto& [id, session] : sessions) {
    SeenSession one{id, EtagOf(session.revision), {}};
    const auto people = enrolled.find(id);
    if (people != enrolled.end()) {
      for (const Enrolment& enrolment : people->second) ++one.enrolled[enrolment.practice];
    }
    seen.push_back(std::move(one));
  }
  return seen;
}

Diary ReadDiary(sql::RecordReader& reader, const std::string& programme,
                const v1::CohortProblem& problem, absl::CivilDay start) {
  Diary diary;
  const absl::CivilDay last = start + problem.fortnights() * kDaysPerFortnight - 1;
  std::vector<std::string> ids;
  for (Session& session :
       training::AllOf<Session>(reader, programme,
                                {sql::OneOfThem("course", IdsOf(problem.courses())),
                                 sql::OneOfThem("venue", IdsOf(problem.venues())),
                                 sql::OneOfThem("state", {"planned", "confirmed"}),
                                 sql::AtLeast("start_day", sql::DayText(start)),
                                 sql::AtMost("start_day", sql::DayText(last))})) {
    ids.push_back(session.id);
    diary.sessions.emplace(session.id, std::move(session));
  }
  if (ids.empty()) return diary;
  for (Enrolment& enrolment : training::AllOf<Enrolment>(
           reader, programme,
           {sql::OneOfThem("session", std::move(ids)), sql::Is("state", "enrolled")})) {
    diary.enrolled[enrolment.session].push_back(std::move(enrolment));
  }
  return diary;
}

std::vector<SeenSession> SeenOf(const v1::CohortProblem& problem) {
  std::vector<SeenSession> seen;
  for (const v1::DiarySession& session : problem.current().diary()) {
    SeenSession one{session.session(), session.etag(), {}};
    for (const v1::CohortBooking& b : session.enrolled()) one.enrolled[b.practice()] += b.people();
    seen.push_back(std::move(one));
  }
  return seen;
}

}  // namespace pcsp::planning

#include "services/planning/rpc/programme_plan/application.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "common/base/ids.h"
#include "services/planning/domain/calendar.h"
#include "services/planning/domain/training/words.h"

namespace pcsp::planning {
namespace {

using training::Enrolment;
using training::EnrolmentState;
using training::Reservation;
using training::Session;
using training::SessionState;

constexpr char kUsualStart[] = "09:00";

template <typename T>
const T* Named(const std::vector<T>& things, const std::string& id) {
  const auto found = std::ranges::find(things, id, &T::id);
  return found == things.end() ? nullptr : &*found;
}

bool SamePeople(std::vector<std::string> a, std::vector<std::string> b) {
  std::ranges::sort(a);
  std::ranges::sort(b);
  return a == b;
}

class Applying {
 public:
  Applying(const MadePlan& made, const Diary& diary, const Surroundings& around,
           absl::CivilDay start, absl::Time now, Violations& violations)
      : made_(made),
        diary_(diary),
        around_(around),
        start_(start),
        now_(now),
        violations_(violations),
        plan_name_(NameOf(made.plan)),
        in_diary_(DiaryIdsOf(made.problem)),
        days_(Others(), around.leaves, around.closed_days) {
    for (const v1::CohortTrainer& trainer : made.problem.trainers()) known_.insert(trainer.id());
    for (const v1::CohortSession& s : made.problem.sessions()) least_[s.id()] = s.least();
    for (const v1::CohortSeries& s : made.problem.series()) {
      least_.try_emplace(absl::StrCat(s.course(), "@", s.venue()), s.least());
    }
    for (const v1::PlannedBooking& b : made.result.bookings()) Reserve(b);
  }

  Application Apply() {
    // What is in the diary stands where it stands; what is new fits in beside it.
    for (const v1::HeldCohort& held : made_.result.sessions()) {
      if (in_diary_.contains(held.session())) Change(held);
    }
    for (const v1::HeldCohort& held : made_.result.sessions()) {
      if (!in_diary_.contains(held.session())) Create(held);
    }
    Cancel();
    MoveEnrolled();
    return std::move(application_);
  }

 private:
  // Sessions that the plan leaves alone.
  std::vector<Session> Others() const {
    std::vector<Session> others;
    for (const Session& session : around_.sessions) {
      if (!diary_.sessions.contains(session.id)) others.push_back(session);
    }
    return others;
  }

  void Reserve(const v1::PlannedBooking& b) {
    planned_[{b.session(), b.practice()}] += b.people();
    int people = b.people();
    for (const v1::RoleCount& role : b.roles()) {
      const auto group =
          training::MeaningOf<training::StaffGroup>(role.role(), training::kStaffGroupWords);
      reserved_[b.session()].push_back({b.practice(), group, role.people()});
      people -= role.people();
    }
    if (people > 0) {
      reserved_[b.session()].push_back({b.practice(), training::StaffGroup::kUnspecified, people});
    }
  }

  // Whom the plan names, beside those of whom it knows nothing.
  std::vector<std::string> TrainersOf(const v1::HeldCohort& held, const Session* before) const {
    std::vector<std::string> trainers(held.led_by().begin(), held.led_by().end());
    if (before == nullptr) return trainers;
    for (const std::string& trainer : before->trainers) {
      if (!known_.contains(trainer)) trainers.push_back(trainer);
    }
    return trainers;
  }

  void Change(const v1::HeldCohort& held) {
    const auto found = diary_.sessions.find(held.session());
    if (found == diary_.sessions.end()) return;  // the diary has changed, which is said elsewhere
    Session session = found->second;
    std::vector<std::string> trainers = TrainersOf(held, &session);
    if (!SamePeople(session.trainers, trainers)) session.trainers = std::move(trainers);
    session.reservations = reserved_[held.session()];
    Count(session);
    Check(held.session(), session, CountEnrolled(held.session()));
    days_.Add(session);
    if (session == found->second) return;
    training::Session changed = std::move(session);
    ++changed.revision;
    changed.update_time = now_;
    application_.changed.push_back(std::move(changed));
  }

  int CountEnrolled(const std::string& session) const {
    const auto found = diary_.enrolled.find(session);
    return found == diary_.enrolled.end() ? 0 : static_cast<int>(found->second.size());
  }

  void Create(const v1::HeldCohort& held) {
    Session session;
    session.programme = made_.plan.programme;
    session.id = DiaryId(plan_name_, held.session(), false);
    session.course = held.course();
    session.venue = held.venue();
    session.time_zone = made_.problem.time_zone().empty() ? std::string(training::kDefaultTimeZone)
                                                          : made_.problem.time_zone();
    session.capacity = held.seats();
    session.minimum_size = std::min(LeastOf(held), held.seats());
    session.trainers = TrainersOf(held, nullptr);
    session.reservations = reserved_[held.session()];
    session.create_time = session.update_time = now_;
    Count(session);
    if (Place(held, session)) days_.Add(session);
    Check(held.session(), session, 0);
    application_.created.push_back(std::move(session));
  }

  int LeastOf(const v1::HeldCohort& held) const {
    auto found = least_.find(held.session());
    if (found == least_.end()) {
      found = least_.find(absl::StrCat(held.course(), "@", held.venue()));
    }
    return found == least_.end() ? 0 : found->second;
  }

  bool Place(const v1::HeldCohort& held, Session& session) {
    const absl::CivilDay first = start_ + held.fortnight() * kDaysPerFortnight;
    const std::string start =
        made_.problem.start_of_day().empty() ? kUsualStart : made_.problem.start_of_day();
    session.start = training::MinuteFromText(absl::StrCat(DayText(first), "T", start))
                        .value_or(absl::CivilMinute(first));
    const training::Course* const course = Named(around_.courses, held.course());
    session.end = session.start + (course == nullptr ? 60 : course->length_minutes);
    if (days_.Place(session, first)) return true;
    violations_.Add(absl::StrCat("sessions[", held.session(), "]"), DayText(first),
                    "a fortnight with a working day on which the venue and the trainers are free");
    return false;
  }

  void Count(const Session& session) {
    for (const Reservation& kept : session.reservations) application_.reserved += kept.people;
  }

  void Check(const std::string& id, const Session& session, int enrolled) {
    training::SessionContext context;
    if (const auto* course = Named(around_.courses, session.course)) context.course = *course;
    if (const auto* venue = Named(around_.venues, session.venue)) context.venue = *venue;
    for (const training::TrainerStep& step : around_.steps) {
      if (std::ranges::count(session.trainers, step.trainer) > 0) {
        context.steps[step.trainer].push_back(step);
      }
    }
    context.diary.sessions = days_.On(DayOf(session));
    context.leaves = around_.leaves;
    context.enrolled = enrolled;
    Violations wrong;
    CheckSession(session, context, wrong);
    for (const Violation& one : wrong.list()) {
      violations_.Add(absl::StrCat("sessions[", id, "]", one.field.substr(one.field.find('.'))),
                      one.given, one.expected);
    }
  }

  void Cancel() {
    std::set<std::string> held;
    for (const v1::HeldCohort& one : made_.result.sessions()) held.insert(one.session());
    for (const auto& [id, session] : diary_.sessions) {
      if (held.contains(id)) continue;
      Session cancelled = session;
      cancelled.state = SessionState::kCancelled;
      cancelled.reservations.clear();
      ++cancelled.revision;
      cancelled.update_time = now_;
      application_.cancelled.push_back(std::move(cancelled));
    }
  }

  // Whoever came last goes first.
  void MoveEnrolled() {
    for (const v1::CohortMove& move : made_.result.changes().moves()) {
      if (!move.from().empty() && !move.to().empty()) {
        ways_[{move.from(), move.practice()}].emplace_back(move.to(), move.people());
      }
    }
    for (const auto& [session, people] : diary_.enrolled) {
      std::map<std::string, std::vector<const Enrolment*>> by_practice;
      for (const Enrolment& one : people) by_practice[one.practice].push_back(&one);
      for (const auto& [practice, those] : by_practice) {
        const size_t stay = std::max(0, planned_[{session, practice}]);
        for (size_t i = those.size(); i > stay; --i) MoveOne(session, *those[i - 1]);
      }
    }
  }

  void MoveOne(const std::string& session, const Enrolment& enrolment) {
    for (auto& [to, people] : ways_[{session, enrolment.practice}]) {
      const Session* const there = Find(DiaryId(plan_name_, to, in_diary_.contains(to)));
      if (people == 0 || there == nullptr) continue;
      --people;
      application_.withdrawn.push_back(enrolment);
      application_.withdrawn.back().state = EnrolmentState::kWithdrawn;
      Enrolment come = enrolment;
      come.id = NewUuid(now_);
      come.session = there->id;
      come.day = DayOf(*there);
      come.revision = 1;
      come.create_time = come.update_time = now_;
      application_.moved.push_back(std::move(come));
      return;
    }
    // Where the session is held all the same, nobody is sent away.
    if (std::ranges::count(application_.cancelled, session, &Session::id) > 0) {
      application_.lost.push_back(enrolment);
    }
  }

  const Session* Find(const std::string& id) const {
    for (const auto* list : {&application_.created, &application_.changed}) {
      if (const Session* const found = Named(*list, id)) return found;
    }
    const auto found = diary_.sessions.find(id);
    return found == diary_.sessions.end() ? nullptr : &found->second;
  }

  const MadePlan& made_;
  const Diary& diary_;
  const Surroundings& around_;
  const absl::CivilDay start_;
  const absl::Time now_;
  Violations& violations_;
  const std::string plan_name_;
  const std::set<std::string> in_diary_;
  std::set<std::string> known_;  // trainers of the problem
  FreeDays days_;
  std::map<std::string, int> least_;  // by session, or course@venue of a series
  std::map<std::pair<std::string, std::string>, int> planned_;  // session, practice
  std::map<std::string, std::vector<Reservation>> reserved_;    // by session
  std::map<std::pair<std::string, std::string>, std::vector<std::pair<std::string, int>>> ways_;
  Application application_;
};

}  // namespace

Application ApplyToDiary(const MadePlan& made, const Diary& diary, const Surroundings& around,
                         absl::CivilDay start, absl::Time now, Violations& violations) {
  return Applying(made, diary, around, start, now, violations).Apply();
}

}  // namespace pcsp::planning

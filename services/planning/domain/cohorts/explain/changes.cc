#include "services/planning/domain/cohorts/explain/changes.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace pcsp::planning {
namespace {

using Running = CohortSession::Running;
using Why = CohortMove::Why;

class Comparison {
 public:
  Comparison(const CohortProblem& problem, const CohortPlan& plan)
      : problem_(problem), held_(plan.held.begin(), plan.held.end()) {
    for (const CohortBooking& b : problem.current.bookings) {
      change_[{b.practice, problem.sessions[b.session].course, b.session}] -= b.people;
      booked_at_[b.session] += b.people;
      result_.kept += b.people;
    }
    for (const CohortBooking& b : plan.bookings) {
      change_[{b.practice, problem.sessions[b.session].course, b.session}] += b.people;
    }
    CountTrainers();
  }

  CohortChanges Compare() {
    for (auto it = change_.begin(); it != change_.end();) {
      auto end = it;
      while (end != change_.end() && std::get<0>(end->first) == std::get<0>(it->first) &&
             std::get<1>(end->first) == std::get<1>(it->first)) {
        ++end;
      }
      Pair(it, end);
      it = end;
    }
    result_.kept -= result_.moved;
    return std::move(result_);
  }

 private:
  // (practice, course, session) -> people more than before
  using Change = std::map<std::tuple<int, int, int>, int>;

  // Trainers that the current plan would take.
  void CountTrainers() {
    for (const auto& [session, people] : booked_at_) {
      const CohortSession& s = problem_.sessions[session];
      trainers_[{problem_.venues[s.venue].region, s.fortnight}] += TrainersTaken(problem_, s);
    }
  }

  // Those who leave a session of a course, with those who come to another.
  void Pair(Change::iterator begin, Change::iterator end) {
    auto to = begin;
    for (auto from = begin; from != end; ++from) {
      const auto [practice, course, session] = from->first;
      while (from->second < 0) {
        while (to != end && to->second <= 0) ++to;
        const int people = to == end ? -from->second : std::min(-from->second, to->second);
        const int there = to == end ? -1 : std::get<2>(to->first);
        result_.moves.push_back(
            {practice, course, people, session, there, WhyLeave(practice, session)});
        result_.moved += people;
        from->second += people;
        if (to != end) to->second -= people;
      }
    }
    for (; to != end; ++to) {
      const auto [practice, course, session] = to->first;
      if (to->second > 0) {
        result_.moves.push_back({practice, course, to->second, -1, session, Why::kNew});
      }
    }
  }

  Why WhyLeave(int practice, int session) const {
    const CohortSession& s = problem_.sessions[session];
    if (!PracticeCan(problem_.practices[practice], practice, session)) return Why::kPractice;
    if (s.running == Running::kMustNot) return Why::kSession;
    if (booked_at_.at(session) > s.seats) return Why::kSeats;
    if (held_.contains(session)) return Why::kRoom;
    const int region = problem_.venues[s.venue].region;
    return trainers_.at({region, s.fortnight}) > TrainersIn(problem_, region, s.fortnight)
               ? Why::kTrainers
               : Why::kSession;
  }

  bool PracticeCan(const CohortPractice& practice, int index, int session) const {
    const CohortSession& s = problem_.sessions[session];
    const CourseNeed* const need = NeedServed(practice, s);
    if (need == nullptr || PeopleBooked(index, *need) > PeopleOf(*need)) return false;
    int away = 0;
    for (const CohortBooking& b : problem_.current.bookings) {
      if (b.practice == index && problem_.sessions[b.session].fortnight == s.fortnight) {
        away += b.people;
      }
    }
    return need->from <= s.fortnight && s.fortnight <= need->until && practice.km[s.venue] >= 0 &&
           away <= practice.backfill && std::ranges::count(practice.blocked, s.fortnight) == 0 &&
           std::ranges::none_of(problem_.bans, [&](const CohortBan& ban) {
             return ban.practice == index && ban.session == session;
           });
  }

  int PeopleBooked(int practice, const CourseNeed& need) const {
    int people = 0;
    for (const CohortBooking& b : problem_.current.bookings) {
      if (b.practice != practice) continue;
      const CohortSession& session = problem_.sessions[b.session];
      if (NeedServed(problem_.practices[practice], session) == &need) people += b.people;
    }
    return people;
  }

  const CohortProblem& problem_;
  const std::set<int> held_;
  Change change_;
  std::map<int, int> booked_at_;
  std::map<std::pair<int, int>, int> trainers_;  // (region, fortnight)
  CohortChanges result_;
};

}  // namespace

CohortChanges CompareWithCurrent(const CohortProblem& problem, const CohortPlan& plan) {
  return Comparison(problem, plan).Compare();
}

std::string WordsFor(const CohortMove& move) {
  switch (move.why) {
    case Why::kNew:
      return "they had not been booked before";
    case Why::kSession:
      return "their session is no longer held";
    case Why::kTrainers:
      return "there are too few trainers left for their session";
    case Why::kSeats:
      return "their session has too few seats for those booked";
    case Why::kPractice:
      return "the practice can no longer send them then, or no longer needs to";
    case Why::kRoom:
      return "they make room for others, or it costs less by more than moving them is worth";
  }
  return "";
}

}  // namespace pcsp::planning

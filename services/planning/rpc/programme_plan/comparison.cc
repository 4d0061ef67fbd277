#include "services/planning/rpc/programme_plan/comparison.h"

#include <map>
#include <utility>

#include "services/planning/domain/cohorts/explain/changes.h"
#include "services/planning/domain/programme_plan/diary.h"
#include "services/planning/rpc/programme_plan/convert_problem.h"
#include "services/planning/rpc/programme_plan/convert_result.h"
#include "services/planning/rpc/programme_plan/not_planned.h"

namespace pcsp::planning {
namespace {

using Running = CohortSession::Running;

// By what sessions of different plans are the same.
class Keys {
 public:
  explicit Keys(const MadePlan& made)
      : plan_(NameOf(made.plan)), in_diary_(DiaryIdsOf(made.problem)) {}

  std::string Of(const std::string& session) const {
    return DiaryId(plan_, session, in_diary_.contains(session));
  }

 private:
  const std::string plan_;
  const std::set<std::string> in_diary_;
};

template <typename T>
std::map<std::string, int> IndexOf(const std::vector<T>& things) {
  std::map<std::string, int> index;
  for (size_t i = 0; i < things.size(); ++i) {
    index.try_emplace(things[i].id, static_cast<int>(i));
  }
  return index;
}

// A plan as the domain has it: the problem, with the sessions of another plan added that it did not
// know, and the plan itself.
class Comparison {
 public:
  explicit Comparison(const MadePlan& made) : keys_(made) {
    Violations none;  // it was checked before it was kept
    problem_ = FromProto(made.problem, none);
    courses_ = IndexOf(problem_.courses);
    venues_ = IndexOf(problem_.venues);
    practices_ = IndexOf(problem_.practices);
    for (size_t i = 0; i < problem_.sessions.size(); ++i) {
      sessions_.try_emplace(keys_.Of(problem_.sessions[i].id), static_cast<int>(i));
    }
    for (const v1::HeldCohort& held : made.result.sessions()) {
      plan_.held.push_back(sessions_.at(keys_.Of(held.session())));
    }
    plan_.bookings = BookingsOf(made.result, keys_);
  }

  // Where everybody was by the other plan.
  void SetOther(const MadePlan& other) {
    const Keys keys(other);
    for (const v1::HeldCohort& held : other.result.sessions()) Know(held, keys);
    problem_.current.bookings = BookingsOf(other.result, keys);
  }

  v1::SessionInWords WordsOf(const std::string& key) const {
    const auto known = sessions_.find(key);
    if (known == sessions_.end()) return v1::SessionInWords();
    return ToProto(InWords(problem_, known->second));
  }

  v1::CohortChanges Changes() const {
    return ToProto(problem_, CompareWithCurrent(problem_, plan_));
  }

 private:
  void Know(const v1::HeldCohort& held, const Keys& keys) {
    const auto course = courses_.find(held.course());
    const auto venue = venues_.find(held.venue());
    const std::string key = keys.Of(held.session());
    if (sessions_.contains(key) || course == courses_.end() || venue == venues_.end()) return;
    CohortSession session;
    session.id = held.session();
    session.course = course->second;
    session.venue = venue->second;
    session.fortnight = held.fortnight();
    session.seats = held.seats();
    session.trainers = held.trainers();
    session.running = Running::kMustNot;
    sessions_[key] = static_cast<int>(problem_.sessions.size());
    problem_.titles.starts.resize(problem_.sessions.size());
    problem_.titles.starts.push_back(held.in_words().start());
    problem_.sessions.push_back(std::move(session));
  }

  // Those of practices and sessions that the plan knows.
  std::vector<CohortBooking> BookingsOf(const v1::CohortResult& result, const Keys& keys) const {
    std::vector<CohortBooking> bookings;
    for (const v1::PlannedBooking& b : result.bookings()) {
      const auto practice = practices_.find(b.practice());
      const auto session = sessions_.find(keys.Of(b.session()));
      if (practice == practices_.end() || session == sessions_.end()) continue;
      bookings.push_back({practice->second, session->second, b.people()});
    }
    return bookings;
  }

  const Keys keys_;
  CohortProblem problem_;
  CohortPlan plan_;
  std::map<std::string, int> courses_, venues_, practices_, sessions_;  // sessions by key
};

// Sessions that somebody holds, by key.
struct HeldSession {
  std::string id;
  v1::SessionInWords in_words;
};
using Held = std::map<std::string, HeldSession>;

Held HeldBy(const MadePlan& made) {
  const Keys keys(made);
  Held held;
  for (const v1::HeldCohort& one : made.result.sessions()) {
    held[keys.Of(one.session())] = {one.session(), one.in_words()};
  }
  return held;
}

void SetSessions(const Held& held, const Held& other, v1::CompareProgrammePlansResponse& reply) {
  for (const auto& [key, session] : held) {
    if (other.contains(key)) continue;
    reply.add_added_sessions(session.id);
    *reply.add_added_in_words() = session.in_words;
  }
  for (const auto& [key, session] : other) {
    if (held.contains(key)) continue;
    reply.add_dropped_sessions(session.id);
    *reply.add_dropped_in_words() = session.in_words;
  }
}

v1::CohortCost Difference(const v1::CohortCost& a, const v1::CohortCost& b) {
  v1::CohortCost cost;
  cost.set_total(a.total() - b.total());
  cost.set_sessions(a.sessions() - b.sessions());
  cost.set_travel(a.travel() - b.travel());
  cost.set_lateness(a.lateness() - b.lateness());
  cost.set_unmet(a.unmet() - b.unmet());
  return cost;
}

v1::CompareProgrammePlansResponse Begin(const MadePlan& made, const Comparison& comparison) {
  v1::CompareProgrammePlansResponse reply;
  *reply.mutable_cost() = made.result.cost();
  reply.set_unmet_people(made.result.unmet_people());
  reply.set_gap(made.result.gap());
  reply.set_moved_people(made.result.changes().moved_people());
  reply.set_not_planned_people(NotPlannedPeople(made.result));
  *reply.mutable_changes() = comparison.Changes();
  return reply;
}

}  // namespace

v1::CompareProgrammePlansResponse CompareWithDiary(const MadePlan& made) {
  const Comparison comparison(made);
  v1::CompareProgrammePlansResponse reply = Begin(made, comparison);
  Held diary;
  for (const std::string& id : DiaryIdsOf(made.problem)) diary[id] = {id, comparison.WordsOf(id)};
  SetSessions(HeldBy(made), diary, reply);
  return reply;
}

v1::CompareProgrammePlansResponse ComparePlans(const MadePlan& made, const MadePlan& other) {
  Comparison comparison(made);
  comparison.SetOther(other);
  v1::CompareProgrammePlansResponse reply = Begin(made, comparison);
  *reply.mutable_other_cost() = other.result.cost();
  *reply.mutable_difference() = Difference(made.result.cost(), other.result.cost());
  reply.set_other_unmet_people(other.result.unmet_people());
  reply.set_other_gap(other.result.gap());
  reply.set_other_moved_people(other.result.changes().moved_people());
  reply.set_other_not_planned_people(NotPlannedPeople(other.result));
  SetSessions(HeldBy(made), HeldBy(other), reply);
  return reply;
}

}  // namespace pcsp::planning

#include "services/planning/rpc/programme_plan/convert_result.h"

#include <map>

#include "services/planning/domain/cohorts/explain/attendance.h"
#include "services/planning/domain/cohorts/explain/leaders.h"
#include "services/planning/domain/cohorts/explain/substitutes.h"

namespace pcsp::planning {
namespace {

// Messages number these as the domain does, from 1.
template <typename Proto, typename Domain>
Proto EnumOf(Domain value) {
  return static_cast<Proto>(static_cast<int>(value) + 1);
}

void AddSessions(const CohortProblem& problem, const CohortPlan& plan,
                 const std::vector<SessionLeaders>& leaders, v1::CohortResult& proto) {
  std::map<int, int> people;
  for (const CohortBooking& b : plan.bookings) people[b.session] += b.people;
  for (size_t held = 0; held < plan.held.size(); ++held) {
    const CohortSession& s = problem.sessions[plan.held[held]];
    v1::HeldCohort& added = *proto.add_sessions();
    added.set_session(s.id);
    added.set_course(problem.courses[s.course].id);
    added.set_venue(problem.venues[s.venue].id);
    added.set_fortnight(s.fortnight);
    added.set_seats(s.seats);
    added.set_people(people[plan.held[held]]);
    added.set_trainers(s.trainers);
    for (const int trainer : leaders[held].named) added.add_led_by(problem.trainers[trainer].id);
    added.set_other_trainers(leaders[held].others);
    *added.mutable_in_words() = ToProto(InWords(problem, plan.held[held]));
  }
}

void AddSubstitutes(const CohortProblem& problem, const CohortPlan& plan,
                    const std::vector<SessionLeaders>& leaders, v1::CohortResult& proto) {
  for (const SubstituteNeed& need : SubstitutesOf(problem, plan, leaders)) {
    const CohortSession& s = problem.sessions[plan.held[need.held]];
    v1::SubstituteNeed& added = *proto.add_substitutes();
    added.set_session(s.id);
    *added.mutable_in_words() = ToProto(InWords(problem, plan.held[need.held]));
    for (const std::string& id : s.away) added.add_away(id);
    for (const int trainer : leaders[need.held].named) {
      added.add_led_by(problem.trainers[trainer].id);
    }
    added.set_missing(need.missing);
    for (const int trainer : need.could) added.add_could_lead(problem.trainers[trainer].id);
    added.set_words(WordsFor(problem, plan, leaders, need));
  }
}

void AddBookings(const CohortProblem& problem, const CohortPlan& plan, const Attendance& attendance,
                 v1::CohortResult& proto) {
  for (size_t i = 0; i < plan.bookings.size(); ++i) {
    const CohortBooking& b = plan.bookings[i];
    const CohortSession& s = problem.sessions[b.session];
    v1::PlannedBooking& added = *proto.add_bookings();
    added.set_practice(problem.practices[b.practice].id);
    added.set_practice_title(PracticeTitle(problem, b.practice));
    added.set_session(s.id);
    added.set_people(b.people);
    added.set_course(problem.courses[s.course].id);
    added.set_venue(problem.venues[s.venue].id);
    added.set_fortnight(s.fortnight);
    for (const RolePeople& role : attendance.bookings[i]) {
      if (role.role.empty()) continue;
      v1::RoleCount& count = *added.add_roles();
      count.set_role(role.role);
      count.set_people(role.people);
    }
  }
}

void AddUnmet(const CohortProblem& problem, const Attendance& attendance, v1::CohortResult& proto) {
  for (const UnmetPeople& unmet : attendance.unmet) {
    v1::UnmetNeed& added = *proto.add_unmet();
    added.set_practice(problem.practices[unmet.practice].id);
    added.set_course(problem.courses[unmet.course].id);
    added.set_role(unmet.role);
    added.set_people(unmet.people);
    added.set_reason(EnumOf<v1::UnmetReason>(unmet.why));
    added.set_words(WordsFor(problem, unmet));
    added.set_practice_title(PracticeTitle(problem, unmet.practice));
    added.set_course_title(CourseTitle(problem, unmet.course));
  }
}

void AddShortages(const CohortProblem& problem, const CohortResult& result,
                  v1::CohortResult& proto) {
  for (const CohortShortage& s : result.shortages) {
    v1::CohortShortage& added = *proto.add_shortages();
    added.set_what(EnumOf<v1::ShortOf>(s.what));
    if (s.region >= 0) added.set_region(problem.regions[s.region].id);
    if (s.fortnight >= 0) added.set_fortnight(s.fortnight);
    if (s.course >= 0) added.set_course(problem.courses[s.course].id);
    if (s.venue >= 0) added.set_venue(problem.venues[s.venue].id);
    if (s.practice >= 0) added.set_practice(problem.practices[s.practice].id);
    added.set_more(s.units);
    added.set_saving(s.saving);
    if (s.verified) added.set_people(s.people);
    added.set_verified(s.verified);
    added.set_words(WordsFor(problem, s));
  }
}

}  // namespace

v1::SessionInWords ToProto(const SessionWords& words) {
  v1::SessionInWords proto;
  proto.set_course(words.course);
  proto.set_venue(words.venue);
  proto.set_region(words.region);
  proto.set_start(words.start);
  if (words.from) proto.set_from_day(absl::FormatCivilTime(*words.from));
  if (words.until) proto.set_until_day(absl::FormatCivilTime(*words.until));
  proto.set_when(words.when);
  proto.set_text(TextOf(words));
  return proto;
}

v1::CohortCost ToProto(const CohortCost& cost) {
  v1::CohortCost proto;
  proto.set_total(cost.total());
  proto.set_sessions(cost.sessions);
  proto.set_travel(cost.travel);
  proto.set_lateness(cost.lateness);
  proto.set_unmet(cost.unmet);
  return proto;
}

v1::CohortChanges ToProto(const CohortProblem& problem, const CohortChanges& changes) {
  v1::CohortChanges proto;
  proto.set_kept_people(changes.kept);
  proto.set_moved_people(changes.moved);
  for (const CohortMove& move : changes.moves) {
    v1::CohortMove& added = *proto.add_moves();
    added.set_practice(problem.practices[move.practice].id);
    added.set_course(problem.courses[move.course].id);
    added.set_people(move.people);
    added.set_practice_title(PracticeTitle(problem, move.practice));
    added.set_course_title(CourseTitle(problem, move.course));
    if (move.from >= 0) {
      added.set_from(problem.sessions[move.from].id);
      *added.mutable_from_in_words() = ToProto(InWords(problem, move.from));
    }
    if (move.to >= 0) {
      added.set_to(problem.sessions[move.to].id);
      *added.mutable_to_in_words() = ToProto(InWords(problem, move.to));
    }
    added.set_reason(EnumOf<v1::MoveReason>(move.why));
    added.set_words(WordsFor(move));
  }
  return proto;
}

v1::CohortResult ToProto(const CohortProblem& problem, const CohortResult& result) {
  const Attendance attendance = ReadAttendance(problem, result.plan);
  v1::CohortResult proto;
  *proto.mutable_cost() = ToProto(result.checked.cost);
  proto.set_objective(result.objective);
  proto.set_bound(result.bound);
  proto.set_bound_is_optimum(result.bound_optimal);
  proto.set_gap(result.gap());
  proto.set_unmet_people(result.checked.unmet_people);
  const std::vector<SessionLeaders> leaders = LeadersOf(problem, result.plan);
  AddSessions(problem, result.plan, leaders, proto);
  AddSubstitutes(problem, result.plan, leaders, proto);
  AddBookings(problem, result.plan, attendance, proto);
  AddUnmet(problem, attendance, proto);
  AddShortages(problem, result, proto);
  if (!problem.current.bookings.empty()) {
    *proto.mutable_changes() = ToProto(problem, CompareWithCurrent(problem, result.plan));
  }
  return proto;
}

}  // namespace pcsp::planning

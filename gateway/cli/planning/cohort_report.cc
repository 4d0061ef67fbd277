#include "gateway/cli/planning/cohort_report.h"

#include <cmath>
#include <map>
#include <string>
#include <utility>

#include "services/planning/domain/cohorts/explain/attendance.h"
#include "services/planning/domain/cohorts/explain/changes.h"
#include "services/planning/domain/cohorts/explain/leaders.h"
#include "services/planning/domain/cohorts/explain/substitutes.h"

namespace pcsp::offline {
namespace {

using nlohmann::ordered_json;
using planning::Attendance;
using planning::CohortBooking;
using planning::CohortProblem;
using planning::CohortResult;
using planning::CohortSession;
using planning::RolePeople;

constexpr std::pair<planning::UnmetPeople::Why, const char*> kWhy[] = {
    {planning::UnmetPeople::Why::kOwnLimits, "own_limits"},
    {planning::UnmetPeople::Why::kDear, "dearer_than_unmet"},
    {planning::UnmetPeople::Why::kSeats, "no_seats"}};

using Why = planning::CohortMove::Why;
constexpr std::pair<Why, const char*> kMoveWhy[] = {
    {Why::kNew, "new"},     {Why::kSession, "session_not_held"}, {Why::kTrainers, "trainers"},
    {Why::kSeats, "seats"}, {Why::kPractice, "practice"},        {Why::kRoom, "room"}};

double Pence(double money) { return std::round(money * 100) / 100; }

ordered_json Roles(const std::vector<RolePeople>& roles) {
  ordered_json json = ordered_json::object();
  for (const RolePeople& role : roles) {
    if (!role.role.empty()) json[role.role] = role.people;
  }
  return json;
}

ordered_json Sessions(const CohortProblem& problem, const CohortResult& result) {
  std::map<int, int> people;
  for (const CohortBooking& b : result.plan.bookings) people[b.session] += b.people;
  const std::vector<planning::SessionLeaders> leaders = LeadersOf(problem, result.plan);
  ordered_json list = ordered_json::array();
  for (size_t held = 0; held < result.plan.held.size(); ++held) {
    const int i = result.plan.held[held];
    const CohortSession& s = problem.sessions[i];
    ordered_json led_by = ordered_json::array();
    for (const int trainer : leaders[held].named) led_by.push_back(problem.trainers[trainer].id);
    list.push_back({{"session", s.id},
                    {"course", problem.courses[s.course].id},
                    {"venue", problem.venues[s.venue].id},
                    {"fortnight", s.fortnight},
                    {"seats", s.seats},
                    {"people", people[i]},
                    {"trainers", s.trainers},
                    {"led_by", std::move(led_by)},
                    {"other_trainers", leaders[held].others},
                    {"missing_trainers", leaders[held].missing}});
  }
  return list;
}

ordered_json Substitutes(const CohortProblem& problem, const CohortResult& result) {
  const std::vector<planning::SessionLeaders> leaders = LeadersOf(problem, result.plan);
  ordered_json list = ordered_json::array();
  for (const auto& need : SubstitutesOf(problem, result.plan, leaders)) {
    ordered_json could = ordered_json::array();
    for (const int trainer : need.could) could.push_back(problem.trainers[trainer].id);
    list.push_back({{"session", problem.sessions[result.plan.held[need.held]].id},
                    {"missing", need.missing},
                    {"could_lead", std::move(could)},
                    {"words", WordsFor(problem, result.plan, leaders, need)}});
  }
  return list;
}

ordered_json Bookings(const CohortProblem& problem, const CohortResult& result,
                      const Attendance& attendance) {
  ordered_json list = ordered_json::array();
  for (size_t i = 0; i < result.plan.bookings.size(); ++i) {
    const CohortBooking& b = result.plan.bookings[i];
    const CohortSession& s = problem.sessions[b.session];
    ordered_json booking = {{"practice", problem.practices[b.practice].id},
                            {"session", s.id},
                            {"people", b.people},
                            {"course", problem.courses[s.course].id},
                            {"venue", problem.venues[s.venue].id},
                            {"fortnight", s.fortnight}};
    const ordered_json roles = Roles(attendance.bookings[i]);
    if (!roles.empty()) booking["roles"] = roles;
    list.push_back(std::move(booking));
  }
  return list;
}

ordered_json Unmet(const CohortProblem& problem, const Attendance& attendance) {
  ordered_json list = ordered_json::array();
  for (const planning::UnmetPeople& unmet : attendance.unmet) {
    ordered_json one = {{"practice", problem.practices[unmet.practice].id},
                        {"course", problem.courses[unmet.course].id}};
    if (!unmet.role.empty()) one["role"] = unmet.role;
    one["people"] = unmet.people;
    for (const auto& [why, word] : kWhy) {
      if (why == unmet.why) one["reason"] = word;
    }
    one["words"] = WordsFor(problem, unmet);
    list.push_back(std::move(one));
  }
  return list;
}

using What = planning::CohortShortage::What;
constexpr std::pair<What, const char*> kWhat[] = {{What::kTrainers, "trainers"},
                                                  {What::kSeats, "seats"},
                                                  {What::kBackfill, "backfill"},
                                                  {What::kNational, "national_trainers"}};

ordered_json Shortages(const CohortProblem& problem, const CohortResult& result) {
  ordered_json list = ordered_json::array();
  for (const planning::CohortShortage& s : result.shortages) {
    ordered_json one;
    for (const auto& [what, word] : kWhat) {
      if (what == s.what) one["short"] = word;
    }
    if (s.region >= 0) one["region"] = problem.regions[s.region].id;
    if (s.fortnight >= 0) one["fortnight"] = s.fortnight;
    if (s.course >= 0) one["course"] = problem.courses[s.course].id;
    if (s.venue >= 0) one["venue"] = problem.venues[s.venue].id;
    if (s.practice >= 0) one["practice"] = problem.practices[s.practice].id;
    one["more"] = s.units;
    one["saving"] = Pence(s.saving);
    one["people"] = s.verified ? ordered_json(Pence(s.people)) : ordered_json();
    one["verified"] = s.verified;
    one["words"] = WordsFor(problem, s);
    list.push_back(std::move(one));
  }
  return list;
}

ordered_json Changes(const CohortProblem& problem, const CohortResult& result) {
  const planning::CohortChanges changes = CompareWithCurrent(problem, result.plan);
  const auto session = [&problem](int index) {
    return index < 0 ? ordered_json() : ordered_json(problem.sessions[index].id);
  };
  ordered_json moves = ordered_json::array();
  for (const planning::CohortMove& move : changes.moves) {
    ordered_json one = {{"practice", problem.practices[move.practice].id},
                        {"course", problem.courses[move.course].id},
                        {"people", move.people},
                        {"from", session(move.from)},
                        {"to", session(move.to)}};
    for (const auto& [why, word] : kMoveWhy) {
      if (why == move.why) one["reason"] = word;
    }
    one["words"] = WordsFor(move);
    moves.push_back(std::move(one));
  }
  return {{"kept_people", changes.kept}, {"moved_people", changes.moved}, {"moves", moves}};
}

}  // namespace

ordered_json CohortReport(const CohortProblem& problem, const CohortResult& result) {
  const Attendance attendance = ReadAttendance(problem, result.plan);
  const planning::CohortCost& cost = result.checked.cost;
  ordered_json report = {{"cost",
                          {{"total", Pence(cost.total())},
                           {"sessions", Pence(cost.sessions)},
                           {"travel", Pence(cost.travel)},
                           {"lateness", Pence(cost.lateness)},
                           {"unmet", Pence(cost.unmet)}}},
                         {"objective", Pence(result.objective)},
                         {"bound", Pence(result.bound)},
                         {"bound_is_optimum", result.bound_optimal},
                         {"gap", result.gap()},
                         {"unmet_people", result.checked.unmet_people},
                         {"sessions", Sessions(problem, result)},
                         {"bookings", Bookings(problem, result, attendance)},
                         {"unmet", Unmet(problem, attendance)},
                         {"shortages", Shortages(problem, result)}};
  ordered_json substitutes = Substitutes(problem, result);
  if (!substitutes.empty()) report["substitutes"] = std::move(substitutes);
  if (!problem.current.bookings.empty()) report["changes"] = Changes(problem, result);
  return report;
}

}  // namespace pcsp::offline

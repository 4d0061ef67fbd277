#include "tests/bench/planning/replan.h"

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <utility>
#include <vector>

#include "common/base/status_macros.h"
#include "gateway/cli/planning/in_threads.h"
#include "services/planning/domain/cohorts/explain/changes.h"
#include "services/planning/domain/cohorts/plan_cohorts.h"
#include "tests/planning/cohorts/generated.h"

namespace pcsp::bench {
namespace {

using namespace planning;  // NOLINT: a page of its vocabulary

constexpr int kPractices = 170;
constexpr double kLeastHit = .06, kMostHit = .11;
constexpr int kPair = 2, kFirst = 2;
constexpr double kMostExtra = .01;  // of the cost, for keeping diaries

absl::StatusOr<CohortResult> Planned(const CohortProblem& problem, double seconds) {
  CohortOptions options = {.seconds = seconds, .elapsed = offline::SteadySeconds, .threads = 2};
  options.parallel = [](int n, const std::function<void(int)>& task) {
    offline::InThreads(2, n, task);
  };
  return PlanCohorts(problem, options);
}

// Booked people by session, of the sessions in a fortnight.
std::map<int, int> BookedIn(const CohortProblem& problem, int fortnight) {
  std::map<int, int> people;
  for (const CohortBooking& b : problem.current.bookings) {
    if (problem.sessions[b.session].fortnight == fortnight) people[b.session] += b.people;
  }
  return people;
}

int Booked(const CohortProblem& problem) {
  int people = 0;
  for (const CohortBooking& b : problem.current.bookings) people += b.people;
  return people;
}

// The people of a fortnight who lose their seats with so many trainers: the emptiest sessions go.
int HitWith(const CohortProblem& problem, int fortnight, int trainers) {
  std::vector<std::pair<int, int>> sessions;  // people, trainers
  int needed = 0, hit = 0;
  for (const auto& [session, people] : BookedIn(problem, fortnight)) {
    sessions.emplace_back(people, problem.sessions[session].trainers);
    needed += sessions.back().second;
  }
  std::ranges::sort(sessions);
  for (auto s = sessions.begin(); s != sessions.end() && needed > trainers; ++s) {
    hit += s->first;
    needed -= s->second;
  }
  return hit;
}

// Trainers fall ill in the third fortnight, a pair at a time, each for as long as it takes to hit
// enough people or to the end. The people hit.
int TakePairsAway(CohortProblem& problem) {
  std::vector<int>& left = problem.regions[0].trainers;
  std::vector<int> hit(problem.fortnights);
  const auto all_hit = [&hit] { return std::accumulate(hit.begin(), hit.end(), 0); };
  const double enough = kLeastHit * Booked(problem);
  for (int t = kFirst; all_hit() < enough; t = t + 1 < problem.fortnights ? t + 1 : kFirst) {
    left[t] = std::max(0, left[t] - kPair);
    hit[t] = HitWith(problem, t, left[t]);
  }
  return all_hit();
}

// No trainers at all in some fortnights, never two in a row. The people hit.
int TakeFortnightsAway(CohortProblem& problem) {
  const int all = Booked(problem);
  int hit = 0;
  for (int t = kFirst + 1; t < problem.fortnights && hit < kLeastHit * all; t += 2) {
    const int booked = HitWith(problem, t, 0);
    if (booked == 0 || hit + booked > kMostHit * all) continue;
    problem.regions[0].trainers[t] = 0;
    hit += booked;
  }
  return hit;
}

// No plan moves fewer people, whatever it costs: the relaxation of a problem in which moving
// somebody is all that costs anything.
absl::StatusOr<double> LeastMoved(CohortProblem problem) {
  problem.km_rate = problem.late_rate = problem.unmet_cost = 0;
  problem.current.keep = 1;
  for (CohortSession& session : problem.sessions) session.fixed_cost = 0;
  for (CohortPractice& practice : problem.practices) {
    for (CourseNeed& need : practice.needs) {
      for (RoleNeed& role : need.roles) role.unmet_cost = 0;
    }
  }
  ASSIGN_OR_RETURN(const CohortResult result, PlanCohorts(problem, {.moves = 1}));
  return result.bound;
}

// The same of plans of the relaxation that cost at most `most`: whatever keeping somebody is worth,
// cost and that worth of those who move are together no less than the bound.
absl::StatusOr<double> LeastMovedFor(CohortProblem problem, double most) {
  double least = 0;
  for (double keep = 5; keep <= 5'000; keep *= 2) {
    problem.current.keep = keep;
    ASSIGN_OR_RETURN(const CohortResult result, PlanCohorts(problem, {.moves = 1}));
    least = std::max(least, (result.bound - most) / keep);
  }
  return least;
}

}  // namespace

absl::StatusOr<nlohmann::ordered_json> ReplanShares(uint64_t seed, double seconds, Loss loss) {
  // Some trainers to spare, as in methods.md: without them nobody who is hit finds a seat.
  CohortProblem problem = GenerateCohorts({.practices = kPractices, .trainers = 1.3}, seed);
  ASSIGN_OR_RETURN(const CohortResult first, Planned(problem, seconds));
  problem.current.bookings = first.plan.bookings;
  const double people = Booked(problem);
  const double hit = loss == Loss::kPairs ? TakePairsAway(problem) : TakeFortnightsAway(problem);
  ASSIGN_OR_RETURN(const double least_moved, LeastMoved(problem));
  ASSIGN_OR_RETURN(const CohortResult kept, Planned(problem, seconds));
  const int moved = CompareWithCurrent(problem, kept.plan).moved;
  const double keeping = kept.bound - problem.current.keep * moved;
  problem.current.keep = 0;
  ASSIGN_OR_RETURN(const CohortResult careless, Planned(problem, seconds));
  ASSIGN_OR_RETURN(const double least_for,
                   LeastMovedFor(problem, (1 + kMostExtra) * careless.bound));
  const double before = first.checked.cost.total(), least = careless.checked.cost.total();
  return nlohmann::ordered_json{
      {"people", people},
      {"hit", hit / people},
      {"least_moved", least_moved / people},
      {"least_moved_for_one_percent", least_for / people},
      {"moved", moved / people},
      {"extra", (kept.checked.cost.total() - least) / least},
      {"extra_relaxed", (keeping - careless.bound) / careless.bound},
      {"damage", (least - before) / before},
      {"moved_careless", CompareWithCurrent(problem, careless.plan).moved / people},
      {"unmet", kept.checked.unmet_people}};
}

}  // namespace pcsp::bench

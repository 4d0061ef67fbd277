#include "tests/bench/planning/replan.h"

#include <functional>

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

absl::StatusOr<CohortResult> Planned(const CohortProblem& problem, double seconds) {
  CohortOptions options = {.seconds = seconds, .elapsed = offline::SteadySeconds, .threads = 2};
  options.parallel = [](int n, const std::function<void(int)>& task) {
    offline::InThreads(2, n, task);
  };
  return PlanCohorts(problem, options);
}

int BookedIn(const CohortProblem& problem, int fortnight) {
  int people = 0;
  for (const CohortBooking& b : problem.current.bookings) {
    if (problem.sessions[b.session].fortnight == fortnight) people += b.people;
  }
  return people;
}

int Booked(const CohortProblem& problem) {
  int people = 0;
  for (const CohortBooking& b : problem.current.bookings) people += b.people;
  return people;
}

// No trainers in some fortnights, from the third on and never two in a row. The people hit.
int TakeTrainersAway(CohortProblem& problem) {
  const int all = Booked(problem);
  int hit = 0;
  for (int t = 3; t < problem.fortnights && hit < kLeastHit * all; t += 2) {
    const int booked = BookedIn(problem, t);
    if (booked == 0 || hit + booked > kMostHit * all) continue;
    problem.regions[0].trainers[t] = 0;
    hit += booked;
  }
  return hit;
}

}  // namespace

absl::StatusOr<nlohmann::ordered_json> ReplanShares(uint64_t seed, double seconds) {
  // Some trainers to spare, as in methods.md: without them nobody who is hit finds a seat.
  CohortProblem problem = GenerateCohorts({.practices = kPractices, .trainers = 1.3}, seed);
  ASSIGN_OR_RETURN(const CohortResult first, Planned(problem, seconds));
  problem.current.bookings = first.plan.bookings;
  const double people = Booked(problem), hit = TakeTrainersAway(problem);
  ASSIGN_OR_RETURN(const CohortResult kept, Planned(problem, seconds));
  const CohortChanges changes = CompareWithCurrent(problem, kept.plan);
  problem.current.keep = 0;
  ASSIGN_OR_RETURN(const CohortResult careless, Planned(problem, seconds));
  const double least = careless.checked.cost.total();
  return nlohmann::ordered_json{
      {"people", people},
      {"hit", hit / people},
      {"moved", changes.moved / people},
      {"extra", (kept.checked.cost.total() - least) / least},
      {"moved_careless", CompareWithCurrent(problem, careless.plan).moved / people},
      {"unmet", kept.checked.unmet_people}};
}

}  // namespace pcsp::bench

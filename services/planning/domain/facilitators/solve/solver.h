// Assigns facilitators: an answer at once, and a better one for as long as it is given.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <vector>

#include "absl/status/statusor.h"
#include "services/planning/domain/facilitators/solve/assignment.h"

namespace pcsp::planning::facilitators {

// How much work may be done after the instant answer. The domain has no clock: `elapsed` says how
// many seconds have passed. With enough seconds, the same slices and seed give the same answer.
struct Effort {
  double seconds = 0;  // 0: the instant answer alone
  std::function<double()> elapsed;
  int64_t slices = std::numeric_limits<int64_t>::max();  // of work, about 50 programs each
  uint64_t seed = 1;
  std::function<bool()> cancelled;  // asked often; keeps the best so far
};

struct Outcome {
  Assignment best;
  double lp_bound = 0;  // of the plain relaxation
  double bound = 0;     // the best proven: no plan costs less
  bool proven = false;  // `best` is an optimum
  double instant_cost = 0;
  int64_t slices = 0;
  // What one more unit saves by the relaxation; [facilitator * resources + r].
  std::vector<double> prices;

  double gap() const;     // (cost - bound) / |cost|, >= 0
  double lp_gap() const;  // the same to lp_bound
};

// Instant: relaxation, rounding, local search (methods.md 4b). Then every set of facilitators that
// shares no practice with others by branch and bound, as long as it is small; in larger ones
// neighbourhoods of a few facilitators are solved again and again. Fails only when the relaxation
// does, which numbers can do and constraints cannot.
absl::StatusOr<Outcome> Solve(const Instance& instance, const Effort& effort);

}  // namespace pcsp::planning::facilitators

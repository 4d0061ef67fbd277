// The plan: who supports whom, how good that is, and everything that a planner asks about it.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/planning/domain/facilitators/solve/solver.h"

namespace pcsp::planning::facilitators {

struct Unserved {
  int practice = 0;
  double cost = 0;
  std::string reason;  // a sentence
};

// A practice whose facilitator is not today's.
struct Change {
  int practice = 0;
  int from = -1;
  int to = -1;       // -1: unserved
  double saves = 0;  // cost of staying less cost of the change; < 0 where others gain by it
  std::string reason;
};

struct Load {
  std::vector<double> hours;     // by month, or one number
  std::vector<double> capacity;  // likewise
  int practices = 0;
};

// What one more unit of something short would do.
struct Relief {
  int facilitator = 0;
  int month = -1;       // -1: hours in all, or places
  bool places = false;  // one more practice, not one more hour
  double price = 0;     // saved a unit by the relaxation
  double saves = 0;     // by solving again with one unit more, beside the same without
  std::string sentence;
};

struct Plan {
  Problem problem;           // prepared: what `choices` refers to
  std::vector<int> choices;  // by practice: index into its options, or -1
  double cost = 0;
  double instant_cost = 0;
  double lp_bound = 0;
  double bound = 0;
  double gap = 0;     // to `bound`, a share of the cost
  double lp_gap = 0;  // to `lp_bound`
  bool proven = false;
  int64_t slices = 0;
  std::vector<Load> loads;  // by facilitator
  std::vector<Unserved> unserved;
  std::vector<Change> changes;
  std::vector<Relief> relief;         // the dearest shortages, most saved first
  std::vector<std::string> warnings;  // facilitators with more practices than is good
};

// Checks, prepares, solves, explains and has the result checked independently (checker.h).
// INVALID_ARGUMENT as CheckProblem(); INTERNAL, PLAN_BREAKS_RULES should the checker object.
absl::StatusOr<Plan> MakePlan(const Problem& problem, const Effort& effort);

}  // namespace pcsp::planning::facilitators

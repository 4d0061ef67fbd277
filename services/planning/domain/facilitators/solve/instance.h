// The generalised assignment problem of methods.md 4b, stripped to numbers:
//   min sum c_pf x_pf + U_p u_p,  sum_f x_pf + u_p = 1,  sum_p h_pf x_pf <= H_f.
// A facilitator has one or more resources (hours, or hours of each month, or places), all of which
// an option uses.
#pragma once

#include <vector>

#include "services/planning/domain/facilitators/facilitator_problem.h"

namespace pcsp::planning::facilitators {

inline constexpr double kTolerance = 1e-9;  // on hours
inline constexpr int kUnserved = -1;

struct Instance {
  int practices = 0;
  int facilitators = 0;
  int resources = 1;  // of each facilitator: hours, then places where anybody has a limit of them
  int hours = 1;      // how many of these are hours: one, or one a month

  // Options of practice p are begin[p] to begin[p + 1].
  std::vector<int> begin;
  std::vector<int> practice;     // by option
  std::vector<int> facilitator;  // by option
  std::vector<double> cost;      // by option
  std::vector<double> use;       // [option * resources + r]
  std::vector<double> capacity;  // [facilitator * resources + r]
  std::vector<double> unserved;  // cost, by practice

  int options() const { return static_cast<int>(cost.size()); }
  const double* use_of(int option) const { return &use[static_cast<size_t>(option) * resources]; }
  double CostOf(int practice_index, int option) const {
    return option == kUnserved ? unserved[practice_index] : cost[option];
  }
};

// The problem has passed CheckProblem(). Options keep their order.
Instance InstanceOf(const Problem& problem);

// The part of `whole` that is about some facilitators and some practices, ascending; options that
// lead elsewhere are left out. `option_of` says which option of the whole each one is.
struct Part {
  Instance instance;
  std::vector<int> practice_of;
  std::vector<int> option_of;
};
Part PartOf(const Instance& whole, const std::vector<int>& practices,
            const std::vector<int>& facilitators);

// Sets of facilitators such that no practice has options in two of them; each ascending.
std::vector<std::vector<int>> Components(const Instance& instance);

}  // namespace pcsp::planning::facilitators

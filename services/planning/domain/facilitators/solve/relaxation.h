// The linear relaxation of an instance: a bound that no plan can beat, prices of capacity, and a
// first guess at a plan.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "services/planning/domain/facilitators/solve/assignment.h"
#include "services/planning/domain/linear/linear_program.h"

namespace pcsp::planning::facilitators {

// Keeps the instance by reference. Not thread-safe.
class Relaxation {
 public:
  explicit Relaxation(const Instance& instance);

  // FAILED_PRECONDITION, LP_INFEASIBLE when what is fixed does not fit together.
  absl::Status Solve();
  double bound() const { return program_.objective(); }
  double value(int option) const { return program_.values()[option]; }
  double reduced_cost(int option) const { return program_.reduced_costs()[option]; }
  // What one more unit of a facilitator's resource would save by the relaxation; >= 0.
  double price(int facilitator, int resource) const;

  // Adds the covers that the last solution violates: of practices that do not all fit, at least
  // one goes elsewhere. False when there are none; otherwise Solve() again.
  bool Tighten();

  void Fix(int option, bool chosen);
  void Free(int option);

  // Whoever the relaxation gives whole keeps their facilitator; the rest find room where it costs
  // least, those with most to lose first.
  Assignment Rounded() const;

 private:
  bool Cover(int facilitator, int resource, std::vector<int>& options) const;

  const Instance& instance_;
  LinearProgram program_;
  std::vector<std::vector<int>> options_of_;  // by facilitator
};

}  // namespace pcsp::planning::facilitators

// A role's turnover as far as it is known, made ready for all of its sites.
#pragma once

#include <vector>

#include "services/planning/domain/workforce/cover/turnover_kernel.h"
#include "services/planning/domain/workforce/workforce_problem.h"

namespace pcsp::planning::workforce {

// Equally likely values of q, each with the kernel that sites share. Not thread-safe.
class RoleTurnover {
 public:
  RoleTurnover(const Role& role, const std::vector<double>& nodes);

  const std::vector<double>& nodes() const { return nodes_; }
  TurnoverKernel& kernel(size_t node) { return kernels_[node]; }

 private:
  const std::vector<double> nodes_;
  std::vector<TurnoverKernel> kernels_;
};

// What is believed of the role's turnover: Role::turnover alone where it is known; otherwise
// learned from the leavers of all sites together (empirical Bayes, methods.md 4d), and at one
// quantile where the scenario says so.
std::vector<double> TurnoverOf(const Problem& problem, int role, const Scenario& scenario);

}  // namespace pcsp::planning::workforce

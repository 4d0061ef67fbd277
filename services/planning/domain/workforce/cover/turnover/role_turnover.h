// A role's turnover as far as it is known, made ready for all of its sites.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "services/planning/domain/workforce/cover/turnover/averaging_rule.h"
#include "services/planning/domain/workforce/cover/turnover/turnover_kernel.h"
#include "services/planning/domain/workforce/workforce_problem.h"

namespace pcsp::planning::workforce {

// Values of q to follow a forecast at, each with its weight and with the kernel that sites share.
struct FollowedTurnover {
  AveragingRule rule;
  std::vector<TurnoverKernel> kernels;
};

// Equally likely values of q, and fewer that average like them. Not thread-safe.
class RoleTurnover {
 public:
  // `nodes` ascend, each once.
  RoleTurnover(const Role& role, const std::vector<double>& nodes);
  RoleTurnover(RoleTurnover&&) = default;

  const std::vector<double>& nodes() const { return all_.rule.values; }
  // All of them.
  FollowedTurnover& all() { return all_; }
  // The fewest known to average what becomes of `post` with `intakes` as closely as
  // values_needed.h says, provided that at all of nodes() the same numbers of certificates are
  // given; or all of them.
  FollowedTurnover& Few(const Post& post, const std::vector<int>& intakes);

 private:
  FollowedTurnover Following(AveragingRule rule) const;

  const Role role_;
  FollowedTurnover all_;
  std::map<int, std::optional<FollowedTurnover>> few_;  // by size; nothing where there is no rule
};

// What is believed of the role's turnover: Role::turnover alone where it is known; otherwise
// learned from the leavers of all sites together (empirical Bayes, methods.md 4d), and at one
// quantile where the scenario says so.
std::vector<double> TurnoverOf(const Problem& problem, int role, const Scenario& scenario);

}  // namespace pcsp::planning::workforce

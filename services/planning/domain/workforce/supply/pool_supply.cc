#include "services/planning/domain/workforce/supply/pool_supply.h"

#include <cmath>

#include "services/planning/domain/workforce/cover/turnover/belief.h"
#include "services/planning/domain/workforce/cover/turnover/turnover_kernel.h"

namespace pcsp::planning::workforce {

namespace {

// Of those who are active now and known to leave one day: who is still to be expected in each
// month.
std::vector<int> KnownLeavers(const Pool& pool, int months) {
  std::vector<int> still(months);
  for (int t = months - 1, left = 0; t >= 0; --t) still[t] = left += At(pool.leaving, t);
  return still;
}

}  // namespace

std::vector<Distribution> ActiveOf(const Pool& pool, const std::vector<double>& turnover,
                                   int months, const std::vector<int>& more) {
  std::vector<Distribution> active(months);
  const std::vector<int> known = KnownLeavers(pool, months);
  for (double q : turnover) {
    TurnoverKernel leaving(q, /*replaced_trained=*/0);
    Distribution now = Certainly(pool.active - (months > 0 ? known[0] : 0));
    for (int t = 0; t < months; ++t) {
      const int begun = t - pool.lead_months;
      int joining = At(pool.joining, t);
      if (begun >= 0) joining += At(pool.recruits, begun) + At(more, begun);
      now = Sum(now, Binomial(joining, pool.completes));
      // Until then they may leave as anybody may.
      const Distribution all =
          known[t] == 0 ? now : Sum(now, Binomial(known[t], std::pow(1 - q, t)));
      AddTo(active[t], all, 1.0 / static_cast<double>(turnover.size()));
      now = leaving.Step(now.last(), now);
    }
  }
  return active;
}

std::vector<double> TurnoverOf(const Pool& pool, const std::vector<const Pool*>& pools) {
  if (pool.turnover) return {*pool.turnover};
  double leavers = 0, person_months = 0;
  for (const Pool* one : pools) {
    leavers += one->leavers;
    person_months += one->person_months;
  }
  return TurnoverNodes(leavers, person_months);
}

std::vector<const Pool*> PoolsOf(const std::vector<FacilitatorPool>& pools) {
  std::vector<const Pool*> all;
  for (const FacilitatorPool& pool : pools) all.push_back(&pool.people);
  return all;
}

std::vector<const Pool*> PoolsOf(const std::vector<TrainerPool>& pools) {
  std::vector<const Pool*> all;
  for (const TrainerPool& pool : pools) all.push_back(&pool.people);
  return all;
}

}  // namespace pcsp::planning::workforce

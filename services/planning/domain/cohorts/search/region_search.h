// Plans one region: bound, choice of sessions, then walks.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "services/planning/domain/cohorts/model/region_model.h"
#include "services/planning/domain/cohorts/search/budget.h"
#include "services/planning/domain/cohorts/search/walk.h"

namespace pcsp::planning {

// What the relaxation says of a region.
struct Relaxation {
  double bound = 0;      // of what a plan costs, less what keeping bookings is worth
  bool optimal = false;  // the bound is the relaxation's optimum
  double unmet = 0;      // people whom it leaves untrained; at the optimum
  double seconds = 0;    // that it took
  std::vector<double> seat_prices, trainer_prices;
  std::vector<double> held;  // sessions, 0 to 1
};

class RegionSearch {
 public:
  RegionSearch(RegionModel model, const Budget& budget)
      : model_(std::move(model)), budget_(budget) {}

  // Bound and first choice of sessions; comes back by `end`.
  void Relax(double end);
  // Walks from there, or from the current plan, until `end` or for `moves`; walks with different
  // seeds may run at once. With a current plan that can stay as it is, it does.
  RegionPlan Search(uint64_t seed, int64_t moves, double end) const;

  const RegionModel& model() const { return model_; }
  const Relaxation& relaxation() const { return relaxation_; }

 private:
  const RegionModel model_;
  const Budget& budget_;
  Relaxation relaxation_;
  std::vector<char> dived_;
  std::optional<Neighbours> near_;
};

}  // namespace pcsp::planning

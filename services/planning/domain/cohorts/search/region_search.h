// Plans one region: bound, choice of sessions, then walks.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "services/planning/domain/cohorts/bound/master.h"
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
  // `budget` must outlive it.
  RegionSearch(RegionModel model, const Budget& budget)
      : model_(std::move(model)), budget_(budget) {}

  // In this order; each comes back by `end`.
  // Relaxes the region with prices on trainers, one a fortnight; may be called again with others.
  void Relax(const std::vector<double>& trainer_prices, double end);
  // Makes do with fewer trainers, one a fortnight, from here on.
  void SetTrainers(const std::vector<int>& trainers, double end);
  // Dives to a first choice of sessions.
  void Choose(double end);
  // Walks from there, or from the current plan, until `end` or for `moves`; walks with different
  // seeds may run at once. With a current plan that can stay as it is, it does. `better` hears of
  // the cost of the best plan so far, now and then; it may be null.
  RegionPlan Search(uint64_t seed, int64_t moves, double end,
                    const std::function<void(double cost)>& better) const;

  const RegionModel& model() const { return model_; }
  // Of the last Relax().
  const Relaxation& relaxation() const { return relaxation_; }
  // Trainers that the sessions held in it take; that sessions which must run take; and that one
  // session takes, at the least 1.
  std::vector<double> TrainersUsed() const;
  std::vector<int> TrainersBound() const;
  std::vector<int> TrainerUnits() const;

 private:
  void Solve(double end);

  RegionModel model_;
  const Budget& budget_;
  double until_ = 0;  // when the relaxation stops
  std::function<bool()> stop_;
  std::unique_ptr<Master> master_;  // until Choose()
  Relaxation relaxation_;
  std::vector<char> dived_;
  std::optional<Neighbours> near_;
};

}  // namespace pcsp::planning

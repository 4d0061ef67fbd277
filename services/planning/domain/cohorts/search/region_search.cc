#include "services/planning/domain/cohorts/search/region_search.h"

#include <algorithm>
#include <utility>

#include "services/planning/domain/cohorts/bound/dive.h"
#include "services/planning/domain/cohorts/bound/master.h"

namespace pcsp::planning {
namespace {

constexpr int kManyRounds = 100'000;
constexpr double kRelaxShare = .7;  // of the time for relaxing and diving
constexpr int64_t kLook = 8;        // moves between two looks at the time

}  // namespace

void RegionSearch::Relax(double end) {
  const double now = budget_.Now();
  double until = now + kRelaxShare * (end - now);
  const Master::Stop stop = [this, &until] { return budget_.Over(until); };
  Master master(model_, stop);
  relaxation_.optimal = master.Solve(kManyRounds);
  relaxation_.bound = master.bound();
  relaxation_.seat_prices = master.seat_prices();
  relaxation_.trainer_prices = master.trainer_prices();
  relaxation_.held = master.held();
  relaxation_.unmet = relaxation_.optimal ? master.unmet() : 0;
  relaxation_.seconds = budget_.Now() - now;
  until = end;
  dived_ = Dive(model_, master, stop);
  near_.emplace(model_);
}

RegionPlan RegionSearch::Search(uint64_t seed, int64_t moves, double end) const {
  Walk walk(model_, *near_, relaxation_.seat_prices, relaxation_.held, seed);
  if (model_.booked_worth > 0 && walk.StartFromBooked()) return walk.best();
  walk.Start(dived_);
  if (model_.tracks.empty()) return walk.best();
  const double start = budget_.Now();
  double done = 0;
  for (int64_t i = 0; i < moves; ++i) {
    if (i % kLook == 0) {
      const double now = budget_.Now();
      if (now >= end || budget_.Cancelled()) break;
      done = std::max(static_cast<double>(i) / static_cast<double>(moves),
                      (now - start) / std::max(1e-9, end - start));
    }
    walk.Step(1 - done);
  }
  return walk.best();
}

}  // namespace pcsp::planning

#include "services/planning/domain/cohorts/search/region_search.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

#include "services/planning/domain/cohorts/bound/dive.h"

namespace pcsp::planning {
namespace {

constexpr int kManyRounds = 100'000;
constexpr int64_t kLook = 8;  // moves between two looks at the time

}  // namespace

void RegionSearch::Relax(const std::vector<double>& trainer_prices, double end) {
  if (!master_) {
    stop_ = [this] { return budget_.Over(until_); };
    master_ = std::make_unique<Master>(model_, stop_);
  }
  for (size_t s = 0; s < model_.sessions.size(); ++s) {
    const RegionSession& session = model_.sessions[s];
    if (trainer_prices.empty()) break;
    master_->SetSessionCost(
        static_cast<int>(s),
        session.fixed_cost + session.trainers * trainer_prices[session.fortnight]);
  }
  Solve(end);
}

void RegionSearch::Solve(double end) {
  const double now = budget_.Now();
  until_ = end;
  relaxation_.optimal = master_->Solve(kManyRounds);
  relaxation_.bound = master_->bound();
  relaxation_.seat_prices = master_->seat_prices();
  relaxation_.trainer_prices = master_->trainer_prices();
  relaxation_.held = master_->held();
  relaxation_.unmet = relaxation_.optimal ? master_->unmet() : 0;
  relaxation_.seconds = std::max(relaxation_.seconds, budget_.Now() - now);
}

void RegionSearch::SetTrainers(const std::vector<int>& trainers, double end) {
  model_.trainers = trainers;
  for (int t = 0; t < model_.fortnights; ++t) master_->SetTrainers(t, trainers[t]);
  Relax(std::vector<double>(model_.fortnights), end);
}

void RegionSearch::Choose(double end) {
  until_ = end;
  dived_ = Dive(model_, *master_, stop_);
  master_.reset();
  near_.emplace(model_);
}

std::vector<double> RegionSearch::TrainersUsed() const {
  std::vector<double> used(model_.fortnights);
  for (size_t s = 0; s < model_.sessions.size(); ++s) {
    used[model_.sessions[s].fortnight] += relaxation_.held[s] * model_.sessions[s].trainers;
  }
  return used;
}

std::vector<int> RegionSearch::TrainersBound() const {
  std::vector<int> bound(model_.fortnights);
  for (const RegionSession& s : model_.sessions) bound[s.fortnight] += s.must ? s.trainers : 0;
  return bound;
}

std::vector<int> RegionSearch::TrainerUnits() const {
  std::vector<int> units(model_.fortnights);
  for (const RegionSession& s : model_.sessions) {
    units[s.fortnight] = std::gcd(units[s.fortnight], s.trainers);
  }
  for (int& unit : units) unit = std::max(1, unit);
  return units;
}

RegionPlan RegionSearch::Search(uint64_t seed, int64_t moves, double end,
                                const std::function<void(double)>& better) const {
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
      if (better) better(walk.best().cost);
      // With a limit of moves the clock only ends the walk: were it to cool it too, a machine that
      // stalls for a while would make another plan of the same seed.
      done = moves < std::numeric_limits<int64_t>::max()
                 ? static_cast<double>(i) / static_cast<double>(moves)
                 : (now - start) / std::max(1e-9, end - start);
    }
    walk.Step(1 - done);
  }
  return walk.best();
}

}  // namespace pcsp::planning

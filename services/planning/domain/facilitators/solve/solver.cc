#include "services/planning/domain/facilitators/solve/solver.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "common/base/status_macros.h"
#include "services/planning/domain/facilitators/solve/branch_and_bound.h"
#include "services/planning/domain/facilitators/solve/local_search.h"
#include "services/planning/domain/facilitators/solve/neighbourhoods.h"

namespace pcsp::planning::facilitators {
namespace {

constexpr size_t kMostForProof = 12;  // facilitators
constexpr int kNodes = 50;            // a slice
constexpr int kCoverRounds = 10;

double Gap(double cost, double bound) {
  return std::max(0.0, cost - bound) / std::max(1e-9, std::abs(cost));
}

// A set of facilitators with the practices that only they can serve.
class Region {
 public:
  Region(const Instance& whole, const std::vector<int>& practices,
         const std::vector<int>& facilitators, const Assignment& start, uint64_t seed)
      : part_(PartOf(whole, practices, facilitators)), best_(part_.instance) {
    for (int o = 0; o < part_.instance.options(); ++o) {
      const int p = part_.instance.practice[o];
      if (start.choice(part_.practice_of[p]) == part_.option_of[o]) best_.Choose(p, o);
    }
    if (facilitators.size() <= kMostForProof) {
      proof_ = std::make_unique<BranchAndBound>(part_.instance, best_);
    } else {
      std::vector<int> all(facilitators.size());
      for (size_t i = 0; i < all.size(); ++i) all[i] = static_cast<int>(i);
      around_ = std::make_unique<Neighbourhoods>(part_.instance, std::move(all), seed);
    }
  }

  absl::Status Work(const std::function<bool()>& stop) {
    if (around_ != nullptr) {
      if (!bounded_) return Bound(stop);
      return around_->Step(kNodes, stop, best_);
    }
    const absl::Status done = proof_->Run(kNodes, stop);
    best_ = proof_->best();
    bound_ = std::max(bound_, proof_->bound());
    return done;
  }

  bool proven() const { return proof_ != nullptr && proof_->proven(); }
  const Part& part() const { return part_; }
  const Assignment& best() const { return best_; }
  // Minus infinity when nothing is known yet.
  double bound() const { return bound_; }

 private:
  // What no plan can beat, and a first plan that comes near to it.
  absl::Status Bound(const std::function<bool()>& stop) {
    bounded_ = true;
    Relaxation relaxation(part_.instance);
    RETURN_IF_ERROR(relaxation.Solve());
    bound_ = relaxation.bound();
    ASSIGN_OR_RETURN(Assignment divided, around_->Divide(relaxation, kNodes, stop));
    if (divided.cost() < best_.cost()) best_ = std::move(divided);
    for (int round = 0; round < kCoverRounds && !stop() && relaxation.Tighten(); ++round) {
      RETURN_IF_ERROR(relaxation.Solve());
      bound_ = std::max(bound_, relaxation.bound());
    }
    return absl::OkStatus();
  }

  const Part part_;
  Assignment best_;
  double bound_ = -std::numeric_limits<double>::infinity();
  bool bounded_ = false;
  std::unique_ptr<BranchAndBound> proof_;
  std::unique_ptr<Neighbourhoods> around_;
};

std::vector<std::unique_ptr<Region>> RegionsOf(const Instance& in, const Assignment& start,
                                               uint64_t seed) {
  std::vector<std::unique_ptr<Region>> regions;
  for (const std::vector<int>& facilitators : Components(in)) {
    std::vector<int> practices;
    for (int p = 0; p < in.practices; ++p) {
      if (in.begin[p] == in.begin[p + 1]) continue;
      const int f = in.facilitator[in.begin[p]];
      if (std::binary_search(facilitators.begin(), facilitators.end(), f)) practices.push_back(p);
    }
    if (practices.empty()) continue;
    regions.push_back(
        std::make_unique<Region>(in, practices, facilitators, start, seed + regions.size()));
  }
  return regions;
}

void Collect(const std::vector<std::unique_ptr<Region>>& regions, Outcome& outcome) {
  const Instance& in = outcome.best.instance();
  Assignment best(in);
  double bound = 0;
  outcome.proven = true;
  for (int p = 0; p < in.practices; ++p) {
    if (in.begin[p] == in.begin[p + 1]) bound += in.unserved[p];
  }
  for (const auto& region : regions) {
    const Part& part = region->part();
    for (int p = 0; p < part.instance.practices; ++p) {
      const int o = region->best().choice(p);
      if (o != kUnserved) best.Choose(part.practice_of[p], part.option_of[o]);
    }
    bound += region->bound();
    outcome.proven = outcome.proven && region->proven();
  }
  outcome.bound = std::min(best.cost(), std::max(outcome.lp_bound, bound));
  outcome.best = std::move(best);
}

}  // namespace

double Outcome::gap() const { return Gap(best.cost(), bound); }
double Outcome::lp_gap() const { return Gap(best.cost(), lp_bound); }

absl::StatusOr<Outcome> Solve(const Instance& instance, const Effort& effort) {
  Relaxation relaxation(instance);
  RETURN_IF_ERROR(relaxation.Solve());
  Outcome outcome{relaxation.Rounded()};
  Improve(outcome.best);
  outcome.instant_cost = outcome.best.cost();
  outcome.lp_bound = std::min(relaxation.bound(), outcome.instant_cost);
  outcome.bound = outcome.lp_bound;
  for (int f = 0; f < instance.facilitators; ++f) {
    for (int r = 0; r < instance.resources; ++r) outcome.prices.push_back(relaxation.price(f, r));
  }
  const auto stop = [&] {
    return (effort.elapsed && effort.elapsed() >= effort.seconds) ||
           (effort.cancelled && effort.cancelled());
  };
  if (effort.seconds <= 0 || effort.slices <= 0 || stop()) return outcome;
  const auto regions = RegionsOf(instance, outcome.best, effort.seed);
  for (bool open = true; open && !stop() && outcome.slices < effort.slices;) {
    open = false;
    for (const auto& region : regions) {
      if (region->proven() || stop() || outcome.slices >= effort.slices) continue;
      RETURN_IF_ERROR(region->Work(stop));
      ++outcome.slices;
      open = true;
    }
  }
  Collect(regions, outcome);
  return outcome;
}

}  // namespace pcsp::planning::facilitators

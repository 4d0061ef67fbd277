#include "services/planning/domain/cohorts/plan_cohorts.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/planning/domain/cohorts/problem_check.h"

namespace pcsp::planning {
namespace {

constexpr double kRelaxing = .5;  // share of the time in which regions are relaxed at the latest

absl::Status PlanBreaksRules(const std::vector<BrokenRule>& broken) {
  return MakeError(absl::StatusCode::kInternal,
                   absl::StrCat("The plan found breaks ", broken.size(),
                                " rules, the first: ", broken.front().words, "."),
                   {.reason = "COHORT_PLAN_BROKEN"});
}

// Shares what is left of the time among tasks that have not begun, by their weights.
class TimeShares {
 public:
  TimeShares(const Budget& budget, double end, int threads, double weight)
      : budget_(budget), end_(end), threads_(threads), weight_left_(weight) {}

  // When the task that begins now should come to an end.
  double Begin(double weight) {
    const std::lock_guard lock(mutex_);
    const double now = budget_.Now(), left = std::max(0.0, end_ - now);
    const double share = weight_left_ > 0 ? threads_ * weight / weight_left_ : 1;
    weight_left_ -= weight;
    return now + left * std::min(1.0, share);
  }

 private:
  const Budget& budget_;
  const double end_;
  const int threads_;
  std::mutex mutex_;
  double weight_left_;
};

class Planner {
 public:
  Planner(const CohortProblem& problem, const CohortOptions& options)
      : problem_(problem), options_(options), budget_(options) {
    for (size_t r = 0; r < problem.regions.size(); ++r) {
      regions_.push_back(
          std::make_unique<RegionSearch>(MakeRegion(problem, static_cast<int>(r)), budget_));
      weight_ += Weight(static_cast<int>(r));
    }
    plans_.resize(regions_.size());
  }

  absl::StatusOr<CohortResult> Plan() {
    Relax();
    Search();
    return Result();
  }

 private:
  double Weight(int region) const {
    return 1.0 + static_cast<double>(regions_[region]->model().tracks.size());
  }

  void Run(int n, const std::function<void(int)>& task) const {
    if (options_.parallel && n > 1) return options_.parallel(n, task);
    for (int i = 0; i < n; ++i) task(i);
  }

  void Relax() {
    TimeShares shares(budget_, budget_.At(kRelaxing), options_.threads, weight_);
    Run(static_cast<int>(regions_.size()),
        [&](int r) { regions_[r]->Relax(shares.Begin(Weight(r))); });
    for (const auto& region : regions_) {
      progress_.bound += region->relaxation().bound + region->model().booked_worth;
      booked_worth_ += region->model().booked_worth;
    }
  }

  // As many walks a region as threads would otherwise stand idle.
  void Search() {
    const int regions = static_cast<int>(regions_.size());
    const int walks = std::max(1, options_.threads / std::max(1, regions));
    TimeShares shares(budget_, budget_.end(), options_.threads, weight_ * walks);
    Run(regions * walks, [&](int i) {
      const int r = i / walks;
      const uint64_t seed = options_.seed * 1'000'003 + static_cast<uint64_t>(i);
      Found(r, regions_[r]->Search(seed, options_.moves, shares.Begin(Weight(r))));
    });
  }

  // Equal costs: the plan of the lower walk would depend on time, so the lesser plan wins.
  static bool Better(const RegionPlan& a, const RegionPlan& b) {
    if (b.held.empty() || a.cost < b.cost) return true;
    return a.cost == b.cost && a.held < b.held;
  }

  void Found(int region, RegionPlan plan) {
    const std::lock_guard lock(mutex_);
    if (Better(plan, plans_[region])) plans_[region] = std::move(plan);
    if (!options_.progress) return;
    progress_.best = booked_worth_;
    for (const RegionPlan& p : plans_) progress_.best += p.cost;
    options_.progress(progress_);
  }

  absl::StatusOr<CohortResult> Result() {
    CohortResult result;
    result.bound_optimal = true;
    for (size_t r = 0; r < regions_.size(); ++r) {
      AddToPlan(regions_[r]->model(), plans_[r].held, plans_[r].patterns, result.plan);
      const double worth = regions_[r]->model().booked_worth;
      result.bound += regions_[r]->relaxation().bound + worth;
      result.objective += plans_[r].cost + worth;
      result.bound_optimal = result.bound_optimal && regions_[r]->relaxation().optimal;
      result.regions.push_back(regions_[r]->relaxation());
    }
    result.checked = CheckPlan(problem_, result.plan);
    if (!result.checked.broken.empty()) return PlanBreaksRules(result.checked.broken);
    return result;
  }

  const CohortProblem& problem_;
  const CohortOptions& options_;
  const Budget budget_;
  std::vector<std::unique_ptr<RegionSearch>> regions_;
  double weight_ = 0, booked_worth_ = 0;
  std::mutex mutex_;
  std::vector<RegionPlan> plans_;
  CohortProgress progress_;
};

}  // namespace

absl::StatusOr<CohortResult> PlanCohorts(const CohortProblem& problem,
                                         const CohortOptions& options) {
  RETURN_IF_ERROR(CheckCohortProblem(problem));
  return Planner(problem, options).Plan();
}

}  // namespace pcsp::planning

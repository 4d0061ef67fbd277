#include "services/planning/domain/cohorts/plan_cohorts.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/planning/domain/cohorts/explain/attendance.h"
#include "services/planning/domain/cohorts/explain/conflicts.h"
#include "services/planning/domain/cohorts/problem_check.h"
#include "services/planning/domain/cohorts/progress_reporter.h"
#include "services/planning/domain/cohorts/search/national_pool.h"

namespace pcsp::planning {
namespace {

// Shares of the time in which, at the latest, regions are relaxed, have shared the national
// trainers, know their quotas and have chosen sessions.
constexpr double kRelaxing = .35, kPricing = .5, kQuotas = .6, kChoosing = .75;
constexpr int kRounds = 20;         // of prices for national trainers
constexpr double kExplaining = .1;  // share of the time for shortages, at most
constexpr double kProving = .3;     // seconds beyond the time, to prove that rules conflict
constexpr size_t kVerified = 5;     // shortages that are solved again (methods.md 4c)

absl::Status PlanBreaksRules(const std::vector<BrokenRule>& broken) {
  return MakeError(absl::StatusCode::kInternal,
                   absl::StrCat("The plan found breaks ", broken.size(),
                                " rules, the first: ", broken.front().words, "."),
                   {.reason = "COHORT_PLAN_BROKEN"});
}

absl::Status MustNotFound(const std::vector<BrokenRule>& broken) {
  Violations violations;
  for (const BrokenRule& one : broken) violations.Add("must", one.words, "nobody left out");
  return MakeError(absl::StatusCode::kFailedPrecondition,
                   "No plan was found in the time that trains everybody who must be trained; that "
                   "there is none has not been proven.",
                   {.reason = "COHORT_MUST_NOT_MET",
                    .violations = violations.list(),
                    .precondition = "more time, seats or trainers, or fewer who must be trained"});
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
      : problem_(problem),
        options_(options),
        budget_(options),
        reporter_(options, budget_, problem.regions.size()) {
    for (size_t r = 0; r < problem.regions.size(); ++r) {
      regions_.push_back(
          std::make_unique<RegionSearch>(MakeRegion(problem, static_cast<int>(r)), budget_));
      weight_ += Weight(static_cast<int>(r));
    }
    plans_.resize(regions_.size());
  }

  absl::StatusOr<CohortResult> Plan() {
    Relax();
    search_end_ = budget_.end() - TimeToExplain();
    Search();
    ASSIGN_OR_RETURN(CohortResult result, Result());
    Explain(result);
    return result;
  }

 private:
  double Weight(int region) const {
    return 1.0 + static_cast<double>(regions_[region]->model().tracks.size());
  }

  void Run(int n, const std::function<void(int)>& task) const {
    if (options_.parallel && n > 1) return options_.parallel(n, task);
    for (int i = 0; i < n; ++i) task(i);
  }

  // Runs `task` for every region, each with its share of the time until `end`.
  void EachRegion(double end, const std::function<void(RegionSearch&, double)>& task) {
    TimeShares shares(budget_, end, options_.threads, weight_);
    Run(static_cast<int>(regions_.size()),
        [&](int r) { task(*regions_[r], shares.Begin(Weight(r))); });
  }

  void Relax() {
    EachRegion(budget_.At(kRelaxing), [this](RegionSearch& region, double end) {
      region.Relax({}, end);
      reporter_.Relaxed();
    });
    for (const auto& region : regions_) {
      relaxations_.push_back(region->relaxation());
      bound_ += region->relaxation().bound;
      booked_worth_ += region->model().booked_worth;
    }
    if (!problem_.national_trainers.empty()) ShareTrainers();
    bound_ += booked_worth_;
    reporter_.SetBound(bound_, booked_worth_);
    EachRegion(budget_.At(kChoosing), [](RegionSearch& region, double end) { region.Choose(end); });
  }

  // Prices on what regions share until they ask for no more than there is, then quotas.
  void ShareTrainers() {
    NationalPool pool(problem_.national_trainers);
    for (int round = 0; round == 0 || (round < kRounds && !budget_.Over(budget_.At(kPricing)));
         ++round) {
      if (round > 0) {
        EachRegion(budget_.At(kPricing),
                   [&pool](RegionSearch& region, double end) { region.Relax(pool.prices(), end); });
      }
      double bound = 0;
      std::vector<std::vector<double>> used;
      for (const auto& region : regions_) {
        bound += region->relaxation().bound;
        used.push_back(region->TrainersUsed());
      }
      pool.Round(bound, used);
    }
    bound_ = pool.bound();
    national_prices_ = pool.best_prices();
    SetQuotas(pool);
  }

  void SetQuotas(const NationalPool& pool) {
    std::vector<std::vector<int>> present, least, units;
    for (const auto& region : regions_) {
      present.push_back(region->model().trainers);
      least.push_back(region->TrainersBound());
      units.push_back(region->TrainerUnits());
    }
    const std::vector<std::vector<int>> quotas = pool.Quotas(present, least, units);
    TimeShares shares(budget_, budget_.At(kQuotas), options_.threads, weight_);
    Run(static_cast<int>(regions_.size()),
        [&](int r) { regions_[r]->SetTrainers(quotas[r], shares.Begin(Weight(r))); });
  }

  // What it takes to solve the slowest region again for each shortage.
  double TimeToExplain() const {
    double slowest = 0;
    for (const Relaxation& relaxation : relaxations_) {
      slowest = std::max(slowest, relaxation.seconds);
    }
    return std::min(kExplaining * budget_.length(), 1.2 * kVerified * slowest);
  }

  void Explain(CohortResult& result) const {
    std::set<int> unmet;
    for (const UnmetPeople& people : ReadAttendance(problem_, result.plan).unmet) {
      if (people.why == UnmetPeople::Why::kOwnLimits) unmet.insert(people.practice);
    }
    result.shortages = FindShortages(problem_, relaxations_, national_prices_,
                                     std::vector<int>(unmet.begin(), unmet.end()), kVerified,
                                     [this] { return budget_.Over(budget_.end()); });
  }

  // As many walks a region as threads would otherwise stand idle.
  void Search() {
    const int regions = static_cast<int>(regions_.size());
    const int walks = std::max(1, options_.threads / std::max(1, regions));
    TimeShares shares(budget_, search_end_, options_.threads, weight_ * walks);
    reporter_.SetWalks(regions * walks);
    Run(regions * walks, [&](int i) {
      const int r = i / walks;
      const uint64_t seed = options_.seed * 1'000'003 + static_cast<uint64_t>(i);
      std::function<void(double)> better;
      if (reporter_.listens()) better = [this, r](double cost) { reporter_.WalkFound(r, cost); };
      Found(r, regions_[r]->Search(seed, options_.moves, shares.Begin(Weight(r)), better));
    });
  }

  // Equal costs: the plan of the lower walk would depend on time, so the lesser plan wins.
  static bool Better(const RegionPlan& a, const RegionPlan& b) {
    if (b.held.empty() || a.cost < b.cost) return true;
    return a.cost == b.cost && a.held < b.held;
  }

  void Found(int region, RegionPlan plan) {
    const double cost = plan.cost;
    {
      const std::lock_guard lock(mutex_);
      if (Better(plan, plans_[region])) plans_[region] = std::move(plan);
    }
    reporter_.WalkDone(region, cost);
  }

  absl::StatusOr<CohortResult> Result() {
    CohortResult result;
    result.bound = bound_;
    result.objective = booked_worth_;
    result.bound_optimal = true;
    result.national_prices = national_prices_;
    result.regions = relaxations_;
    for (size_t r = 0; r < regions_.size(); ++r) {
      AddToPlan(regions_[r]->model(), plans_[r].held, plans_[r].patterns, result.plan);
      result.objective += plans_[r].cost;
      result.bound_optimal = result.bound_optimal && relaxations_[r].optimal;
    }
    result.checked = CheckPlan(problem_, result.plan);
    RETURN_IF_ERROR(BrokenRules(result.checked.broken));
    return result;
  }

  // Somebody may be left out against the rules because the rules leave no choice.
  absl::Status BrokenRules(const std::vector<BrokenRule>& broken) const {
    if (broken.empty()) return absl::OkStatus();
    for (const BrokenRule& one : broken) {
      if (one.rule != BrokenRule::Rule::kMust) return PlanBreaksRules(broken);
    }
    RETURN_IF_ERROR(RulesConflict(
        MustConflicts(problem_, [this] { return budget_.Over(budget_.end() + kProving); })));
    return MustNotFound(broken);
  }

  const CohortProblem& problem_;
  const CohortOptions& options_;
  const Budget budget_;
  ProgressReporter reporter_;
  std::vector<std::unique_ptr<RegionSearch>> regions_;
  double weight_ = 0, booked_worth_ = 0, search_end_ = 0, bound_ = 0;
  std::vector<Relaxation> relaxations_;  // without prices or quotas for national trainers
  std::vector<double> national_prices_;
  std::mutex mutex_;
  std::vector<RegionPlan> plans_;
};

}  // namespace

absl::StatusOr<CohortResult> PlanCohorts(const CohortProblem& problem,
                                         const CohortOptions& options) {
  RETURN_IF_ERROR(CheckCohortProblem(problem));
  RETURN_IF_ERROR(RulesConflict(FixedConflicts(problem)));
  return Planner(problem, options).Plan();
}

}  // namespace pcsp::planning

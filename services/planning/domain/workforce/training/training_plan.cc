#include "services/planning/domain/workforce/training/training_plan.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "absl/strings/str_format.h"
#include "common/base/status_macros.h"
#include "services/planning/domain/workforce/cover/cover_forecast.h"
#include "services/planning/domain/workforce/supply/pool_supply.h"
#include "services/planning/domain/workforce/training/training_program.h"

namespace pcsp::planning::workforce {
namespace {

constexpr int kSolves = 2;         // methods.md 4d: "iterate twice"
constexpr double kNoLimit = 1e12;  // of seats
constexpr double kWorthSaying = 1e-6;
constexpr double kRounding = 1e-6;  // of a solver's whole numbers

double Mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

// Whole people from shares of them, never fewer in sum so far than the shares.
std::vector<int> WholeEarly(const std::vector<double>& shares) {
  std::vector<int> whole;
  double sum = 0, given = 0;
  for (double share : shares) {
    sum += share;
    whole.push_back(static_cast<int>(std::max(0.0, std::ceil(sum - given - kRounding))));
    given += whole.back();
  }
  return whole;
}

class Planner {
 public:
  Planner(const Problem& problem, const Stop& stop) : problem_(problem), stop_(stop) {
    for (int r = 0; r < static_cast<int>(problem.roles.size()); ++r) {
      turnover_.emplace_back(problem.roles[r], TurnoverOf(problem, r, Scenario()));
    }
    plan_.posts.resize(problem.posts.size());
    plan_.trainers.resize(problem.trainers.size());
  }

  absl::StatusOr<TrainingPlan> Run() {
    for (int pool = -1; pool < static_cast<int>(problem_.trainers.size()); ++pool) {
      RETURN_IF_ERROR(PlanPool(pool));
    }
    return std::move(plan_);
  }

 private:
  std::vector<int> Planned(const Post& post) const {
    std::vector<int> planned(problem_.months);
    for (int t = 0; t < problem_.months; ++t) planned[t] = At(post.intakes, t);
    return planned;
  }

  PostOutlook OutlookOf(const Post& post, const std::vector<int>& intakes) {
    RoleTurnover& turnover = turnover_[post.role];
    const Role& role = problem_.roles[post.role];
    PostOutlook outlook;
    outlook.turnover = Mean(turnover.nodes());
    CoverModel model(post, role, turnover, CoverModel::Precision::kMoments);
    const CoverForecast forecast = model.Forecast(intakes);
    for (int t = 0; t < problem_.months; ++t) {
      outlook.deviation.push_back(forecast.months[t].deviation);
      outlook.lapses.push_back(At(post.lapsing, t) + At(post.expiring, t) * (1 - role.refreshed) *
                                                         std::pow(1 - outlook.turnover, t));
    }
    return outlook;
  }

  absl::Status PlanPool(int pool) {
    std::vector<int> posts;
    for (int i = 0; i < static_cast<int>(problem_.posts.size()); ++i) {
      if (problem_.posts[i].trainers == pool) posts.push_back(i);
    }
    std::vector<double> trainers;
    double trainer_turnover = 0;
    if (pool >= 0) {
      const Pool& people = problem_.trainers[pool].people;
      const std::vector<double> q = TurnoverOf(people, PoolsOf(problem_.trainers));
      trainer_turnover = Mean(q);
      for (const Distribution& active : ActiveOf(people, q, problem_.months)) {
        trainers.push_back(active.Mean());
      }
    }
    TrainingProgram program(problem_, posts, pool, std::move(trainers), trainer_turnover);
    std::vector<std::vector<int>> intakes;
    for (int i : posts) intakes.push_back(Planned(problem_.posts[i]));
    for (int solve = 0; solve < kSolves; ++solve) {
      std::vector<PostOutlook> outlooks;
      for (size_t i = 0; i < posts.size(); ++i) {
        if (Stopped(stop_)) return absl::CancelledError();
        outlooks.push_back(OutlookOf(problem_.posts[posts[i]], intakes[i]));
      }
      RETURN_IF_ERROR(program.Solve(outlooks, stop_));
      intakes = WholeIntakes(program, pool, posts);
    }
    plan_.cost += program.cost();
    for (size_t i = 0; i < posts.size(); ++i) {
      if (Stopped(stop_)) return absl::CancelledError();
      TakePost(program, posts[i], i, intakes[i]);
    }
    if (pool >= 0) TakePool(program, pool, posts);
    return absl::OkStatus();
  }

  // Whole people from shares of them, never fewer in sum so far than the shares unless seats end
  // first: then those wait who were rounded up most.
  std::vector<std::vector<int>> WholeIntakes(const TrainingProgram& program, int pool,
                                             const std::vector<int>& posts) const {
    std::vector<std::vector<int>> whole(posts.size(), std::vector<int>(problem_.months));
    std::vector<double> carried(posts.size());
    for (int t = 0; t < problem_.months; ++t) {
      std::vector<std::pair<double, size_t>> last_in;  // what is left when rounded, and whose
      double room = pool < 0 ? kNoLimit : std::floor(program.seats(t) + kRounding);
      for (size_t i = 0; i < posts.size(); ++i) {
        const int planned = At(problem_.posts[posts[i]].intakes, t);
        carried[i] += program.intake(i, t);
        whole[i][t] = std::max(planned, static_cast<int>(std::ceil(carried[i] - kRounding)));
        room -= whole[i][t];
        if (whole[i][t] > planned) last_in.emplace_back(carried[i] - whole[i][t], i);
      }
      std::sort(last_in.begin(), last_in.end());
      for (size_t n = 0; room < 0 && n < last_in.size(); ++n, ++room) --whole[last_in[n].second][t];
      for (size_t i = 0; i < posts.size(); ++i) carried[i] -= whole[i][t];
    }
    return whole;
  }

  void TakePost(const TrainingProgram& program, int index, size_t i, std::vector<int> intakes) {
    const Post& post = problem_.posts[index];
    PostPlan& planned = plan_.posts[index];
    CoverModel model(post, problem_.roles[post.role], turnover_[post.role]);
    for (const CoverMonth& m : model.Forecast(Planned(post)).months) {
      planned.reach_before.push_back(m.reach);
    }
    for (const CoverMonth& m : model.Forecast(intakes).months) planned.reach.push_back(m.reach);
    for (int t = 0; t < problem_.months; ++t) planned.shortfall += program.shortfall(i, t);
    planned.intakes = std::move(intakes);
    if (planned.shortfall > kWorthSaying) {
      plan_.binding.push_back(
          absl::StrFormat("%s at %s stays %.3g person-months below its target with its margin.",
                          problem_.roles[post.role].id, post.site, planned.shortfall));
    }
  }

  void TakePool(const TrainingProgram& program, int pool, const std::vector<int>& posts) {
    PoolPlan& planned = plan_.trainers[pool];
    std::vector<double> recruits;
    for (int t = 0; t < problem_.months; ++t) {
      recruits.push_back(program.recruits(t));
      planned.seats.push_back(program.seats(t));
      planned.used.push_back(0);
      for (int i : posts) planned.used.back() += plan_.posts[i].intakes[t];
      const double price = program.seat_price(t);
      if (price <= kWorthSaying) continue;
      if (planned.shortages.empty() || planned.shortages.back().last < t - 1) {
        planned.shortages.push_back({t, t, 0});
      }
      planned.shortages.back().last = t;
      planned.shortages.back().price = std::max(planned.shortages.back().price, price);
    }
    planned.recruits = WholeEarly(recruits);
    const std::string& id = problem_.trainers[pool].people.id;
    for (const SeatShortage& shortage : planned.shortages) {
      plan_.binding.push_back(absl::StrFormat(
          "Training seats of %s bind from %s to %s: one more saves up to %.4g.", id,
          MonthName(problem_, shortage.first), MonthName(problem_, shortage.last), shortage.price));
    }
    for (int t = 0; t < problem_.months; ++t) {
      if (planned.recruits[t] == 0) continue;
      plan_.binding.push_back(
          absl::StrFormat("Recruit %d for %s by %s: they count from %s.", planned.recruits[t], id,
                          MonthName(problem_, t),
                          MonthName(problem_, t + problem_.trainers[pool].people.lead_months)));
    }
  }

  const Problem& problem_;
  const Stop& stop_;
  std::vector<RoleTurnover> turnover_;
  TrainingPlan plan_;
};

}  // namespace

absl::StatusOr<TrainingPlan> PlanTraining(const Problem& problem, const Stop& stop) {
  return Planner(problem, stop).Run();
}

}  // namespace pcsp::planning::workforce

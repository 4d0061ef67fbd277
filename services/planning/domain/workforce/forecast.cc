#include "services/planning/domain/workforce/forecast.h"

#include "common/base/status_macros.h"
#include "services/planning/domain/workforce/cover/turnover/belief.h"
#include "services/planning/domain/workforce/problem_check.h"
#include "services/planning/domain/workforce/supply/pool_supply.h"

namespace pcsp::planning::workforce {
namespace {

constexpr double kLowQuantile = 0.1;

std::vector<int> Intakes(const Problem& problem, const Post& post, double delivered) {
  std::vector<int> intakes(problem.months);
  for (int t = 0; t < problem.months; ++t) {
    intakes[t] = static_cast<int>(At(post.intakes, t) * delivered + 1e-9);
  }
  return intakes;
}

// Roles share nothing, so each is a task of its own.
void EachRole(const Problem& problem, const Wanted& wanted, const Scenario& scenario,
              const std::function<void(size_t post, RoleTurnover&)>& forecast) {
  const auto role_task = [&](int r) {
    RoleTurnover turnover(problem.roles[r], TurnoverOf(problem, r, scenario));
    for (size_t i = 0; i < problem.posts.size(); ++i) {
      if (Stopped(wanted.stop)) return;
      if (problem.posts[i].role == r) forecast(i, turnover);
    }
  };
  const int roles = static_cast<int>(problem.roles.size());
  if (wanted.parallel && roles > 1) return wanted.parallel(roles, role_task);
  for (int r = 0; r < roles; ++r) role_task(r);
}

ScenarioForecast OfScenario(const Problem& problem, const Scenario& scenario,
                            const Wanted& wanted) {
  ScenarioForecast forecast;
  forecast.posts.resize(problem.posts.size());
  EachRole(problem, wanted, scenario, [&](size_t i, RoleTurnover& turnover) {
    const Post& post = problem.posts[i];
    CoverModel model(post, problem.roles[post.role], turnover);
    forecast.posts[i] = model.Forecast(Intakes(problem, post, scenario.delivered));
  });
  if (wanted.paths > 0) {
    forecast.bands = BandsOf(problem, scenario, wanted.paths, wanted.seed, wanted.stop);
  }
  return forecast;
}

// With the turnover of pools at the scenario's quantile, where it is not known.
template <typename Pools>
void SetTurnover(const Scenario& scenario, Pools& pools) {
  double leavers = 0, person_months = 0;
  for (const auto& pool : pools) {
    leavers += pool.people.leavers;
    person_months += pool.people.person_months;
  }
  for (auto& pool : pools) {
    if (pool.people.turnover) continue;
    pool.people.turnover = TurnoverQuantile(leavers, person_months, *scenario.turnover_quantile);
  }
}

// The two answers of a problem.
void AddAnswers(const Problem& problem, const Wanted& wanted, std::vector<EarliestStart>& starts,
                RecruitPlan& recruit) {
  for (int w = 0; w < static_cast<int>(problem.waves.size()) && !Stopped(wanted.stop); ++w) {
    starts.push_back(EarliestStartOf(problem, w));
  }
  recruit = RecruitBy(problem, wanted.stop);
}

void AddScenarios(const Problem& problem, const Wanted& wanted, Forecast& forecast) {
  for (const Scenario& scenario : problem.scenarios) {
    ScenarioForecast& added =
        forecast.scenarios.emplace_back(OfScenario(problem, scenario, wanted));
    if (!scenario.turnover_quantile) {
      added.starts = forecast.starts;
      added.recruit = forecast.recruit;
      continue;
    }
    Problem then = problem;
    SetTurnover(scenario, then.facilitators);
    SetTurnover(scenario, then.trainers);
    AddAnswers(then, wanted, added.starts, added.recruit);
  }
}

std::vector<std::vector<PoolMonth>> Supply(const std::vector<const Pool*>& pools, int months) {
  std::vector<std::vector<PoolMonth>> supply;
  for (const Pool* pool : pools) {
    supply.emplace_back();
    for (const Distribution& active : ActiveOf(*pool, TurnoverOf(*pool, pools), months)) {
      supply.back().push_back({active.Mean(), Quantile(active, kLowQuantile)});
    }
  }
  return supply;
}

void ForecastPosts(const Problem& problem, const Wanted& wanted, Forecast& forecast) {
  const int by = problem.reach_by < 0 ? problem.months - 1 : problem.reach_by;
  forecast.posts.resize(problem.posts.size());
  if (wanted.smallest_intake) forecast.smallest.resize(problem.posts.size());
  EachRole(problem, wanted, Scenario(), [&](size_t i, RoleTurnover& turnover) {
    const Post& post = problem.posts[i];
    const Role& role = problem.roles[post.role];
    CoverModel model(post, role, turnover);
    forecast.posts[i] = model.Forecast(Intakes(problem, post, 1), wanted.distributions);
    if (!wanted.smallest_intake) return;
    forecast.smallest[i] =
        SmallestIntakeOf(post, role, turnover, post.intakes, problem.intake_from, by,
                         problem.confidence, forecast.posts[i].months[by].reach);
  });
}

}  // namespace

std::vector<Scenario> UsualScenarios() {
  return {{"low", 0.9, 0.8}, {"central", std::nullopt, 1}, {"high", 0.1, 1}};
}

absl::StatusOr<Forecast> MakeForecast(const Problem& problem, const Wanted& wanted) {
  RETURN_IF_ERROR(CheckProblem(problem));
  Forecast forecast;
  ForecastPosts(problem, wanted, forecast);
  forecast.facilitators = Supply(PoolsOf(problem.facilitators), problem.months);
  forecast.trainers = Supply(PoolsOf(problem.trainers), problem.months);
  AddAnswers(problem, wanted, forecast.starts, forecast.recruit);
  AddScenarios(problem, wanted, forecast);
  if (wanted.training_plan) {
    ASSIGN_OR_RETURN(forecast.training, PlanTraining(problem, wanted.stop));
  }
  if (Stopped(wanted.stop)) return absl::CancelledError();
  return forecast;
}

}  // namespace pcsp::planning::workforce

#include "services/planning/domain/workforce/forecast.h"

#include "common/base/status_macros.h"
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

std::vector<RoleTurnover> Turnovers(const Problem& problem, const Scenario& scenario) {
  std::vector<RoleTurnover> turnovers;
  for (int r = 0; r < static_cast<int>(problem.roles.size()); ++r) {
    turnovers.emplace_back(problem.roles[r], TurnoverOf(problem, r, scenario));
  }
  return turnovers;
}

ScenarioForecast OfScenario(const Problem& problem, const Scenario& scenario,
                            const Wanted& wanted) {
  ScenarioForecast forecast;
  std::vector<RoleTurnover> turnovers = Turnovers(problem, scenario);
  for (const Post& post : problem.posts) {
    CoverModel model(post, problem.roles[post.role], turnovers[post.role]);
    forecast.posts.push_back(model.Forecast(Intakes(problem, post, scenario.delivered)));
  }
  if (wanted.paths > 0) {
    forecast.bands = BandsOf(problem, scenario, wanted.paths, wanted.seed);
  }
  return forecast;
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
  std::vector<RoleTurnover> turnovers = Turnovers(problem, Scenario());
  const int by = problem.reach_by < 0 ? problem.months - 1 : problem.reach_by;
  for (const Post& post : problem.posts) {
    const Role& role = problem.roles[post.role];
    CoverModel model(post, role, turnovers[post.role]);
    forecast.posts.push_back(model.Forecast(Intakes(problem, post, 1), wanted.distributions));
    if (!wanted.smallest_intake) continue;
    forecast.smallest.push_back(SmallestIntakeOf(post, role, turnovers[post.role], post.intakes,
                                                 problem.intake_from, by, problem.confidence));
  }
}

}  // namespace

std::vector<Scenario> UsualScenarios() {
  return {{"low", 0.9, 0.8}, {"central", std::nullopt, 1}, {"high", 0.1, 1}};
}

absl::StatusOr<Forecast> MakeForecast(const Problem& problem, const Wanted& wanted) {
  RETURN_IF_ERROR(CheckProblem(problem));
  Forecast forecast;
  ForecastPosts(problem, wanted, forecast);
  for (const Scenario& scenario : problem.scenarios) {
    forecast.scenarios.push_back(OfScenario(problem, scenario, wanted));
  }
  forecast.facilitators = Supply(PoolsOf(problem.facilitators), problem.months);
  forecast.trainers = Supply(PoolsOf(problem.trainers), problem.months);
  for (int w = 0; w < static_cast<int>(problem.waves.size()); ++w) {
    forecast.starts.push_back(EarliestStartOf(problem, w));
  }
  forecast.recruit = RecruitBy(problem);
  if (wanted.training_plan) {
    ASSIGN_OR_RETURN(forecast.training, PlanTraining(problem));
  }
  return forecast;
}

}  // namespace pcsp::planning::workforce

// The whole answer to a workforce problem. A what-if is the same call with another problem: nothing
// is kept.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "services/planning/domain/workforce/cover/cover_forecast.h"
#include "services/planning/domain/workforce/cover/smallest_intake.h"
#include "services/planning/domain/workforce/scenario_paths.h"
#include "services/planning/domain/workforce/stop.h"
#include "services/planning/domain/workforce/supply/earliest_start.h"
#include "services/planning/domain/workforce/supply/recruit_by.h"
#include "services/planning/domain/workforce/training/training_plan.h"

namespace pcsp::planning::workforce {

struct PoolMonth {
  double mean = 0;
  int low = 0;  // 10 % quantile
};

struct ScenarioForecast {
  std::vector<CoverForecast> posts;   // as Problem::posts
  ScenarioBands bands;                // empty when no paths were asked for
  std::vector<EarliestStart> starts;  // as Problem::waves
  RecruitPlan recruit;
};

struct Forecast {
  std::vector<CoverForecast> posts;         // with all of what is believed of turnover
  std::vector<SmallestIntake> smallest;     // as Problem::posts; empty when not asked for
  std::vector<ScenarioForecast> scenarios;  // as Problem::scenarios
  std::vector<std::vector<PoolMonth>> facilitators, trainers;  // by pool and month
  std::vector<EarliestStart> starts;                           // as Problem::waves
  RecruitPlan recruit;
  std::optional<TrainingPlan> training;  // when asked for
};

struct Wanted {
  bool smallest_intake = true;
  bool distributions = false;
  bool training_plan = true;
  int paths = 200;  // of each scenario; 0: no bands
  uint64_t seed = 1;
  // Runs task(0)..task(n-1), perhaps at once, and returns when all are done. Null: in turn. The
  // answer is the same.
  std::function<void(int n, const std::function<void(int)>& task)> parallel;
  Stop stop;
};

// Low: turnover at the 90 % quantile of what is believed of it and four fifths of each intake;
// central: all of the belief, all intakes; high: turnover at its 10 % quantile, all intakes.
std::vector<Scenario> UsualScenarios();

// INVALID_ARGUMENT as CheckProblem(); CANCELLED when stopped; errors of the training program.
absl::StatusOr<Forecast> MakeForecast(const Problem& problem, const Wanted& wanted);

}  // namespace pcsp::planning::workforce

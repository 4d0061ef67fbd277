// Whom to train in which month, and which trainers to recruit for it: a linear program over (site,
// role, month) for years ahead (methods.md 4d).
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/planning/domain/workforce/stop.h"
#include "services/planning/domain/workforce/workforce_problem.h"

namespace pcsp::planning::workforce {

struct PostPlan {
  std::vector<int> intakes;          // by month, whole people, those planned before included
  std::vector<double> reach;         // P(cover >= target) by month with them, exactly
  std::vector<double> reach_before;  // as planned before
  double shortfall = 0;  // person-months below the target and its margin, by the program
};

// A run of months in which a pool's seats are what binds.
struct SeatShortage {
  int first = 0, last = 0;
  double price = 0;  // saved by one seat more, at most in the run, by the relaxation
};

struct PoolPlan {
  std::vector<int> recruits;  // trainers who begin, beyond those planned
  std::vector<double> seats;  // expected
  std::vector<double> used;
  std::vector<SeatShortage> shortages;
};

struct TrainingPlan {
  double cost = 0;  // of the program: training, recruiting and what the shortfall is worth
  std::vector<PostPlan> posts;
  std::vector<PoolPlan> trainers;
  std::vector<std::string> binding;  // in plain words
};

// min cost of training, recruiting and shortfall. With X2_t the trained of month t after intake
// and lapses: X2_t = (1 - q) X2_{t-1} + q r H + k_t - lapse_t <= H, and at the end of the month
// (1 - q) X2_t + q r H >= target H + z sd_t, short of which costs (in the last month
// as if for a year more); the k_t of a pool's posts fit
// in the seats that its expected trainers can fill. That is the recursion of methods.md 4d with
// its order of events (cover_path.h). sd_t comes from the distribution at the plan's path and
// the program is solved twice. Fails only if the program does, or with CANCELLED when stopped.
absl::StatusOr<TrainingPlan> PlanTraining(const Problem& problem, const Stop& stop = nullptr);

}  // namespace pcsp::planning::workforce

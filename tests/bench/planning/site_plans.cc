#include "tests/bench/planning/site_plans.h"

#include <cmath>
#include <random>

#include "absl/strings/str_cat.h"
#include "gateway/cli/planning/in_threads.h"
#include "services/planning/domain/site_plan/solve.h"

namespace pcsp::bench {
namespace {

using namespace planning::site;  // NOLINT: a page of its vocabulary

constexpr int kActions = 30, kIssues = 12, kQuarters = 4;
constexpr double kDensities[] = {1.4, 3, 7};

class Generator {
 public:
  Generator(double answered, uint64_t seed) : answered_(answered), random_(seed) {}

  Problem Make() {
    Problem problem;
    for (int i = 0; i < kIssues; ++i) {
      problem.issues.push_back({absl::StrCat("issue-", i), Real(.05, 1)});
    }
    for (int t = 0; t < kQuarters; ++t) problem.hours.push_back(std::round(Real(25, 60)));
    for (int a = 0; a < kActions; ++a) problem.options.push_back(MakeOption(a));
    problem.budget = std::round(Real(1500, 4000));
    return problem;
  }

 private:
  double Real(double from, double until) {
    return from + (until - from) * static_cast<double>(random_() >> 11) * 0x1p-53;
  }

  // One in five waits for an action before it.
  Option MakeOption(int a) {
    Option option;
    option.id = absl::StrCat("action-", a);
    option.hours = std::round(Real(4, 30));
    option.cost = std::round(Real(0, 600));
    for (int i = 0; i < kIssues; ++i) {
      if (Real(0, 1) < answered_ / kIssues) option.effects.push_back({i, Real(.05, .6)});
    }
    if (a > 0 && Real(0, 1) < .2) {
      option.prerequisites.push_back({static_cast<int>(Real(0, a)), Real(0, 1) < .5 ? 1 : 0});
    }
    return option;
  }

  const double answered_;
  std::mt19937_64 random_;
};

void Measure(const Problem& problem, double seconds, nlohmann::ordered_json& row) {
  double start = offline::SteadySeconds();
  const Found quick = SolveQuickly(problem);
  row["quick"].push_back(offline::SteadySeconds() - start);
  start = offline::SteadySeconds();
  Limits limits;
  limits.stop = [end = start + seconds] { return offline::SteadySeconds() >= end; };
  const Found best = Solve(problem, limits);
  row["proof"].push_back(offline::SteadySeconds() - start);
  row["quick_gap"].push_back((best.value - quick.value) / best.value);
  row["gap"].push_back(best.proven ? 0 : best.gap());
  row["nodes"].push_back(best.nodes);
}

}  // namespace

nlohmann::ordered_json SitePlanTimes(int problems, double seconds) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const double density : kDensities) {
    nlohmann::ordered_json row = {{"answered", density}};
    for (int i = 0; i < problems; ++i) {
      Measure(Generator(density, static_cast<uint64_t>(i)).Make(), seconds, row);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace pcsp::bench

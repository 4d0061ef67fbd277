// bench_cohorts: plans a generated programme and prints one line of JSON: gap, time and memory.
//   bench_cohorts [--practices N] [--regions N] [--seconds S] [--seed N] [--plan-seed N] [--threads
//   N]
#include <sys/resource.h>

#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "gateway/cli/planning/in_threads.h"
#include "services/planning/domain/cohorts/plan_cohorts.h"
#include "tests/planning/cohorts/generated.h"

namespace pcsp::planning {
namespace {

double PeakMegabytes() {
  rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

int Run(std::map<std::string, double> flags) {
  const GeneratedSize size = {.practices = static_cast<int>(flags["--practices"]),
                              .regions = static_cast<int>(flags["--regions"])};
  const CohortProblem problem = GenerateCohorts(size, static_cast<uint64_t>(flags["--seed"]));
  const int threads = static_cast<int>(flags["--threads"]);
  CohortOptions options = {.seed = static_cast<uint64_t>(flags["--plan-seed"]),
                           .seconds = flags["--seconds"],
                           .elapsed = offline::SteadySeconds,
                           .threads = threads};
  options.parallel = [threads](int n, const std::function<void(int)>& task) {
    offline::InThreads(threads, n, task);
  };
  const double start = offline::SteadySeconds();
  const auto result = PlanCohorts(problem, options);
  if (!result.ok()) {
    std::cerr << result.status() << "\n";
    return 1;
  }
  const CohortCost& cost = result->checked.cost;
  std::cout << nlohmann::ordered_json{{"practices", size.practices},
                                      {"regions", size.regions},
                                      {"seconds", offline::SteadySeconds() - start},
                                      {"cost", cost.total()},
                                      {"sessions", cost.sessions},
                                      {"travel", cost.travel},
                                      {"lateness", cost.lateness},
                                      {"unmet", result->checked.unmet_people},
                                      {"held", result->plan.held.size()},
                                      {"bound", result->bound},
                                      {"optimal", result->bound_optimal},
                                      {"gap", result->gap()},
                                      {"megabytes", PeakMegabytes()}}
                   .dump()
            << "\n";
  return 0;
}

}  // namespace
}  // namespace pcsp::planning

int main(int argc, char** argv) {
  std::map<std::string, double> flags = {{"--practices", 100}, {"--regions", 1},
                                         {"--seconds", 10},    {"--seed", 1},
                                         {"--plan-seed", 1},   {"--threads", 2}};
  for (int i = 1; i + 1 < argc; i += 2) {
    if (!flags.contains(argv[i])) {
      std::cerr << "unknown flag " << argv[i] << "\n";
      return 2;
    }
    flags[argv[i]] = std::stod(argv[i + 1]);
  }
  return pcsp::planning::Run(flags);
}

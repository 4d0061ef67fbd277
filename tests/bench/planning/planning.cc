// bench_planning: measures planning without a server and prints one JSON value.
//   bench_planning facilitators FOLDER SECONDS   of methods.md 5, whose files are in FOLDER
//   bench_planning forecast ROUNDS
//   bench_planning site PROBLEMS SECONDS
//   bench_planning replan SEED SECONDS
//   bench_planning replan-hard SEED SECONDS
//   bench_planning compact PRACTICES SEED        prints a region as a compact program, in LP format
#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "tests/bench/planning/compact_model.h"
#include "tests/bench/planning/facilitators.h"
#include "tests/bench/planning/forecast.h"
#include "tests/bench/planning/replan.h"
#include "tests/bench/planning/site_plans.h"
#include "tests/planning/cohorts/generated.h"

namespace pcsp::bench {
namespace {

double Number(const std::vector<std::string>& words, size_t index) {
  double number = 0;
  return index < words.size() && absl::SimpleAtod(words[index], &number) ? number : 1;
}

int Print(const absl::StatusOr<nlohmann::ordered_json>& found) {
  if (!found.ok()) {
    std::cerr << found.status() << "\n";
    return 1;
  }
  std::cout << found->dump() << "\n";
  return 0;
}

int Run(const std::vector<std::string>& words) {
  const std::string what = words.empty() ? "" : words[0];
  const double first = Number(words, 1), second = Number(words, 2);
  if (what == "facilitators" && words.size() > 1) return Print(FacilitatorGaps(words[1], second));
  if (what == "forecast") return Print(ForecastTimes(static_cast<int>(first)));
  if (what == "site") return Print(SitePlanTimes(static_cast<int>(first), second));
  if (what == "replan" || what == "replan-hard") {
    const Loss loss = what == "replan" ? Loss::kPairs : Loss::kFortnights;
    return Print(ReplanShares(static_cast<uint64_t>(first), second, loss));
  }
  if (what == "compact") {
    WriteCompactModel(planning::GenerateCohorts({.practices = static_cast<int>(first)},
                                                static_cast<uint64_t>(second)),
                      std::cout);
    return 0;
  }
  std::cerr << "unknown measurement; the first lines of planning.cc list them\n";
  return 2;
}

}  // namespace
}  // namespace pcsp::bench

int main(int argc, char** argv) {
  return pcsp::bench::Run(std::vector<std::string>(argv + 1, argv + argc));
}

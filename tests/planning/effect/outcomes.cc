#include "tests/planning/effect/outcomes.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"

namespace pcsp::planning::testing {

Outcome MakeOutcome(const std::string& site, const std::string& round) {
  Outcome outcome;
  outcome.site = site;
  outcome.round = round;
  outcome.issue = "i";
  outcome.pre = 40;
  outcome.pre_se = 3;
  outcome.post = 40;
  outcome.post_n = 10;
  outcome.flagged = true;
  return outcome;
}

std::vector<Outcome> DrawOutcomes(int count, uint64_t seed) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> uniform;
  std::vector<Outcome> outcomes;
  for (int i = 0; i < count; ++i) {
    Outcome outcome = MakeOutcome(absl::StrCat("s", i % 40),
                                  absl::StrCat("r", 1 + static_cast<int>(3 * uniform(random))));
    outcome.pre = 40 + 8 * normal(random);
    outcome.post_n = 3 + static_cast<int>(20 * uniform(random));
    outcome.sigma2 = 300 + 200 * uniform(random);
    outcome.s_e = 3 + 3 * uniform(random);
    if (uniform(random) < 0.9) outcome.context.list_size = 8000 * std::exp(0.5 * normal(random));
    if (uniform(random) < 0.9) outcome.context.deprivation = 60 * uniform(random);
    if (uniform(random) < 0.9) outcome.context.rurality = uniform(random);
    if (uniform(random) < 0.9) outcome.context.staffing_per_1000 = 2 + 3 * uniform(random);
    outcome.post = std::clamp(12 + 0.75 * outcome.pre + 7 * normal(random), 0.0, 100.0);
    for (const char* solution : {"a", "b", "c"}) {
      if (uniform(random) > 0.3) continue;
      outcome.adopted.push_back({solution, uniform(random) < 0.1});
      if (solution[0] != 'c') outcome.post = std::min(100.0, outcome.post + 4);
    }
    outcomes.push_back(outcome);
  }
  return outcomes;
}

}  // namespace pcsp::planning::testing

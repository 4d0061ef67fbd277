// Simulated programmes whose truth is not the model that scores them: a graded-response world with
// halo and missing answers (methods.md 1.2).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace pcsp::assessments::testing {

// Ordinal answers of `items` items of one construct on five steps. An answer comes from the site's
// trait, the person's own (halo: the same for all items), an item's own difficulty and a logistic
// error, cut at an item's four thresholds. Some are missing at random.
struct GradedWorld {
  int sites = 12;
  int items = 6;
  int least_team = 2, largest_team = 12;
  double site_spread = .6, person_spread = .8;  // standard deviations in logits
  double missing = .08;
  uint64_t seed = 1;
};

struct SimulatedSite {
  double truth = 0;               // 0 to 100: the mean score of all the people it might have had
  std::vector<std::string> rows;  // packed, a byte an item
};

std::vector<SimulatedSite> Simulate(const GradedWorld& world);

}  // namespace pcsp::assessments::testing

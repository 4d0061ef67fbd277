// Paths that the future may take, drawn so that scenarios differ by what they say and not by
// chance.
#pragma once

#include <cstdint>
#include <vector>

#include "services/planning/domain/workforce/stop.h"
#include "services/planning/domain/workforce/workforce_problem.h"

namespace pcsp::planning::workforce {

// Trained people of all sites at the end of each month: quantiles over the paths.
struct Band {
  std::vector<double> low, median, high;  // 10 %, 50 %, 90 %
};

struct ScenarioBands {
  std::vector<Band> by_role;
  Band all;
};

// `paths` futures in which turnover is one for all sites of a role, which is why the sum over sites
// is uncertain beyond what each site shows. Common random numbers (methods.md 4d): every draw is a
// function of (seed, path, post, month, event), whatever the scenario. The problem has passed
// CheckProblem(). Stopped, there are no bands.
ScenarioBands BandsOf(const Problem& problem, const Scenario& scenario, int paths, uint64_t seed,
                      const Stop& stop = nullptr);

// The k with P(Bin(n, p) <= k) >= u for the first time: never falls as u or p grow.
int BinomialQuantile(int n, double p, double u);

}  // namespace pcsp::planning::workforce

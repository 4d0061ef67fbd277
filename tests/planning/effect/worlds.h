// Simulated programmes in which the truth is known. Not the engine's own likelihood: scores come
// from people's answers on a five-point scale, sites differ in a way that is not normal, every
// solution works better or worse by site, and sites act because they measured low.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "services/planning/domain/effect/outcome.h"

namespace pcsp::planning::testing {

// A site's true index, its people and its rounds of measurement.
struct WorldSite {
  std::string id;
  double truth = 0;  // 0 to 100, of what people would answer on average
  int people = 0;
  SiteContext context;
};

class World {
 public:
  World(int sites, uint64_t seed);

  std::vector<WorldSite>& sites() { return sites_; }
  std::mt19937_64& random() { return random_; }
  double Uniform() { return std::uniform_real_distribution<double>()(random_); }
  double Normal() { return std::normal_distribution<double>()(random_); }

  // The mean of what `people` colleagues of the site answer to four items on a five-point scale, as
  // an index from 0 to 100.
  double Measure(const WorldSite& site);
  // What it would be with infinitely many colleagues: the scale ends at 0 and 100, so that a site
  // near an end gains less than its truth does.
  static double Index(double truth);
  // Pooled variance between people of a site, of all that was measured so far (methods.md 1.2).
  double Sigma2() const { return within_ / freedom_; }

 private:
  std::mt19937_64 random_;
  double within_ = 0;
  double freedom_ = 0;
  std::vector<WorldSite> sites_;
};

// Shrinks measured scores towards their mean as methods.md 1.2 does, given the variance between
// people: what an assessment service hands over as baselines. Returns scores and standard errors.
struct Shrunk {
  std::vector<double> score;
  std::vector<double> se;
};
Shrunk Shrink(const std::vector<double>& measured, const std::vector<int>& people, double sigma2);

}  // namespace pcsp::planning::testing

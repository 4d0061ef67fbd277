#include "tests/assessments/simulation/graded_response.h"

#include <array>
#include <cmath>
#include <random>

namespace pcsp::assessments::testing {
namespace {

constexpr int kSteps = 5;
constexpr int kNodes = 201;

struct GradedItem {
  std::array<double, kSteps - 1> thresholds;
  double discrimination;

  // Expected steps above the worst for someone of trait `theta`.
  double Expected(double theta) const {
    double sum = 0;
    for (double b : thresholds) sum += 1 / (1 + std::exp(-discrimination * (theta - b)));
    return sum;
  }
};

std::vector<GradedItem> MakeItems(const GradedWorld& world, std::mt19937_64& random) {
  std::normal_distribution<double> normal;
  std::vector<GradedItem> items;
  for (int i = 0; i < world.items; ++i) {
    const double difficulty = .5 * normal(random);
    GradedItem item;
    item.discrimination = 1.2 + .8 * std::uniform_real_distribution<double>()(random);
    const double cuts[] = {-2.1, -.9, .1, 1.4};
    for (int k = 0; k < kSteps - 1; ++k) item.thresholds[k] = cuts[k] + difficulty;
    items.push_back(item);
  }
  return items;
}

// The mean score of the people of a site, by integrating their own traits away.
double TruthOf(const std::vector<GradedItem>& items, double site, double spread) {
  double sum = 0, weights = 0;
  for (int n = 0; n < kNodes; ++n) {
    const double z = -5 + 10.0 * n / (kNodes - 1);
    const double weight = std::exp(-z * z / 2);
    for (const GradedItem& item : items) sum += weight * item.Expected(site + spread * z);
    weights += weight * static_cast<double>(items.size());
  }
  return 100 * sum / weights / (kSteps - 1);
}

char Answer(const GradedItem& item, double theta, double missing, std::mt19937_64& random) {
  std::uniform_real_distribution<double> uniform;
  if (uniform(random) < missing) return '0';
  const double u = uniform(random);
  const double latent = theta + std::log(u / (1 - u)) / item.discrimination;
  int step = 1;
  for (double b : item.thresholds) step += latent > b;
  return static_cast<char>('0' + step);
}

}  // namespace

std::vector<SimulatedSite> Simulate(const GradedWorld& world) {
  std::mt19937_64 random(world.seed);
  std::normal_distribution<double> normal;
  std::uniform_int_distribution<int> team(world.least_team, world.largest_team);
  const std::vector<GradedItem> items = MakeItems(world, random);
  std::vector<SimulatedSite> sites;
  for (int s = 0; s < world.sites; ++s) {
    const double trait = .4 + world.site_spread * normal(random);
    SimulatedSite& site = sites.emplace_back();
    site.truth = TruthOf(items, trait, world.person_spread);
    const int people = team(random);
    for (int r = 0; r < people; ++r) {
      const double theta = trait + world.person_spread * normal(random);
      std::string& row = site.rows.emplace_back();
      for (const GradedItem& item : items) row += Answer(item, theta, world.missing, random);
    }
  }
  return sites;
}

}  // namespace pcsp::assessments::testing

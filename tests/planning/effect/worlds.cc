#include "tests/planning/effect/worlds.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"

namespace pcsp::planning::testing {
namespace {

constexpr int kItems = 4;
constexpr double kPersonSd = 18;  // between colleagues, points
constexpr double kItemSd = 22;    // between one person's answers, before rounding
constexpr double kStep = 25;      // points between two boxes

}  // namespace

World::World(int sites, uint64_t seed) : random_(seed) {
  for (int i = 0; i < sites; ++i) {
    WorldSite site;
    site.id = absl::StrCat("s", i);
    // Skewed: a long tail of sites that are doing badly.
    site.truth = std::clamp(62 + 8 * Normal() - 9 * -std::log(1 - Uniform()), 12.0, 88.0);
    site.people = 3 + static_cast<int>(8 * Uniform());
    site.context.list_size = 8000 * std::exp(0.5 * Normal());
    site.context.deprivation = 10 + 40 * Uniform();
    site.context.rurality = Uniform() < 0.3 ? 1 : 0;
    site.context.staffing_per_1000 = 3 + Normal() * 0.5;
    sites_.push_back(site);
  }
}

double World::Measure(const WorldSite& site) {
  double sum = 0, squares = 0;
  for (int person = 0; person < site.people; ++person) {
    const double own = site.truth + kPersonSd * Normal();
    double answers = 0;
    for (int item = 0; item < kItems; ++item) {
      answers += std::clamp(std::round((own + kItemSd * Normal()) / kStep), 0.0, 4.0) * kStep;
    }
    sum += answers / kItems;
    squares += answers / kItems * answers / kItems;
  }
  within_ += squares - sum * sum / site.people;
  freedom_ += site.people - 1;
  return sum / site.people;
}

double World::Index(double truth) {
  const double sd = std::hypot(kPersonSd, kItemSd);
  double index = 0;
  for (int category = 1; category <= 4; ++category) {
    const double from = (category - 0.5) * kStep;
    index += kStep * std::erfc((from - truth) / (sd * std::sqrt(2.0))) / 2;
  }
  return index;
}

Shrunk Shrink(const std::vector<double>& measured, const std::vector<int>& people, double sigma2) {
  const auto k = static_cast<double>(measured.size());
  double n = 0, squares = 0, sum = 0;
  for (size_t i = 0; i < measured.size(); ++i) {
    n += people[i];
    squares += static_cast<double>(people[i]) * people[i];
    sum += people[i] * measured[i];
  }
  double between = 0;
  for (size_t i = 0; i < measured.size(); ++i) {
    between += people[i] * std::pow(measured[i] - sum / n, 2) / (k - 1);
  }
  const double tau2 = std::max(1e-3, (between - sigma2) / ((n - squares / n) / (k - 1)));
  double weights = 0, mu = 0;
  for (size_t i = 0; i < measured.size(); ++i) {
    const double weight = 1 / (sigma2 / people[i] + tau2);
    weights += weight;
    mu += weight * measured[i];
  }
  mu /= weights;
  Shrunk shrunk;
  for (size_t i = 0; i < measured.size(); ++i) {
    const double variance = sigma2 / people[i];
    const double pull = variance / (variance + tau2);
    shrunk.score.push_back(pull * mu + (1 - pull) * measured[i]);
    shrunk.se.push_back(std::sqrt(variance * (1 - pull)));
  }
  return shrunk;
}

}  // namespace pcsp::planning::testing

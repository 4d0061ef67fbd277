#include "gateway/cli/sample/blueprint.h"

#include <algorithm>
#include <cmath>

namespace pcsp::gateway::sample {
namespace {

constexpr double kPerturbation = 0.5;

void Move(double& probability, Random& random) {
  const double p = std::clamp(probability, 1e-6, 1.0 - 1e-6);
  const double logit = std::log(p / (1.0 - p)) + random.Normal(0.0, kPerturbation);
  probability = 1.0 / (1.0 + std::exp(-logit));
}

void Move(std::vector<Pull>& pulls, Random& random) {
  for (Pull& pull : pulls) Move(pull.strength, random);
}

using Marginals = std::map<std::string, double>;

// The marginals below given the state of every issue above: issues of one level are independent
// of each other once the level above is known, so an expectation of a product of their absences is
// a product.
Marginals BelowGiven(const Blueprint& blueprint, Marginals known) {
  for (absl::string_view level : {kLevels[1], kLevels[2]}) {
    for (const IssueModel& issue : blueprint.issues) {
      if (issue.level != level) continue;
      double absent = 1.0 - issue.prior;
      for (const Pull& cause : issue.causes) absent *= 1.0 - cause.strength * known[cause.issue];
      known[issue.id] = 1.0 - absent;
    }
  }
  return known;
}

}  // namespace

Blueprint Perturb(Blueprint blueprint, Random random) {
  for (IssueModel& issue : blueprint.issues) {
    Move(issue.prior, random);
    Move(issue.causes, random);
  }
  for (ItemModel& item : blueprint.items) {
    Move(item.leak, random);
    Move(item.links, random);
  }
  for (FactModel& fact : blueprint.facts) Move(fact.links, random);
  return blueprint;
}

std::map<std::string, double> PriorMarginals(const Blueprint& blueprint) {
  std::vector<const IssueModel*> roots;
  for (const IssueModel& issue : blueprint.issues) {
    if (issue.level == kLevels[0]) roots.push_back(&issue);
  }
  Marginals total;
  for (uint64_t state = 0; state < (uint64_t{1} << roots.size()); ++state) {
    double weight = 1.0;
    Marginals known;
    for (size_t i = 0; i < roots.size(); ++i) {
      const bool present = state >> i & 1;
      weight *= present ? roots[i]->prior : 1.0 - roots[i]->prior;
      known[roots[i]->id] = present ? 1.0 : 0.0;
    }
    for (const auto& [id, p] : BelowGiven(blueprint, std::move(known))) total[id] += weight * p;
  }
  return total;
}

double TroubleOf(const std::vector<Pull>& links, const std::map<std::string, double>& weights) {
  double absent = 1.0;
  for (const Pull& link : links) {
    const auto it = weights.find(link.issue);
    if (it == weights.end()) continue;
    absent *= 1.0 - std::min(0.95, link.strength * it->second);
  }
  return 1.0 - absent;
}

}  // namespace pcsp::gateway::sample

#include "services/planning/domain/facilitators/prepare.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace pcsp::planning::facilitators {
namespace {

constexpr double kThereAndBack = 2;

std::optional<double> KilometresTo(const Facilitator& facilitator, const Practice& practice,
                                   const Travel& travel) {
  if (!facilitator.place || !practice.place) return travel.assumed_km;
  return KilometresBetween(*practice.place, *facilitator.place);
}

// Who travels where, so that not every pair of lists is compared.
class Regions {
 public:
  explicit Regions(const std::vector<Facilitator>& facilitators) {
    for (int f = 0; f < static_cast<int>(facilitators.size()); ++f) {
      everywhere_.push_back(facilitators[f].regions.empty() ? 1 : 0);
      for (const std::string& region : facilitators[f].regions) travelling_[region].push_back(f);
    }
  }

  // By facilitator: 1 for those who travel to `practice`.
  std::vector<char> To(const Practice& practice) const {
    std::vector<char> travels = everywhere_;
    for (const std::string& region : practice.regions) {
      const auto found = travelling_.find(region);
      if (found == travelling_.end()) continue;
      for (const int f : found->second) travels[f] = 1;
    }
    return travels;
  }

 private:
  std::vector<char> everywhere_;
  std::unordered_map<std::string, std::vector<int>> travelling_;
};

std::vector<Option> OptionsByPlace(const Problem& problem, const Practice& practice,
                                   const std::vector<char>& travels) {
  const Travel& travel = problem.travel;
  std::vector<std::pair<double, int>> near;
  for (int f = 0; f < static_cast<int>(problem.facilitators.size()); ++f) {
    const Facilitator& facilitator = problem.facilitators[f];
    if (travels[f] == 0 || !HasSkills(facilitator, practice)) continue;
    const std::optional<double> km = KilometresTo(facilitator, practice, travel);
    if (!km || (facilitator.reach_km && *km > *facilitator.reach_km)) continue;
    near.emplace_back(*km, f);
  }
  std::sort(near.begin(), near.end());
  const double cost_per_km =
      kThereAndBack * travel.road_factor * travel.visits * travel.cost_per_km;
  std::vector<Option> options;
  for (const auto& [km, f] : near) {
    const bool among_nearest = static_cast<int>(options.size()) < problem.nearest;
    if (among_nearest || f == practice.current) options.push_back({f, km * cost_per_km});
  }
  return options;
}

}  // namespace

double KilometresBetween(const Place& a, const Place& b) {
  return std::hypot(a.east_km - b.east_km, a.north_km - b.north_km);
}

bool HasSkills(const Facilitator& facilitator, const Practice& practice) {
  return std::all_of(practice.skills.begin(), practice.skills.end(), [&](const std::string& skill) {
    return std::find(facilitator.skills.begin(), facilitator.skills.end(), skill) !=
           facilitator.skills.end();
  });
}

Problem Prepare(Problem problem) {
  const Regions regions(problem.facilitators);
  for (Practice& practice : problem.practices) {
    std::vector<Option> options = practice.options.empty()
                                      ? OptionsByPlace(problem, practice, regions.To(practice))
                                      : std::exchange(practice.options, {});
    practice.options.clear();
    for (Option& option : options) {
      if (!HasSkills(problem.facilitators[option.facilitator], practice)) continue;
      const bool changes = practice.current >= 0 && option.facilitator != practice.current;
      if (changes) option.cost += problem.discontinuity_penalty;
      practice.options.push_back(option);
    }
  }
  return problem;
}

}  // namespace pcsp::planning::facilitators

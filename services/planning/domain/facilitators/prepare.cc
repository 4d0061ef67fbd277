#include "services/planning/domain/facilitators/prepare.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace pcsp::planning::facilitators {
namespace {

constexpr double kThereAndBack = 2;

std::vector<Option> OptionsByPlace(const Problem& problem, const Practice& practice) {
  std::vector<std::pair<double, int>> near;
  for (int f = 0; f < static_cast<int>(problem.facilitators.size()); ++f) {
    const Facilitator& facilitator = problem.facilitators[f];
    if (!facilitator.place || !HasSkills(facilitator, practice)) continue;
    const double km = KilometresBetween(*practice.place, *facilitator.place);
    if (facilitator.reach_km && km > *facilitator.reach_km) continue;
    near.emplace_back(km, f);
  }
  std::sort(near.begin(), near.end());
  const Travel& travel = problem.travel;
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
  for (Practice& practice : problem.practices) {
    std::vector<Option> options = practice.options.empty() && practice.place
                                      ? OptionsByPlace(problem, practice)
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

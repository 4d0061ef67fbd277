#include "tests/planning/site_plan/enumeration.h"

#include <algorithm>
#include <cmath>
#include <random>

#include "absl/strings/str_cat.h"

namespace pcsp::planning::site::testing {
namespace {

class Draw {
 public:
  explicit Draw(uint64_t seed) : random_(seed) {}
  double Between(double low, double high) {
    return low + (high - low) * (random_() >> 11) * 0x1.0p-53;
  }
  int Below(int count) { return static_cast<int>(random_() % count); }
  bool Chance(double share) { return Between(0, 1) < share; }

 private:
  std::mt19937_64 random_;
};

Option RandomOption(Draw& draw, int index, int issues, int quarters) {
  Option option;
  option.id = absl::StrCat("a", index);
  option.hours = std::round(draw.Between(2, 30));
  option.cost = std::round(draw.Between(0, 100));
  for (int i = 0; i < issues; ++i) {
    if (draw.Chance(0.5)) option.effects.push_back({i, draw.Between(0, 0.7)});
  }
  if (draw.Chance(0.05)) option.effects = {{draw.Below(issues), 1.0}};
  if (draw.Chance(0.2)) option.earliest = draw.Below(quarters);
  if (draw.Chance(0.2)) option.latest = option.earliest + draw.Below(quarters);
  if (index > 0 && draw.Chance(0.4)) {
    option.prerequisites.push_back({draw.Below(index), draw.Below(2)});
  }
  return option;
}

}  // namespace

Problem RandomProblem(uint64_t seed, int options, int issues, int quarters) {
  Draw draw(seed);
  Problem problem;
  for (int i = 0; i < issues; ++i) {
    problem.issues.push_back({absl::StrCat("i", i), draw.Between(0, 1)});
  }
  for (int t = 0; t < quarters; ++t) problem.hours.push_back(std::round(draw.Between(15, 60)));
  for (int a = 0; a < options; ++a) {
    problem.options.push_back(RandomOption(draw, a, issues, quarters));
  }
  problem.most_new = 1 + draw.Below(3);
  if (draw.Chance(0.5)) problem.budget = std::round(draw.Between(50, 300));
  if (draw.Chance(0.3)) {
    Pin pin{draw.Below(options), {}};
    if (draw.Chance(0.5)) pin.quarter = draw.Below(quarters);
    problem.pins.push_back(pin);
  }
  if (draw.Chance(0.3)) problem.forbidden.push_back(draw.Below(options));
  return problem;
}

double FormulaValue(const Problem& problem, const Schedule& schedule) {
  double value = 0;
  for (int i = 0; i < static_cast<int>(problem.issues.size()); ++i) {
    for (int t = 0; t < problem.quarters(); ++t) {
      double u = 0;
      for (size_t a = 0; a < schedule.size(); ++a) {
        if (schedule[a] == kNever || schedule[a] > t) continue;
        for (const Effect& effect : problem.options[a].effects) {
          if (effect.issue == i) u += -std::log(1 - effect.share);
        }
      }
      value += problem.issues[i].weight * (1 - std::exp(-u));
    }
  }
  return value;
}

bool KeepsRules(const Problem& problem, const Schedule& schedule) {
  std::vector<double> hours(problem.hours.size(), 0.0);
  std::vector<int> started(problem.hours.size(), 0);
  double cost = 0;
  for (size_t a = 0; a < schedule.size(); ++a) {
    const int quarter = schedule[a];
    if (quarter == kNever) continue;
    const Option& option = problem.options[a];
    if (quarter < option.earliest || quarter > option.latest) return false;
    for (const Prerequisite& needed : option.prerequisites) {
      const int before = schedule[needed.option];
      if (before == kNever || before + needed.lag > quarter) return false;
    }
    if ((hours[quarter] += option.hours) > problem.hours[quarter]) return false;
    if (++started[quarter] > problem.most_new) return false;
    if ((cost += option.cost) > problem.budget) return false;
  }
  for (const int option : problem.forbidden) {
    if (schedule[option] != kNever) return false;
  }
  return std::all_of(problem.pins.begin(), problem.pins.end(), [&](const Pin& pin) {
    const int quarter = schedule[pin.option];
    return quarter != kNever && (!pin.quarter || *pin.quarter == quarter);
  });
}

std::optional<Enumerated> Enumerate(const Problem& problem) {
  std::optional<Enumerated> best;
  Schedule schedule(problem.options.size(), kNever);
  for (;;) {
    if (KeepsRules(problem, schedule)) {
      const double value = FormulaValue(problem, schedule);
      if (!best || value > best->value) best = Enumerated{value, schedule};
    }
    size_t digit = 0;
    while (digit < schedule.size() && ++schedule[digit] == problem.quarters()) {
      schedule[digit++] = kNever;
    }
    if (digit == schedule.size()) return best;
  }
}

}  // namespace pcsp::planning::site::testing

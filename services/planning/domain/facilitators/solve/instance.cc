#include "services/planning/domain/facilitators/solve/instance.h"

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>

namespace pcsp::planning::facilitators {
namespace {

// Hours a month where any facilitator's capacity is given by month, otherwise hours in all; and
// places where anybody has a limit of practices.
struct Shape {
  int months = 0;  // 0: capacity is one number
  bool places = false;

  explicit Shape(const Problem& problem) {
    for (const Facilitator& facilitator : problem.facilitators) {
      months = std::max(months, static_cast<int>(facilitator.capacity_by_month.size()));
      places = places || facilitator.most_practices.has_value();
    }
  }
  int hours() const { return std::max(1, months); }
  int resources() const { return hours() + (places ? 1 : 0); }
};

void AddCapacity(const Shape& shape, const Facilitator& facilitator, double practices,
                 std::vector<double>& capacity) {
  const auto& by_month = facilitator.capacity_by_month;
  for (int t = 0; t < shape.hours(); ++t) {
    capacity.push_back(!by_month.empty() ? by_month[t] : facilitator.capacity / shape.hours());
  }
  if (shape.places) capacity.push_back(facilitator.most_practices.value_or(practices));
}

void AddUse(const Shape& shape, const Practice& practice, double need, std::vector<double>& use) {
  const int last = practice.months > 0
                       ? std::min(shape.hours(), practice.first_month + practice.months)
                       : shape.hours();
  for (int t = 0; t < shape.hours(); ++t) {
    const bool on = shape.months == 0 || (t >= practice.first_month && t < last);
    use.push_back(shape.months == 0 ? need : on ? need / (last - practice.first_month) : 0);
  }
  if (shape.places) use.push_back(1);
}

}  // namespace

Instance InstanceOf(const Problem& problem) {
  const Shape shape(problem);
  Instance instance;
  instance.practices = static_cast<int>(problem.practices.size());
  instance.facilitators = static_cast<int>(problem.facilitators.size());
  instance.resources = shape.resources();
  instance.hours = shape.hours();
  for (const Facilitator& facilitator : problem.facilitators) {
    AddCapacity(shape, facilitator, instance.practices, instance.capacity);
  }
  instance.begin.push_back(0);
  for (int p = 0; p < instance.practices; ++p) {
    const Practice& practice = problem.practices[p];
    for (const Option& option : practice.options) {
      instance.practice.push_back(p);
      instance.facilitator.push_back(option.facilitator);
      instance.cost.push_back(option.cost);
      AddUse(shape, practice, option.need.value_or(practice.need), instance.use);
    }
    instance.begin.push_back(instance.options());
    instance.unserved.push_back(
        practice.unserved_cost.value_or(problem.unserved_cost_per_need * practice.need));
  }
  return instance;
}

Part PartOf(const Instance& whole, const std::vector<int>& practices,
            const std::vector<int>& facilitators) {
  Part part;
  Instance& small = part.instance;
  small.resources = whole.resources;
  small.hours = whole.hours;
  small.practices = static_cast<int>(practices.size());
  small.facilitators = static_cast<int>(facilitators.size());
  part.practice_of = practices;
  std::map<int, int> index;
  for (int f : facilitators) {
    index.emplace(f, static_cast<int>(index.size()));
    const double* capacity = &whole.capacity[static_cast<size_t>(f) * whole.resources];
    small.capacity.insert(small.capacity.end(), capacity, capacity + whole.resources);
  }
  small.begin.push_back(0);
  for (int p = 0; p < small.practices; ++p) {
    small.unserved.push_back(whole.unserved[practices[p]]);
    for (int o = whole.begin[practices[p]]; o < whole.begin[practices[p] + 1]; ++o) {
      const auto found = index.find(whole.facilitator[o]);
      if (found == index.end()) continue;
      part.option_of.push_back(o);
      small.practice.push_back(p);
      small.facilitator.push_back(found->second);
      small.cost.push_back(whole.cost[o]);
      small.use.insert(small.use.end(), whole.use_of(o), whole.use_of(o) + whole.resources);
    }
    small.begin.push_back(small.options());
  }
  return part;
}

std::vector<std::vector<int>> Components(const Instance& instance) {
  std::vector<int> parent(instance.facilitators);
  std::iota(parent.begin(), parent.end(), 0);
  const std::function<int(int)> root = [&](int f) {
    while (parent[f] != f) f = parent[f] = parent[parent[f]];
    return f;
  };
  for (int o = 0; o < instance.options(); ++o) {
    const int first = instance.begin[instance.practice[o]];
    parent[root(instance.facilitator[o])] = root(instance.facilitator[first]);
  }
  std::map<int, std::vector<int>> sets;
  for (int f = 0; f < instance.facilitators; ++f) sets[root(f)].push_back(f);
  std::vector<std::vector<int>> components;
  for (auto& [f, set] : sets) components.push_back(std::move(set));
  return components;
}

}  // namespace pcsp::planning::facilitators

#include "services/planning/domain/facilitators/solve/neighbourhoods.h"

#include <algorithm>
#include <map>
#include <utility>

#include "common/base/status_macros.h"
#include "services/planning/domain/facilitators/solve/branch_and_bound.h"
#include "services/planning/domain/facilitators/solve/local_search.h"

namespace pcsp::planning::facilitators {
namespace {

constexpr int kSmallest = 3, kLargest = 6;  // facilitators in a neighbourhood
constexpr int kDivided = 8;                 // facilitators in a group of Divide()

}  // namespace

Neighbourhoods::Neighbourhoods(const Instance& in, std::vector<int> facilitators, uint64_t seed)
    : instance_(in),
      facilitators_(std::move(facilitators)),
      neighbours_(in.facilitators),
      random_(seed),
      size_(kSmallest - 1) {
  std::map<std::pair<int, int>, int> shared;
  for (int p = 0; p < in.practices; ++p) {
    for (int a = in.begin[p]; a < in.begin[p + 1]; ++a) {
      for (int b = in.begin[p]; b < in.begin[p + 1]; ++b) {
        if (a != b) ++shared[{in.facilitator[a], in.facilitator[b]}];
      }
    }
  }
  for (const auto& [pair, count] : shared) neighbours_[pair.first].emplace_back(count, pair.second);
  for (auto& all : neighbours_) std::sort(all.rbegin(), all.rend());
}

// Those who share most with the group so far, one after the other.
std::vector<int> Neighbourhoods::Group(int seed, int size, const std::vector<bool>& taken) const {
  std::vector<int> group = {seed};
  std::map<int, int> shared;
  while (static_cast<int>(group.size()) < size) {
    for (const auto& [count, f] : neighbours_[group.back()]) shared[f] += count;
    int best = -1;
    for (const auto& [f, count] : shared) {
      if (taken[f] || std::find(group.begin(), group.end(), f) != group.end()) continue;
      if (best < 0 || count > shared[best]) best = f;
    }
    if (best < 0) break;
    group.push_back(best);
  }
  std::sort(group.begin(), group.end());
  return group;
}

std::vector<int> Neighbourhoods::Around(int facilitator, int size) const {
  return Group(facilitator, size, std::vector<bool>(instance_.facilitators));
}

std::vector<int> Neighbourhoods::PracticesAround(const std::vector<int>& group,
                                                 const Assignment& plan) const {
  std::vector<int> practices;
  for (int f : group) {
    practices.insert(practices.end(), plan.practices_of(f).begin(), plan.practices_of(f).end());
  }
  for (int p = 0; p < instance_.practices; ++p) {
    if (plan.choice(p) != kUnserved) continue;
    for (int o = instance_.begin[p]; o < instance_.begin[p + 1]; ++o) {
      if (std::binary_search(group.begin(), group.end(), instance_.facilitator[o])) {
        practices.push_back(p);
        break;
      }
    }
  }
  std::sort(practices.begin(), practices.end());
  return practices;
}

absl::Status Neighbourhoods::Reassign(const std::vector<int>& group,
                                      const std::vector<int>& practices, int nodes,
                                      const std::function<bool()>& stop, Assignment& plan) const {
  const Part part = PartOf(instance_, practices, group);
  Assignment now(part.instance);
  for (int o = 0; o < part.instance.options(); ++o) {
    const int p = part.instance.practice[o];
    if (plan.choice(part.practice_of[p]) == part.option_of[o]) now.Choose(p, o);
  }
  BranchAndBound search(part.instance, now);
  RETURN_IF_ERROR(search.Run(nodes, stop));
  if (search.best().cost() >= now.cost()) return absl::OkStatus();
  for (int p : part.practice_of) plan.Choose(p, kUnserved);
  for (int p = 0; p < part.instance.practices; ++p) {
    const int o = search.best().choice(p);
    if (o != kUnserved) plan.Choose(part.practice_of[p], part.option_of[o]);
  }
  return absl::OkStatus();
}

absl::StatusOr<Assignment> Neighbourhoods::Divide(const Relaxation& relaxation, int nodes,
                                                  const std::function<bool()>& stop) const {
  std::vector<bool> taken(instance_.facilitators);
  std::vector<std::vector<int>> groups;
  std::vector<int> group_of(instance_.facilitators);
  for (int f : facilitators_) {
    if (taken[f]) continue;
    groups.push_back(Group(f, kDivided, taken));
    for (int member : groups.back()) {
      taken[member] = true;
      group_of[member] = static_cast<int>(groups.size()) - 1;
    }
  }
  std::vector<std::vector<int>> practices(groups.size());
  for (int p = 0; p < instance_.practices; ++p) {
    std::map<int, double> share;
    for (int o = instance_.begin[p]; o < instance_.begin[p + 1]; ++o) {
      share[group_of[instance_.facilitator[o]]] += relaxation.value(o);
    }
    const auto most =
        std::max_element(share.begin(), share.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most != share.end()) practices[most->first].push_back(p);
  }
  Assignment plan(instance_);
  for (size_t g = 0; g < groups.size() && !stop(); ++g) {
    RETURN_IF_ERROR(Reassign(groups[g], practices[g], nodes, stop, plan));
  }
  Improve(plan);
  return plan;
}

absl::Status Neighbourhoods::Step(int nodes, const std::function<bool()>& stop, Assignment& plan) {
  if (queue_.empty()) {
    queue_ = facilitators_;
    std::shuffle(queue_.begin(), queue_.end(), random_);
    size_ = size_ == kLargest ? kSmallest : size_ + 1;
  }
  const std::vector<int> group = Around(queue_.back(), size_);
  queue_.pop_back();
  return Reassign(group, PracticesAround(group, plan), nodes, stop, plan);
}

}  // namespace pcsp::planning::facilitators

#include "services/planning/domain/site_plan/arrange/arrangement.h"

#include <algorithm>

namespace pcsp::planning::site {

Ground::Ground(const Problem& given)
    : problem(given),
      windows(WindowsOf(given)),
      order(InOrder(given)),
      followers(given.options.size()) {
  for (size_t option = 0; option < given.options.size(); ++option) {
    for (const Prerequisite& needed : given.options[option].prerequisites) {
      followers[needed.option].push_back({static_cast<int>(option), needed.lag});
    }
  }
}

Arrangement::Arrangement(const Ground& ground)
    : ground_(&ground),
      schedule_(ground.problem.options.size(), kNever),
      hours_(ground.problem.hours.size(), 0.0),
      places_(ground.problem.hours.size(), 0),
      remaining_(ground.problem) {}

std::optional<Arrangement> Arrangement::From(const Ground& ground, const Schedule& schedule) {
  Arrangement made(ground);
  for (const int option : ground.order) {
    const Start start{option, schedule[option]};
    if (start.quarter == kNever) continue;
    if (!made.Fits(start)) return std::nullopt;
    made.Begin(start);
  }
  return made;
}

bool Arrangement::Fits(const Start& start) const {
  const Problem& problem = ground_->problem;
  const Option& option = problem.options[start.option];
  const Window& window = ground_->windows[start.option];
  if (Started(start.option) || start.quarter < window.first || start.quarter > window.last ||
      places_[start.quarter] >= problem.most_new ||
      hours_[start.quarter] + option.hours > Limit(problem.hours[start.quarter]) ||
      cost_ + option.cost > Limit(problem.budget)) {
    return false;
  }
  for (const Prerequisite& needed : option.prerequisites) {
    if (!Started(needed.option) || schedule_[needed.option] + needed.lag > start.quarter) {
      return false;
    }
  }
  return true;
}

void Arrangement::Begin(const Start& start) {
  const Option& option = ground_->problem.options[start.option];
  schedule_[start.option] = start.quarter;
  hours_[start.quarter] += option.hours;
  ++places_[start.quarter];
  cost_ += option.cost;
  remaining_.Start(start.option, start.quarter);
}

void Arrangement::Collect(int option, std::vector<int>& dropped) const {
  if (std::find(dropped.begin(), dropped.end(), option) != dropped.end()) return;
  dropped.push_back(option);
  for (const Prerequisite& follower : ground_->followers[option]) {
    if (Started(follower.option)) Collect(follower.option, dropped);
  }
}

// What is left of the issues is a product, and a share of 1 cannot be divided out: the arrangement
// is made anew without what was dropped.
bool Arrangement::Drop(int option) {
  std::vector<int> dropped;
  Collect(option, dropped);
  Schedule kept = schedule_;
  for (const int one : dropped) {
    if (ground_->windows[one].required) return false;
    kept[one] = kNever;
  }
  *this = Arrangement(*ground_);
  for (size_t one = 0; one < kept.size(); ++one) {
    if (kept[one] != kNever) Begin({static_cast<int>(one), kept[one]});
  }
  return true;
}

bool Arrangement::StartEarliest(int option, std::vector<Start>& starts) {
  if (Started(option)) return true;
  const Window& window = ground_->windows[option];
  for (const Prerequisite& needed : ground_->problem.options[option].prerequisites) {
    if (!StartEarliest(needed.option, starts)) return false;
  }
  for (int quarter = window.first; quarter <= window.last; ++quarter) {
    if (!Fits({option, quarter})) continue;
    Begin({option, quarter});
    starts.push_back({option, quarter});
    return true;
  }
  return false;
}

std::vector<Start> Arrangement::Earliest(int option) const {
  const Window& window = ground_->windows[option];
  std::vector<Start> starts;
  const auto& needed = ground_->problem.options[option].prerequisites;
  if (std::all_of(needed.begin(), needed.end(),
                  [this](const Prerequisite& p) { return Started(p.option); })) {
    for (int quarter = window.first; quarter <= window.last; ++quarter) {
      if (Fits({option, quarter})) return {{option, quarter}};
    }
    return {};
  }
  if (!window.possible() || !Arrangement(*this).StartEarliest(option, starts)) return {};
  return starts;
}

bool Allowed(const Problem& problem, const Schedule& schedule) {
  const Ground ground(problem);
  for (size_t option = 0; option < schedule.size(); ++option) {
    if (schedule[option] == kNever && ground.windows[option].required) return false;
  }
  return Arrangement::From(ground, schedule).has_value();
}

}  // namespace pcsp::planning::site

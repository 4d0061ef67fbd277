#include "services/planning/domain/site_plan/exact/box.h"

#include <algorithm>

namespace pcsp::planning::site {

Box::Box(const Ground& ground)
    : ground_(&ground),
      quarters_(ground.problem.quarters()),
      low_(ground.windows.size() * quarters_, 0),
      high_(low_.size(), 0) {
  for (size_t option = 0; option < ground.windows.size(); ++option) {
    const Window& window = ground.windows[option];
    const int first = Index(static_cast<int>(option), 0);
    if (!window.possible()) {
      if (window.required) empty_ = true;
      continue;
    }
    // Whether it has started by the end of its window is known by the last quarter in it.
    for (int t = window.first; t < quarters_; ++t) high_[first + t] = 1;
    if (!window.required) continue;
    for (int t = window.last; t < quarters_; ++t) low_[first + t] = 1;
  }
}

void Box::SayYes(int option, int quarter) {
  if (low_[Index(option, quarter)]) return;
  for (int t = quarter; t < quarters_; ++t) {
    low_[Index(option, t)] = 1;
    if (!high_[Index(option, t)]) empty_ = true;
  }
  // Nothing starts after its window: by then it has, or it never does.
  if (quarter > ground_->windows[option].last) SayYes(option, ground_->windows[option].last);
  for (const Prerequisite& needed : ground_->problem.options[option].prerequisites) {
    if (quarter - needed.lag < 0) {
      empty_ = true;
    } else {
      SayYes(needed.option, quarter - needed.lag);
    }
  }
}

void Box::SayNo(int option, int quarter) {
  if (!high_[Index(option, quarter)]) return;
  for (int t = 0; t <= quarter; ++t) {
    high_[Index(option, t)] = 0;
    if (low_[Index(option, t)]) empty_ = true;
  }
  const int last = ground_->windows[option].last;
  if (quarter >= last && quarter + 1 < quarters_) SayNo(option, quarters_ - 1);
  for (const Prerequisite& follower : ground_->followers[option]) {
    if (quarter + follower.lag < quarters_) {
      SayNo(follower.option, quarter + follower.lag);
    } else {
      SayNo(follower.option, quarters_ - 1);
    }
  }
}

void Box::Decide(int index, bool started) {
  const int option = index / quarters_, quarter = index % quarters_;
  if (started) {
    SayYes(option, quarter);
  } else {
    SayNo(option, quarter);
  }
}

bool Box::Starts(int option, int quarter) const {
  return low_[Index(option, quarter)] && (quarter == 0 || !high_[Index(option, quarter - 1)]);
}

bool Box::TightenQuarter(int quarter, bool& changed) {
  const Problem& problem = ground_->problem;
  const int options = static_cast<int>(problem.options.size());
  double hours = Limit(problem.hours[quarter]);
  int places = problem.most_new;
  for (int option = 0; option < options; ++option) {
    if (!Starts(option, quarter)) continue;
    hours -= problem.options[option].hours;
    --places;
  }
  if (hours < 0 || places < 0) return false;
  for (int option = 0; option < options; ++option) {
    const int here = Index(option, quarter);
    const bool before_no = quarter == 0 || !high_[here - 1];
    const bool before_yes = quarter > 0 && low_[here - 1];
    if (before_yes || !high_[here] || Starts(option, quarter)) continue;
    if (places > 0 && problem.options[option].hours <= hours) continue;
    // It cannot start here: by now it has exactly if it had before.
    if (before_no) {
      SayNo(option, quarter);
      changed = true;
    } else if (low_[here]) {
      SayYes(option, quarter - 1);
      changed = true;
    }
  }
  return !empty_;
}

bool Box::TightenBudget(bool& changed) {
  const Problem& problem = ground_->problem;
  const int last = quarters_ - 1;
  double money = Limit(problem.budget);
  for (size_t option = 0; option < problem.options.size(); ++option) {
    if (low_[Index(static_cast<int>(option), last)]) money -= problem.options[option].cost;
  }
  if (money < 0) return false;
  for (int option = 0; option < static_cast<int>(problem.options.size()); ++option) {
    const int end = Index(option, last);
    if (!Open(end) || problem.options[option].cost <= money) continue;
    SayNo(option, last);
    changed = true;
  }
  return !empty_;
}

bool Box::Tighten() {
  for (bool changed = true; changed && !empty_;) {
    changed = false;
    for (int quarter = 0; quarter < quarters_; ++quarter) {
      if (!TightenQuarter(quarter, changed)) return false;
    }
    if (!TightenBudget(changed)) return false;
  }
  return !empty_;
}

bool Box::Decided() const {
  for (int index = 0; index < size(); ++index) {
    if (Open(index)) return false;
  }
  return true;
}

Schedule Box::Only() const {
  Schedule schedule(ground_->windows.size(), kNever);
  for (size_t option = 0; option < schedule.size(); ++option) {
    for (int quarter = quarters_ - 1; quarter >= 0; --quarter) {
      if (low_[Index(static_cast<int>(option), quarter)]) schedule[option] = quarter;
    }
  }
  return schedule;
}

}  // namespace pcsp::planning::site

#include "services/planning/domain/site_plan/binding.h"

#include <algorithm>

#include "absl/strings/str_format.h"
#include "services/planning/domain/site_plan/arrange/arrangement.h"

namespace pcsp::planning::site {
namespace {

// What a schedule uses while one of its options is thought away.
class Usage {
 public:
  Usage(const Problem& problem, const Schedule& schedule)
      : problem_(problem), hours_(problem.hours.size(), 0.0), places_(problem.hours.size(), 0) {
    for (size_t option = 0; option < schedule.size(); ++option) {
      if (schedule[option] != kNever) Add(static_cast<int>(option), schedule[option], 1);
    }
  }

  void Add(int option, int quarter, int sign) {
    hours_[quarter] += sign * problem_.options[option].hours;
    places_[quarter] += sign;
    cost_ += sign * problem_.options[option].cost;
  }

  // Every limit that `start` would pass, and by how much.
  std::vector<Change> Short(const Start& start) const {
    const Option& option = problem_.options[start.option];
    const double hours = hours_[start.quarter] + option.hours;
    const double cost = cost_ + option.cost;
    std::vector<Change> passed;
    if (hours > Limit(problem_.hours[start.quarter])) {
      passed.push_back(
          {{PlanLimit::Kind::kHours, start.quarter}, hours - problem_.hours[start.quarter]});
    }
    if (places_[start.quarter] >= problem_.most_new) {
      passed.push_back({{PlanLimit::Kind::kPlaces, 0}, 1});
    }
    if (cost > Limit(problem_.budget)) {
      passed.push_back({{PlanLimit::Kind::kBudget, 0}, cost - problem_.budget});
    }
    return passed;
  }

 private:
  const Problem& problem_;
  std::vector<double> hours_;
  std::vector<int> places_;
  double cost_ = 0;
};

bool Prepared(const Problem& problem, const Schedule& schedule, const Start& start) {
  const auto& needed = problem.options[start.option].prerequisites;
  return std::all_of(needed.begin(), needed.end(), [&](const Prerequisite& one) {
    return schedule[one.option] != kNever && schedule[one.option] + one.lag <= start.quarter;
  });
}

void Note(const Change& change, int option, std::vector<Binding>& bindings) {
  auto found = std::find_if(bindings.begin(), bindings.end(),
                            [&](const Binding& one) { return one.limit == change.limit; });
  if (found == bindings.end()) {
    bindings.push_back({change.limit, {}, change.amount});
    found = bindings.end() - 1;
  }
  found->short_by = std::min(found->short_by, change.amount);
  if (found->keeps_out.empty() || found->keeps_out.back() != option) {
    found->keeps_out.push_back(option);
  }
}

}  // namespace

std::vector<Binding> BindingLimits(const Problem& problem, const Schedule& schedule) {
  const std::vector<Window> windows = WindowsOf(problem);
  Usage usage(problem, schedule);
  std::vector<Binding> bindings;
  for (int option = 0; option < static_cast<int>(schedule.size()); ++option) {
    const int started = schedule[option];
    if (started != kNever) usage.Add(option, started, -1);
    Schedule without = schedule;
    without[option] = kNever;
    const int last = started == kNever ? windows[option].last : started - 1;
    for (int quarter = windows[option].first; quarter <= last; ++quarter) {
      if (!Prepared(problem, schedule, {option, quarter})) continue;
      const std::vector<Change> passed = usage.Short({option, quarter});
      Schedule with = without;
      with[option] = quarter;
      if (passed.size() != 1 || Value(problem, with) <= Value(problem, schedule)) continue;
      Note(passed[0], option, bindings);
    }
    if (started != kNever) usage.Add(option, started, 1);
  }
  std::sort(bindings.begin(), bindings.end(), [](const Binding& a, const Binding& b) {
    return std::make_pair(a.limit.kind, a.limit.index) <
           std::make_pair(b.limit.kind, b.limit.index);
  });
  return bindings;
}

std::vector<Change> ChangesWorthTrying(const Problem& problem,
                                       const std::vector<Binding>& bindings) {
  std::vector<Change> changes;
  for (const Binding& one : bindings) changes.push_back({one.limit, one.short_by});
  for (size_t i = 0; i < problem.pins.size(); ++i) {
    changes.push_back({{PlanLimit::Kind::kPin, static_cast<int>(i)}, 0});
  }
  for (size_t i = 0; i < problem.forbidden.size(); ++i) {
    changes.push_back({{PlanLimit::Kind::kForbidden, static_cast<int>(i)}, 0});
  }
  return changes;
}

// Places are one number for all quarters in a problem, so that one more is one more in each.
Problem Changed(const Problem& problem, const Change& change) {
  Problem changed = problem;
  switch (change.limit.kind) {
    case PlanLimit::Kind::kHours:
      changed.hours[change.limit.index] += change.amount;
      break;
    case PlanLimit::Kind::kPlaces:
      changed.most_new += static_cast<int>(change.amount);
      break;
    case PlanLimit::Kind::kBudget:
      changed.budget += change.amount;
      break;
    case PlanLimit::Kind::kPin:
      changed.pins.erase(changed.pins.begin() + change.limit.index);
      break;
    case PlanLimit::Kind::kForbidden:
      changed.forbidden.erase(changed.forbidden.begin() + change.limit.index);
      break;
  }
  return changed;
}

std::string InWords(const Problem& problem, const Change& change) {
  const int index = change.limit.index;
  switch (change.limit.kind) {
    case PlanLimit::Kind::kHours:
      return absl::StrFormat("%.4g more hours in quarter %d", change.amount, index + 1);
    case PlanLimit::Kind::kPlaces:
      return absl::StrFormat("%.0f more new action a quarter", change.amount);
    case PlanLimit::Kind::kBudget:
      return absl::StrFormat("%.6g more to spend", change.amount);
    case PlanLimit::Kind::kPin:
      return problem.options[problem.pins[index].option].id + " no longer pinned";
    case PlanLimit::Kind::kForbidden:
      return problem.options[problem.forbidden[index]].id + " no longer forbidden";
  }
  return "";
}

}  // namespace pcsp::planning::site

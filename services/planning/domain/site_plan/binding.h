// What a plan's limits keep out of it, and what a little more of each would be.
#pragma once

#include <string>
#include <vector>

#include "services/planning/domain/site_plan/problem.h"

namespace pcsp::planning::site {

// One limit of a problem.
struct PlanLimit {
  enum class Kind { kHours, kPlaces, kBudget, kPin, kForbidden };
  Kind kind = Kind::kHours;
  int index = 0;  // the quarter of hours; the place in Problem::pins or ::forbidden

  bool operator==(const PlanLimit&) const = default;
};

// A limit that alone keeps actions from starting, or from starting earlier.
struct Binding {
  PlanLimit limit;
  std::vector<int> keeps_out;  // options that would gain something
  double short_by = 0;         // the least that would let one of them in: hours, places or money
};

// Of hours by quarter, then places, then the budget: those that bind.
std::vector<Binding> BindingLimits(const Problem& problem, const Schedule& schedule);

// A change to a problem that can only make its best plan better.
struct Change {
  PlanLimit limit;
  double amount = 0;  // of hours, places or money

  bool operator==(const Change&) const = default;
};

// What to try: for each binding limit what it is short by, then each pin and each forbidden option.
std::vector<Change> ChangesWorthTrying(const Problem& problem,
                                       const std::vector<Binding>& bindings);

Problem Changed(const Problem& problem, const Change& change);

// "6 more hours in quarter 2", "1 more new action a quarter", "300 more to spend",
// "x no longer pinned", "y no longer forbidden".
std::string InWords(const Problem& problem, const Change& change);

}  // namespace pcsp::planning::site

// Which actions a site should start in which quarter, as a problem of its own (methods.md 4a).
//
// Issues, actions and quarters are named by their index from 0; ids are for people. An action takes
// its hours from the quarter in which it starts, and from then on closes a share of what is left of
// each issue that it answers.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace pcsp::planning::site {

inline constexpr double kUnlimited = std::numeric_limits<double>::infinity();

struct Issue {
  std::string id;
  double weight = 0;  // what stands to be gained by ending it, >= 0

  bool operator==(const Issue&) const = default;
};

// e_ai of methods.md 4a.
struct Effect {
  int issue = 0;
  double share = 0;  // of what is left of the issue, 0 to 1

  bool operator==(const Effect&) const = default;
};

// `option` must have started `lag` quarters before, or in the same quarter when that is 0.
struct Prerequisite {
  int option = 0;
  int lag = 0;

  bool operator==(const Prerequisite&) const = default;
};

// An action that could be taken, once.
struct Option {
  std::string id;
  double hours = 0;
  double cost = 0;
  std::vector<Effect> effects;  // each issue at most once
  int earliest = 0;             // quarters in which it may start
  int latest = std::numeric_limits<int>::max();
  std::vector<Prerequisite> prerequisites;

  bool operator==(const Option&) const = default;
};

// What must be in the plan, whatever it closes.
struct Pin {
  int option = 0;
  std::optional<int> quarter;  // any when absent
  int asked = -1;              // its place among those asked for; -1: among those of the problem

  bool operator==(const Pin&) const = default;
};

struct Problem {
  std::vector<Issue> issues;
  std::vector<Option> options;
  std::vector<double> hours;   // one a quarter
  double budget = kUnlimited;  // for the whole plan
  int most_new = 3;            // actions that start in a quarter; more are begun and not finished
  std::vector<Pin> pins;
  std::vector<int> forbidden;  // options

  int quarters() const { return static_cast<int>(hours.size()); }

  bool operator==(const Problem&) const = default;
};

// The quarter in which each option starts; kNever when it does not.
using Schedule = std::vector<int>;
inline constexpr int kNever = -1;

// Hours and money are sums of what people typed: a limit is kept when it is passed by no more than
// this share of it.
inline constexpr double kRounding = 1e-9;
inline double Limit(double amount) { return amount + kRounding * (amount > 1 ? amount : 1); }

}  // namespace pcsp::planning::site

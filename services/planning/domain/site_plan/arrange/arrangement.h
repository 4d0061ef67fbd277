// A schedule while it is being made: what has started when, and what is left of hours, places,
// money and issues. Every arrangement keeps every rule, except that it may lack what is required.
#pragma once

#include <optional>
#include <vector>

#include "services/planning/domain/site_plan/arrange/benefit.h"
#include "services/planning/domain/site_plan/arrange/windows.h"
#include "services/planning/domain/site_plan/problem.h"

namespace pcsp::planning::site {

// An option that is to start in a quarter.
struct Start {
  int option = 0;
  int quarter = 0;
};

// What a search works on; outlives its arrangements.
struct Ground {
  explicit Ground(const Problem& given);

  const Problem& problem;
  std::vector<Window> windows;
  std::vector<int> order;  // each option after its prerequisites
  // By option: those that need it, each with the lag.
  std::vector<std::vector<Prerequisite>> followers;
};

class Arrangement {
 public:
  explicit Arrangement(const Ground& ground);
  // Nothing when `schedule` breaks a rule.
  static std::optional<Arrangement> From(const Ground& ground, const Schedule& schedule);

  bool Started(int option) const { return schedule_[option] != kNever; }
  // True when nothing forbids `start` now.
  bool Fits(const Start& start) const;
  // `start` must fit.
  void Begin(const Start& start);
  // Takes out `option` and all that need it; false, and no change, when one of them is required.
  bool Drop(int option);

  // How to start `option` as early as it can, what it lacks first; empty when there is no room.
  std::vector<Start> Earliest(int option) const;

  double Gain(const Start& start) const { return remaining_.Gain(start.option, start.quarter); }
  double value() const { return remaining_.value(); }
  const Schedule& schedule() const { return schedule_; }
  const Ground& ground() const { return *ground_; }

 private:
  bool StartEarliest(int option, std::vector<Start>& starts);
  void Collect(int option, std::vector<int>& dropped) const;

  const Ground* ground_;
  Schedule schedule_;
  std::vector<double> hours_;  // used, by quarter
  std::vector<int> places_;
  double cost_ = 0;
  Remaining remaining_;
};

// True when `schedule` keeps every rule of `problem`, its pins among them.
bool Allowed(const Problem& problem, const Schedule& schedule);

}  // namespace pcsp::planning::site

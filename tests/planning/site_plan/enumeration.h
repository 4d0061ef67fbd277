// Every schedule of a small problem, by the formula of methods.md 4a and nothing else of ours.
#pragma once

#include <cstdint>
#include <optional>

#include "services/planning/domain/site_plan/problem.h"

namespace pcsp::planning::site::testing {

struct Enumerated {
  double value = 0;
  Schedule schedule;
};

// The best schedule; nothing when none keeps the rules.
std::optional<Enumerated> Enumerate(const Problem& problem);

// sum over i and t of w_i (1 - exp(-u_it)).
double FormulaValue(const Problem& problem, const Schedule& schedule);
bool KeepsRules(const Problem& problem, const Schedule& schedule);

// A problem drawn from `seed`: some have a budget, prerequisites with lags, windows, pins and
// forbidden actions, and some of these cannot be met.
Problem RandomProblem(uint64_t seed, int options, int issues, int quarters);

}  // namespace pcsp::planning::site::testing

#include "services/planning/domain/facilitators/solve/relaxation.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace pcsp::planning::facilitators {
namespace {

constexpr double kWhole = 1 - 1e-6;
constexpr double kNothing = 1e-9;
constexpr double kViolation = 1e-3;  // of a cover worth adding

// What a practice loses by getting its second choice, by the relaxation's costs.
double Regret(const Instance& in, int p) {
  double best = in.unserved[p], second = in.unserved[p];
  for (int o = in.begin[p]; o < in.begin[p + 1]; ++o) {
    if (in.cost[o] < best) {
      second = std::exchange(best, in.cost[o]);
    } else {
      second = std::min(second, in.cost[o]);
    }
  }
  return second - best;
}

void ChooseCheapestThatFits(int p, Assignment& assignment) {
  const Instance& in = assignment.instance();
  int best = kUnserved;
  for (int o = in.begin[p]; o < in.begin[p + 1]; ++o) {
    if (in.cost[o] < in.CostOf(p, best) && assignment.Fits(o)) best = o;
  }
  if (best != kUnserved) assignment.Choose(p, best);
}

}  // namespace

// Columns: the options, then one a practice for being unserved. Rows: practices, then resources.
Relaxation::Relaxation(const Instance& in) : instance_(in), options_of_(in.facilitators) {
  for (int p = 0; p < in.practices; ++p) program_.AddRow(1, 1);
  for (double capacity : in.capacity) program_.AddRow(-kUnbounded, capacity);
  std::vector<LinearEntry> entries;
  for (int o = 0; o < in.options(); ++o) {
    const int f = in.facilitator[o];
    options_of_[f].push_back(o);
    entries = {{in.practice[o], 1}};
    for (int r = 0; r < in.resources; ++r) {
      if (in.use_of(o)[r] != 0) {
        entries.push_back({in.practices + f * in.resources + r, in.use_of(o)[r]});
      }
    }
    program_.AddColumn(in.cost[o], 0, 1, entries);
  }
  for (int p = 0; p < in.practices; ++p) {
    program_.AddColumn(in.unserved[p], 0, 1, std::vector<LinearEntry>{{p, 1}});
  }
}

absl::Status Relaxation::Solve() { return program_.SolveDual(); }

double Relaxation::price(int facilitator, int resource) const {
  const int row = instance_.practices + facilitator * instance_.resources + resource;
  return std::max(0.0, -program_.duals()[row]);
}

void Relaxation::Fix(int option, bool chosen) {
  program_.SetColumnBounds(option, chosen ? 1 : 0, chosen ? 1 : 0);
}

void Relaxation::Free(int option) { program_.SetColumnBounds(option, 0, 1); }

// Greedy separation: the options that lack least of being whole, for their size, until they no
// longer fit; then without those that are not needed for that.
bool Relaxation::Cover(int facilitator, int resource, std::vector<int>& cover) const {
  const auto use = [&](int o) { return instance_.use_of(o)[resource]; };
  const double capacity = instance_.capacity[facilitator * instance_.resources + resource];
  std::vector<std::pair<double, int>> order;  // what an option lacks of being whole, a unit of use
  for (int o : options_of_[facilitator]) {
    if (value(o) > kNothing && use(o) > 0) order.emplace_back((1 - value(o)) / use(o), o);
  }
  std::sort(order.begin(), order.end());
  cover.clear();
  for (const auto& [lacking, o] : order) cover.push_back(o);
  double sum = 0;
  size_t taken = 0;
  while (taken < cover.size() && sum <= capacity + kTolerance) sum += use(cover[taken++]);
  if (sum <= capacity + kTolerance) return false;
  cover.resize(taken);
  for (size_t i = cover.size(); i-- > 0;) {
    if (sum - use(cover[i]) <= capacity + kTolerance) continue;
    sum -= use(cover[i]);
    cover.erase(cover.begin() + static_cast<int>(i));
  }
  double lacking = 0;
  for (int o : cover) lacking += 1 - value(o);
  return lacking < 1 - kViolation;
}

bool Relaxation::Tighten() {
  std::vector<std::pair<int, std::vector<LinearEntry>>> rows;
  std::vector<int> cover;
  for (int f = 0; f < instance_.facilitators; ++f) {
    for (int r = 0; r < instance_.resources; ++r) {
      if (!Cover(f, r, cover)) continue;
      double largest = 0;
      for (int o : cover) largest = std::max(largest, instance_.use_of(o)[r]);
      std::vector<bool> in_cover(instance_.options());
      for (int o : cover) in_cover[o] = true;
      std::vector<LinearEntry> row;
      for (int o : options_of_[f]) {
        // Whatever is as large as the largest could take the place of any.
        if (in_cover[o] || instance_.use_of(o)[r] >= largest) row.push_back({o, 1});
      }
      rows.emplace_back(static_cast<int>(cover.size()) - 1, std::move(row));
    }
  }
  for (const auto& [most, row] : rows) program_.AddRow(-kUnbounded, most, row);
  return !rows.empty();
}

Assignment Relaxation::Rounded() const {
  Assignment assignment(instance_);
  std::vector<std::pair<double, int>> rest;
  for (int p = 0; p < instance_.practices; ++p) {
    int whole = kUnserved;
    for (int o = instance_.begin[p]; o < instance_.begin[p + 1]; ++o) {
      if (value(o) > kWhole) whole = o;
    }
    if (whole != kUnserved && assignment.Fits(whole)) {
      assignment.Choose(p, whole);
    } else {
      rest.emplace_back(-Regret(instance_, p), p);
    }
  }
  std::sort(rest.begin(), rest.end());
  for (const auto& [regret, p] : rest) ChooseCheapestThatFits(p, assignment);
  return assignment;
}

}  // namespace pcsp::planning::facilitators

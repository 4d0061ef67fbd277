#include "services/planning/domain/site_plan/exact/branching.h"

#include <algorithm>
#include <utility>

namespace pcsp::planning::site {
namespace {

constexpr double kWhole = 1e-6;        // a y this near to 0 or 1 counts as whole
constexpr int kTried = 5;              // candidates of a branch
constexpr int kTrialIterations = 100;  // most need fewer; cut short they say nothing
constexpr int kTrusted = 2;            // trials after which averages are believed
constexpr double kTiny = 1e-9;

// The product rule: both sides have to be finished.
double Score(double lost_no, double lost_yes) {
  return std::max(lost_no, kTiny) * std::max(lost_yes, kTiny);
}

}  // namespace

double Branching::Experience::Average(bool started) const {
  return times[started] == 0 ? 0 : lost[started] / times[started];
}

bool Branching::Experience::Trusted() const { return times[0] >= kTrusted && times[1] >= kTrusted; }

Branching::Branching(const Ground& ground, Relaxation& relaxation)
    : relaxation_(relaxation),
      whole_(WholeValue(ground.problem)),
      experience_(ground.problem.options.size() * ground.problem.hours.size()) {}

double Branching::Expected(int index, double y) const {
  const Experience& known = experience_[index];
  return Score(known.Average(false) * y, known.Average(true) * (1 - y));
}

std::vector<int> Branching::Candidates(const Box& box, const std::vector<double>& y) const {
  std::vector<std::tuple<double, double, int>> ranked;
  for (int index = 0; index < box.size(); ++index) {
    const double middle = std::min(y[index], 1 - y[index]);
    if (!box.Open(index) || middle < kWhole) continue;
    ranked.emplace_back(-Expected(index, y[index]), -middle, index);
  }
  std::sort(ranked.begin(), ranked.end());
  std::vector<int> candidates;
  for (const auto& [expected, middle, index] : ranked) candidates.push_back(index);
  return candidates;
}

double Branching::BoundWith(Box box, int index, bool started) {
  box.Decide(index, started);
  return box.Tighten() ? relaxation_.TrialBound(box, kTrialIterations) : -kUnlimited;
}

Branch Branching::Try(const Box& box, int index, double y, double bound) {
  Branch branch;
  branch.index = index;
  branch.no = std::min(bound, BoundWith(box, index, false));
  branch.yes = std::min(bound, BoundWith(box, index, true));
  Experience& known = experience_[index];
  known.lost[false] += std::min(bound, bound - branch.no) / y;
  known.lost[true] += std::min(bound, bound - branch.yes) / (1 - y);
  ++known.times[false];
  ++known.times[true];
  return branch;
}

Branch Branching::Choose(const Box& box, double enough) {
  const std::vector<double> y = relaxation_.started();
  const double bound = std::min(whole_, relaxation_.bound());
  Branch best{0, bound, bound};
  while (!box.Open(best.index)) ++best.index;
  double best_score = -1;
  int tried = 0;
  for (const int index : Candidates(box, y)) {
    Branch branch{index, bound, bound};
    double score = Expected(index, y[index]);
    if (!experience_[index].Trusted()) {
      if (tried++ >= kTried) continue;
      branch = Try(box, index, y[index], bound);
      if (branch.no <= enough || branch.yes <= enough) return branch;
      score = Score(bound - branch.no, bound - branch.yes);
    }
    if (score <= best_score) continue;
    best_score = score;
    best = branch;
  }
  return best;
}

}  // namespace pcsp::planning::site

#include "services/planning/domain/facilitators/solve/even_out.h"

#include <algorithm>
#include <cmath>

namespace pcsp::planning::facilitators {
namespace {

constexpr double kSame = 1e-9;  // a share of the cost

bool CostTheSame(double a, double b) {
  return std::abs(a - b) <= kSame * std::max({1.0, std::abs(a), std::abs(b)});
}

// The option of `practice` to take instead of `now`; `now` itself if there is none.
int Fairer(const Assignment& assignment, int practice, int now) {
  const Instance& in = assignment.instance();
  const auto count = [&](int option) {
    return assignment.practices_of(in.facilitator[option]).size();
  };
  int best = now;
  size_t fewest = count(now) - 1;  // what the others have without this practice
  for (int option = in.begin[practice]; option < in.begin[practice + 1]; ++option) {
    if (count(option) >= fewest || !CostTheSame(in.cost[option], in.cost[now])) continue;
    if (!assignment.Fits(option)) continue;
    best = option;
    fewest = count(option);
  }
  return best;
}

}  // namespace

// Each step makes the sum of squares of practices smaller, so this comes to an end.
void EvenOut(const Problem& problem, Assignment& assignment) {
  const Instance& in = assignment.instance();
  for (bool moved = true; moved;) {
    moved = false;
    for (int p = 0; p < in.practices; ++p) {
      const int now = assignment.choice(p);
      if (now == kUnserved || in.facilitator[now] == problem.practices[p].current) continue;
      const int fairer = Fairer(assignment, p, now);
      if (fairer == now) continue;
      assignment.Choose(p, fairer);
      moved = true;
    }
  }
}

}  // namespace pcsp::planning::facilitators

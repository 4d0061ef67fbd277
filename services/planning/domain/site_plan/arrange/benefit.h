// What a schedule is worth (methods.md 4a).
//
//   value = sum over issues i and quarters t of w_i (1 - exp(-u_it)),
//   u_it  = sum of -ln(1 - e_ai) over the actions a that have started in t or before,
//
// which is w_i times what the actions started so far have closed of the issue, counted again in
// each quarter: what is closed early counts longer. The whole of it is sum w_i times the number of
// quarters. exp(-u_it) is computed as the product of (1 - e_ai), so that a share of 1 is possible.
#pragma once

#include <vector>

#include "services/planning/domain/site_plan/problem.h"

namespace pcsp::planning::site {

double Value(const Problem& problem, const Schedule& schedule);

// What no plan can pass: every issue closed from the first quarter on.
double WholeValue(const Problem& problem);

// What is left open of each issue in each quarter while a schedule changes.
class Remaining {
 public:
  explicit Remaining(const Problem& problem);

  // What starting `option` in `quarter` would add to the value.
  double Gain(int option, int quarter) const;
  void Start(int option, int quarter);

  // The share of issue `issue` that is still open in `quarter`.
  double Open(int issue, int quarter) const { return open_[issue * quarters_ + quarter]; }
  double value() const;

 private:
  const Problem* problem_;
  int quarters_;
  std::vector<double> open_;  // by issue, then quarter
};

}  // namespace pcsp::planning::site

// Which y to decide next: the one whose decision lowers the bound the most on both sides.
#pragma once

#include <optional>
#include <vector>

#include "services/planning/domain/site_plan/exact/box.h"
#include "services/planning/domain/site_plan/exact/relaxation.h"

namespace pcsp::planning::site {

struct Branch {
  int index = 0;           // of Box
  double no = 0, yes = 0;  // bounds of the boxes in which it is decided so
};

// Tries a few candidates by a short solve each, until each has been tried often enough to go by
// what its decisions have cost so far (reliability branching; Achterberg, Koch and Martin 2005).
class Branching {
 public:
  // Both outlive it.
  Branching(const Ground& ground, Relaxation& relaxation);

  // `box` is the relaxation's last one, or what followed from its point; a side at or below
  // `enough` is finished, so that such a y is taken at once. When no y of the point is between 0
  // and 1, the first open one is taken. `box` has an open y.
  Branch Choose(const Box& box, double enough);

 private:
  // What deciding a y one way has cost the bound, a unit of change.
  struct Experience {
    double lost[2] = {0, 0};
    int times[2] = {0, 0};

    double Average(bool started) const;
    bool Trusted() const;
  };

  std::vector<int> Candidates(const Box& box, const std::vector<double>& y) const;
  double Expected(int index, double y) const;
  Branch Try(const Box& box, int index, double y, double bound);
  double BoundWith(Box box, int index, bool started);

  Relaxation& relaxation_;
  double whole_;                        // what no bound needs to pass
  std::vector<Experience> experience_;  // by index
};

}  // namespace pcsp::planning::site

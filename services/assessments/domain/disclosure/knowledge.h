// What anybody can know of a hidden cell before a single thing is subtracted: from rosters, from
// the progress of the wave, and from the reason for which it is hidden.
#pragma once

#include <algorithm>
#include <cstdint>

#include "services/assessments/domain/disclosure/hierarchy.h"
#include "services/assessments/domain/disclosure/quantity.h"

namespace pcsp::assessments {

struct Range {
  int64_t low = 0, high = 0;
  int64_t width() const { return high - low; }
};

class Knowledge {
 public:
  // All must outlive it. `respondents` counts everybody who answered, and is what progress is
  // banded from, n being `min_group_size`.
  Knowledge(const Hierarchy* tree, const Quantity* quantity, const Quantity* respondents,
            int min_group_size)
      : tree_(*tree), quantity_(*quantity), respondents_(*respondents), least_(min_group_size) {}

  // How many people a cell that is hidden for `why` can have.
  Range People(int node, int resolution, Part part, Hidden why) const;

 private:
  const Hierarchy& tree_;
  const Quantity& quantity_;
  const Quantity& respondents_;
  const int least_;
};

}  // namespace pcsp::assessments

// In which quarters each option can start at all, before hours, places and money are looked at.
#pragma once

#include <vector>

#include "services/planning/domain/site_plan/problem.h"

namespace pcsp::planning::site {

struct Window {
  int first = 0, last = 0;
  bool required = false;  // pinned, or needed by what is

  bool possible() const { return first <= last; }
};

// One an option: its own quarters, narrowed by its pin, by what forbids it, by when its
// prerequisites can have started and, where it is required, by when its followers must start.
// The prerequisites of `problem` must have no cycle.
std::vector<Window> WindowsOf(const Problem& problem);

// The options that are pinned, or needed by what is.
std::vector<int> RequiredOf(const std::vector<Window>& windows);

// The options in an order in which each comes after its prerequisites; those in a cycle are
// missing.
std::vector<int> InOrder(const Problem& problem);

}  // namespace pcsp::planning::site

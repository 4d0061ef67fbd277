// A plan of training: which sessions are held and who goes to them.
#pragma once

#include <vector>

#include "services/planning/domain/cohorts/problem.h"

namespace pcsp::planning {

// In the problem's unit of money.
struct CohortCost {
  double sessions = 0;  // held
  double travel = 0;
  double lateness = 0;
  double unmet = 0;
  double total() const { return sessions + travel + lateness + unmet; }
};

struct CohortPlan {
  std::vector<int> held;                // sessions, ascending
  std::vector<CohortBooking> bookings;  // by practice, then session; each pair once
};

}  // namespace pcsp::planning

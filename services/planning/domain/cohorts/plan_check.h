// Verifies a plan against every rule and adds up its cost, from the problem alone. It shares
// nothing with the search for plans, so that a mistake there does not hide itself here.
#pragma once

#include <string>
#include <vector>

#include "services/planning/domain/cohorts/plan.h"

namespace pcsp::planning {

// One rule that a plan breaks.
struct BrokenRule {
  enum class Rule {
    kMalformed,  // a booking or session that does not exist, or is there twice
    kNotHeld,    // a booking at a session that is not held
    kSeats,      // more people than seats
    kLeast,      // fewer people than the session's least
    kRunning,    // a session that must be held is not, or one that must not is
    kTrainers,   // more trainers than the region has in a fortnight
    kDays,       // more sessions at a venue than it has days in a fortnight
    kNational,   // more trainers than all regions share in a fortnight
    kNeed,       // more people than need the course
    kMust,       // somebody left out of a course that nobody may be left out of
    kWindow,     // outside the fortnights in which the course is due
    kBlocked,    // in a fortnight in which the practice can send nobody
    kBackfill,   // more people away than the practice can do without
    kOrder,      // not after everyone has done the course before
    kReach,      // at a venue that the practice cannot reach
    kPin,        // fewer people than pinned
    kBan,        // where the practice may not go
    kFrozen,     // different from the current plan before the freeze ends
  };
  Rule rule;
  std::string words;  // who, what and by how much
};

struct CheckedPlan {
  std::vector<BrokenRule> broken;  // empty: the plan keeps every rule
  CohortCost cost;                 // of what is well formed
  int unmet_people = 0;
};

CheckedPlan CheckPlan(const CohortProblem& problem, const CohortPlan& plan);

}  // namespace pcsp::planning

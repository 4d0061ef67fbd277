// What a new plan changes in people's diaries, and why.
#pragma once

#include <string>
#include <vector>

#include "services/planning/domain/cohorts/plan.h"

namespace pcsp::planning {

// People of a practice who are booked for a course and will go elsewhere, no longer or for the
// first time.
struct CohortMove {
  enum class Why {
    kNew,       // they were not booked before
    kSession,   // their session is no longer held
    kTrainers,  // there are no trainers for their session any more
    kSeats,     // their session has fewer seats than people booked
    kPractice,  // the practice can no longer send them then, or no longer needs it
    kRoom,      // they make room for others, or it costs less by more than moving them is worth
  };
  int practice = 0, course = 0;
  int people = 0;
  int from = -1, to = -1;  // sessions; -1: not booked before, not booked any more
  Why why = Why::kRoom;
};

struct CohortChanges {
  std::vector<CohortMove> moves;  // by practice
  int kept = 0;                   // people of the current plan who stay where they are
  int moved = 0;                  // who do not
};

// From problem.current to `plan`.
CohortChanges CompareWithCurrent(const CohortProblem& problem, const CohortPlan& plan);

// Why, in plain words; from where and to where is said beside it.
std::string WordsFor(const CohortMove& move);

}  // namespace pcsp::planning

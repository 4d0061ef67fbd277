// A plan read person by person: which roles go to each booking, and who stays untrained and why.
#pragma once

#include <string>
#include <vector>

#include "services/planning/domain/cohorts/plan.h"

namespace pcsp::planning {

struct RolePeople {
  std::string role;
  int people = 0;
};

// The roles of one booking of the plan, in the problem's order.
using BookingRoles = std::vector<RolePeople>;

struct UnmetPeople {
  enum class Why {
    kOwnLimits,  // the practice could not send them even if every session had a seat for everybody
    kDear,       // going would cost more than leaving them out
    kSeats,      // no seat is left where and when they could go: rooms or trainers are short
  };
  int practice = 0, course = 0;
  std::string role;
  int people = 0;
  Why why = Why::kSeats;
};

struct Attendance {
  std::vector<BookingRoles> bookings;  // one a booking of the plan
  std::vector<UnmetPeople> unmet;
};

// Whoever costs least to leave out stays untrained; roles take turns at the sessions, so that a
// team goes together. `plan` keeps the rules.
Attendance ReadAttendance(const CohortProblem& problem, const CohortPlan& plan);

// In plain words: "practice p1 can spare only ..." and so on.
std::string WordsFor(const CohortProblem& problem, const UnmetPeople& unmet);

}  // namespace pcsp::planning

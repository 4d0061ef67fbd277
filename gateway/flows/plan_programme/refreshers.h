// Refreshers: for whom a competence lapses within the plan, and from when until when they may go.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "gateway/flows/plan_programme/facts.h"

namespace pcsp::gateway {

// Somebody whose competence lapses, and the fortnights in which they can renew it.
struct RefresherDue {
  type::v1::StaffGroup group = type::v1::STAFF_GROUP_UNSPECIFIED;
  int from = 0, until = 0;  // `until` below 0: it lapses before the first could be held
};

// `lapse` lies within the plan. The first fortnight is that which begins no more than `weeks`
// before it, the last is over before it.
RefresherDue DueBy(const PlanFacts& facts, type::v1::StaffGroup group, absl::CivilDay lapse,
                   int weeks);

// Of how many people a competence lapses within the plan.
int CountLapses(const PlanFacts& facts, const std::string& competence);

// People who can go together, as windows that do not overlap. Whoever would leave of a window less
// than half of their own time comes in another. `booked`: fortnights with places that they have;
// the nearest window reaches as far as each, so that nobody loses a place that was agreed.
struct RefresherWindow {
  int from = 0, until = 0;
  std::map<type::v1::StaffGroup, int> people;
};
std::vector<RefresherWindow> WindowsOf(std::vector<RefresherDue> due, const std::set<int>& booked);

}  // namespace pcsp::gateway

// Sessions that are held although trainers of theirs have fallen out.
#pragma once

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "services/planning/domain/cohorts/explain/leaders.h"
#include "services/planning/domain/cohorts/plan.h"

namespace pcsp::planning {

struct SubstituteNeed {
  int held = 0;            // of plan.held
  int missing = 0;         // trainers still to be found
  std::vector<int> could;  // who is there then: first those of other regions who lead nothing
};

// Of the sessions before the freeze ends those that miss trainers, or whose trainers are known to
// be away, by time. `leaders` are LeadersOf() the same.
std::vector<SubstituteNeed> SubstitutesOf(const CohortProblem& problem, const CohortPlan& plan,
                                          absl::Span<const SessionLeaders> leaders);

// "Core day at Hall, Tue 22 Sep 2026 09:30: t1 is away; 1 trainer is missing; t2 could lead it".
std::string WordsFor(const CohortProblem& problem, const CohortPlan& plan,
                     absl::Span<const SessionLeaders> leaders, const SubstituteNeed& need);

}  // namespace pcsp::planning

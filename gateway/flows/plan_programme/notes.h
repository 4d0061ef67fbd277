// What should be known at once of those for whom nothing is planned.
#pragma once

#include <string>
#include <vector>

#include "gateway/flows/plan_programme/facts.h"

namespace pcsp::gateway {

// A sentence for each course and reason for which people are not planned for: how many, of which
// practices.
void NoteNotPlanned(const planning::v1::CohortProblem& problem, std::vector<std::string>& notes);

// That places of people who will have left count as taken until they are released.
void NoteLeavers(const PlanFacts& facts, std::vector<std::string>& notes);

// A sentence for each refresher that is not planned although it falls due within the plan.
void NoteRefreshers(const PlanFacts& facts, std::vector<std::string>& notes);

}  // namespace pcsp::gateway

// The diary as the current plan: what is in it stays where it can.
#pragma once

#include "gateway/flows/plan_programme/facts.h"

namespace pcsp::gateway {

// Sessions of the problem's courses at its venues, whoever has places there, and what was seen. The
// problem has its practices and trainers already.
void AddDiary(const PlanFacts& facts, const v1::PlanProgrammeRequest& request,
              planning::v1::CohortProblem& problem);

}  // namespace pcsp::gateway

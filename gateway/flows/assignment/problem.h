// What is known, as a problem that AssignmentService solves.
#pragma once

#include "gateway/flows/assignment/facts.h"
#include "gateway/flows/assignment/question.h"
#include "pcsp/planning/v1/assignment_plan.pb.h"

namespace pcsp::gateway {

// Whether a facilitator may be given more practices than the programme holds to be good.
enum class Practices { kLimited, kUnlimited };

// Facilitators go by their labels, practices by their names. Kilometres are those of the national
// grid.
planning::v1::AssignFacilitatorsRequest ProblemOf(const Question& question,
                                                  const AssignmentFacts& facts,
                                                  Practices practices);

// Hours of contact that a practice needs over the months.
double NeedOf(const Question& question, const AssignmentFacts& facts);

}  // namespace pcsp::gateway

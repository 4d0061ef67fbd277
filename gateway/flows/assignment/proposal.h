// A plan of who supports whom in the programme's names, with what should be known of it.
#pragma once

#include "gateway/flows/assignment/facts.h"
#include "gateway/flows/assignment/question.h"
#include "pcsp/planning/v1/assignment_plan.pb.h"

namespace pcsp::gateway {

// `plan` answers ProblemOf() the two.
v1::AssignmentProposal ProposalOf(const Question& question, const AssignmentFacts& facts,
                                  const planning::v1::AssignmentPlan& plan);

}  // namespace pcsp::gateway

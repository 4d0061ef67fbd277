// Which practices need support, and where they are.
#pragma once

#include "absl/status/status.h"
#include "gateway/clients.h"
#include "gateway/flows/assignment/facts.h"
#include "gateway/flows/assignment/question.h"

namespace pcsp::gateway {

// Fills in practices, in business and in the states asked for, with their facilitators of the day,
// and notes on who is left out. Errors: NO_PRACTICES; those of the registry and of planning.
absl::Status GatherPractices(Clients& clients, const Question& question, AssignmentFacts& facts);

// Adds to practices those of `regions` that they belong to on the day.
absl::Status GatherRegions(Clients& clients, const Question& question,
                           const std::set<std::string>& regions, AssignmentFacts& facts);

}  // namespace pcsp::gateway

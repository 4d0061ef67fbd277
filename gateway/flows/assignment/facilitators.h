// Who can support practices: hours, leave, regions, skills and places.
#pragma once

#include "absl/status/status.h"
#include "gateway/clients.h"
#include "gateway/flows/assignment/facts.h"
#include "gateway/flows/assignment/question.h"

namespace pcsp::gateway {

// Fills in facilitators who are appointed on the day, what the programme holds itself to, and why
// practices' facilitators who are not among them cannot stay. The practices must be known. Errors:
// NO_FACILITATORS; those of the registry and of planning.
absl::Status GatherFacilitators(Clients& clients, const Question& question, AssignmentFacts& facts);

}  // namespace pcsp::gateway

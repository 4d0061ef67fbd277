// What a forecast is asked about beyond what is recorded: practices that want to start, and more
// people trained.
#pragma once

#include "gateway/flows/workforce/facilitators.h"
#include "gateway/flows/workforce/notes.h"
#include "gateway/flows/workforce/question.h"
#include "gateway/flows/workforce/staff.h"

namespace pcsp::gateway {

// The question's waves, each with the pools that the problem has.
void AddStarts(const ForecastQuestion& question, const Staff& staff, const Support& support,
               planning::v1::WorkforceProblem* problem, Notes& notes);

// The question's extra intakes, on top of those of the problem's posts. What is for every steering
// group is shared out as people are there, in whole people. Errors: INVALID_FIELDS for a steering
// group without such people.
absl::Status AddMorePeople(const ForecastQuestion& question, const Staff& staff,
                           planning::v1::WorkforceProblem* problem, Notes& notes);

}  // namespace pcsp::gateway

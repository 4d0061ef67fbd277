// The two questions that a planner asks, answered in a sentence each.
#pragma once

#include <string>

#include "services/planning/domain/workforce/supply/earliest_start.h"
#include "services/planning/domain/workforce/supply/recruit_by.h"

namespace pcsp::planning::workforce {

// "12 more practices can start in March 2028 at the earliest. A start in February 2028 fails: ...".
// Where nothing was looked at, that it cannot be said.
std::string SentenceOf(const Problem& problem, const EarliestStart& start);

// "Recruit 2 for facilitators, who begin by June 2027. In October 2027, ...".
std::string SentenceOf(const Problem& problem, const Recruitment& recruitment);

}  // namespace pcsp::planning::workforce

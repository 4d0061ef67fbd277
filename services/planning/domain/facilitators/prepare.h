// Makes options ready: by place where none are given, by skill, and with continuity in their cost.
#pragma once

#include <string>

#include "services/planning/domain/facilitators/facilitator_problem.h"

namespace pcsp::planning::facilitators {

// For a problem that has passed CheckProblem(). A practice without options gets the nearest
// facilitators within their reach who travel to one of its regions and have the skills, and today's
// among them however many are nearer; such an option costs its travel (methods.md 4b). Where a
// place is not known the distance is travel.assumed_km. Options whose facilitator lacks a skill are taken away.
// Every option but today's facilitator costs the discontinuity penalty more.
Problem Prepare(Problem problem);

bool HasSkills(const Facilitator& facilitator, const Practice& practice);

double KilometresBetween(const Place& a, const Place& b);

}  // namespace pcsp::planning::facilitators

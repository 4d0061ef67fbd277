// What training takes: courses, venues, trainers, and sessions that could be held.
#pragma once

#include <string>
#include <vector>

#include "gateway/flows/plan_programme/course_order.h"
#include "gateway/flows/plan_programme/facts.h"
#include "gateway/flows/plan_programme/regions.h"

namespace pcsp::gateway {

// Whether a venue is in what is planned for.
bool IsIn(const PlanFacts& facts, const planning::v1::Venue& venue);

void AddCourses(const PlanFacts& facts, const CourseOrder& order,
                planning::v1::CohortProblem& problem);
void AddVenues(const PlanFacts& facts, const PlanRegions& regions,
               planning::v1::CohortProblem& problem);
// Of the problem's regions. A fortnight is lost to leave that takes half of its open days, and
// every one from that in which quality assurance lapses.
void AddTrainers(const PlanFacts& facts, const PlanRegions& regions,
                 planning::v1::CohortProblem& problem, std::vector<std::string>& notes);
// Every course at every venue in every fortnight that is not blocked, has an open day, and in which
// the diary has no such session.
void AddSeries(const PlanFacts& facts, const v1::PlanProgrammeRequest& request,
               planning::v1::CohortProblem& problem);
// Where closed days leave fewer days than there are courses: a session a day and venue, whatever
// its course, since all begin at the same time. What is in the diary stays possible.
void LimitDays(const PlanFacts& facts, planning::v1::CohortProblem& problem);

// What a session costs, and how many trainers one of a course takes.
double SessionCost(const v1::PlanProgrammeRequest& request);
int TrainersFor(const planning::v1::Course& course, const v1::PlanProgrammeRequest& request);

}  // namespace pcsp::gateway

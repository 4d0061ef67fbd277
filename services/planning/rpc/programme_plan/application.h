// What a plan makes of the diary: sessions with places kept for practices, and where people who are
// enrolled already go. Works on values; what comes of it is kept by who made it.
#pragma once

#include <string>
#include <vector>

#include "common/base/error.h"
#include "services/planning/domain/programme_plan/free_days.h"
#include "services/planning/rpc/programme_plan/diary_records.h"
#include "services/planning/rpc/programme_plan/made_plan.h"

namespace pcsp::planning {

// What is there beside the plan.
struct Surroundings {
  std::vector<training::Course> courses;
  std::vector<training::Venue> venues;
  std::vector<training::TrainerStep> steps;
  std::vector<training::Leave> leaves;
  std::vector<training::ClosedDay> closed_days;
  std::vector<training::Session> sessions;  // of the plan's time, whatever the course
};

struct Application {
  std::vector<training::Session> created, changed, cancelled;
  std::vector<training::Enrolment> withdrawn;  // people who move, as they leave
  std::vector<training::Enrolment> moved;      // the same, as they come: one for each
  std::vector<training::Enrolment> lost;       // enrolled where nothing is held, and nowhere else
  int reserved = 0;
};

// `start` is the first day of the plan's first fortnight. Whatever a session cannot have is a
// violation.
Application ApplyToDiary(const MadePlan& made, const Diary& diary, const Surroundings& around,
                         absl::CivilDay start, absl::Time now, Violations& violations);

}  // namespace pcsp::planning

// What must hold before a session is put into the diary.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/base/error.h"
#include "services/planning/domain/facilitation/leave.h"
#include "services/planning/domain/training/competence/trainer.h"
#include "services/planning/domain/training/course/course.h"
#include "services/planning/domain/training/course/venue.h"
#include "services/planning/domain/training/session/session.h"

namespace pcsp::planning::training {

// What is known of what a session refers to.
struct SessionContext {
  std::optional<Course> course;  // nothing where there is none of the id
  std::optional<Venue> venue;
  std::map<std::string, std::vector<TrainerStep>> steps;  // by trainer
  std::vector<Session>
      others;                 // that may overlap; cancelled ones and the session itself are ignored
  std::vector<Leave> leaves;  // of the trainers
  int enrolled = 0;
};

// Everything that is wrong with `session`, whose times have been resolved: places, quotas, venue or
// online, course, and trainers who are not far enough, away, or elsewhere at the time.
void CheckSession(const Session& session, const SessionContext& context, Violations& violations);

// True if somebody who is quality-assured on the day would lead it, or nobody has to.
bool HasLead(const Session& session, const SessionContext& context);

}  // namespace pcsp::planning::training

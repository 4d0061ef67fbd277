// What must hold before a session is put into the diary.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/base/error.h"
#include "services/planning/domain/facilitation/leave.h"
#include "services/planning/domain/training/closed_day.h"
#include "services/planning/domain/training/competence/trainer.h"
#include "services/planning/domain/training/course/course.h"
#include "services/planning/domain/training/course/venue.h"
#include "services/planning/domain/training/session/clashes.h"
#include "services/planning/domain/training/session/session.h"

namespace pcsp::planning::training {

// What is known of what a session refers to.
struct SessionContext {
  std::optional<Course> course;  // nothing where there is none of the id
  std::optional<Venue> venue;
  std::map<std::string, std::vector<TrainerStep>> steps;  // by trainer
  Diary diary;                                            // what may overlap, of its people
  std::vector<Leave> leaves;                              // of the trainers
  std::vector<std::string> participants;  // who must be free then: those enrolled, if it moves
  std::vector<ClosedDay> closed_days;     // none if they do not matter
  std::optional<absl::Time> now;          // nothing if it may have begun
  int enrolled = 0;
};

// Everything that is wrong with `session`, whose times have been resolved: when it is, places,
// quotas, venue or online, course, trainers who are not far enough or away, and who or what is
// elsewhere at the time.
void CheckSession(const Session& session, const SessionContext& context, Violations& violations);

// True if somebody who is quality-assured on the day would lead it, or nobody has to.
bool HasLead(const Session& session, const SessionContext& context);

}  // namespace pcsp::planning::training

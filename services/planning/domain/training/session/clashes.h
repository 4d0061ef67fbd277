// Who and what cannot be at two sessions at once.
#pragma once

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "common/base/error.h"
#include "services/planning/domain/training/session/enrolment.h"
#include "services/planning/domain/training/session/session.h"

namespace pcsp::planning::training {

// What stands in the diary beside a session. Cancelled sessions and the session itself are ignored,
// and so are enrolments that do not count or are in none of `sessions`.
struct Diary {
  std::vector<Session> sessions;
  std::vector<Enrolment> enrolments;
};

// Adds to `violations`, at `field` and with what is there: the venue of `session` holds another one
// then.
void CheckVenueFree(const Session& session, const Diary& diary, Violations& violations);
// An appointment, `trainer`, teaches or attends another one then.
void CheckTrainerFree(const std::string& field, const std::string& trainer, const Session& session,
                      const Diary& diary, Violations& violations);
// `people/{person}` or `appointments/{appointment}` attends or teaches another one then.
void CheckParticipantFree(const std::string& field, const std::string& participant,
                          const Session& session, const Diary& diary, Violations& violations);

}  // namespace pcsp::planning::training

// Who came to which session of the sample programme.
#pragma once

#include "absl/status/status.h"
#include "gateway/cli/sample/training/training.h"
#include "gateway/cli/sample_training/trainers.h"
#include "gateway/cli/session.h"

namespace pcsp::cli {

// Puts a session into the diary, from 9:30 (follow-ups from 13:00), at the hall of its group.
absl::Status AddSampleSession(Session& session, const gateway::sample::SessionSample& sample,
                              const TrainersOfSessions& trainers);

// The lead and the champion of the practice came to its taster.
absl::Status AttendTaster(Session& session, const gateway::sample::SessionSample& taster,
                          const Posts& posts);

// The parties of a team day came. `programme` has their teams.
absl::Status AttendTeamDay(Session& session, const gateway::sample::SampleProgramme& programme,
                           const gateway::sample::TeamDay& day, const Posts& posts);

}  // namespace pcsp::cli

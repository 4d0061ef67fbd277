// Plays the sample programme's training and facilitation.
#pragma once

#include "absl/status/status.h"
#include "gateway/cli/sample/programme.h"
#include "gateway/cli/session.h"

namespace pcsp::cli {

// Courses, a venue a steering group, trainers on their path, the tasters that were held with the
// lead and the champion of each practice, core days to come; facilitators' capacity, practices and
// contacts. People must have been loaded. What lies after today has not happened. Run again, it
// does what is missing.
absl::Status LoadSampleTraining(Session& session, const gateway::sample::SampleProgramme& programme,
                                const gateway::sample::Options& options);

// The core days and follow-ups to which teams have been, with who came. LoadSampleTraining() must
// have run. Run again, it does what is missing.
absl::Status TeachSampleTeams(Session& session, const gateway::sample::SampleProgramme& programme,
                              const gateway::sample::Options& options);

}  // namespace pcsp::cli

// Who teaches which session of the sample programme.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "gateway/cli/sample/training/training.h"
#include "gateway/cli/sample_training/posts.h"

namespace pcsp::cli {

// Ids of trainers' appointments by session.
using TrainersOfSessions = std::map<std::string, std::vector<std::string>>;

// The same whenever it is asked: one trainer for a taster, two for the others, of those of the
// whole system who teach nothing else on that day, those first who have taught least.
TrainersOfSessions AssignTrainers(const gateway::sample::SampleProgramme& programme,
                                  const gateway::sample::TrainingSample& sample,
                                  const Posts& posts);

// Takes every trainer along the whole path, before the programme began; the last step has not
// lapsed when it is over, nor when what is planned then is.
absl::Status QualifyTrainers(Session& session, const gateway::sample::SampleProgramme& programme,
                             const Posts& posts, absl::CivilDay start);

}  // namespace pcsp::cli

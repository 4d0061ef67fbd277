// The core days and follow-ups that teams have been to.
#pragma once

#include <vector>

#include "gateway/cli/sample/training/training.h"

namespace pcsp::gateway::sample {

// Steering groups hold a core day every other Tuesday and a follow-up every other Thursday, those
// of a whole system in turn, because they share their trainers. A team goes in parties, so that the
// practice stays open: the last on the last such day up to that of its milestone, those before on
// the days before, wherever there is room. By date.
std::vector<TeamDay> MakeTeamDays(const SampleProgramme& programme, const Options& options);

}  // namespace pcsp::gateway::sample

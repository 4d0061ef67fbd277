// Who of each practice's team went on core days.
#pragma once

#include <optional>
#include <vector>

#include "gateway/cli/sample/programme.h"
#include "gateway/cli/sample/truth.h"

namespace pcsp::gateway::sample {

// The fact that says which share of a team is trained.
inline constexpr char kTrainedShare[] = "fact_pr_trained_share";

// Nothing for a practice that was never trained. The share is drawn as Surveyor draws facts: a
// latent 1.7 - 3.6 x trouble + logistic falls into one of four bands, and the share anywhere into
// its band (under .5, .5 to .79, .8 to .94, all but one or two). `now` are the practice's issues at
// the end. The champion goes unless they had left before, which `before` says.
std::optional<Team> MakeTeam(const Blueprint& world, const Organisation& practice,
                             const SiteContext& context, const Severities& before,
                             const Severities& now, const std::vector<Milestone>& milestones,
                             const Options& options, const Random& random);

}  // namespace pcsp::gateway::sample

// How the practices of the sample programme went from interest to everyday practice, if they did.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "gateway/cli/sample/programme.h"
#include "gateway/cli/sample/random.h"

namespace pcsp::gateway::sample {

// The issue of which a practice shows nothing once it is trained.
inline constexpr char kSilenceIssue[] = "x-silence";

// Every step follows the one before it as the registry wants it. Nothing above practices.
std::vector<Milestone> MakeMilestones(const Organisation& organisation,
                                      const std::set<std::string>& planted, const Options& options,
                                      const Random& random);

}  // namespace pcsp::gateway::sample

// What lies behind a finding at levels above, and what is in place (methods.md 2.3, 2.2).
#pragma once

#include <vector>

#include "services/diagnosis/domain/diagnosis.h"

namespace pcsp::diagnosis {

// The issues of upper levels that may bring `variable` about, in closed form on the joint of the
// issue and its causes; the one whose removal would help most in front.
std::vector<CauseFinding> CausesOf(const LevelModel& level, const Belief& posterior, int variable);

// P(none of the issues that block it holds | evidence) for every success factor of the level.
std::vector<SuccessFactorState> SuccessFactors(const Model& model, const LevelModel& level,
                                               const Belief& posterior);

}  // namespace pcsp::diagnosis

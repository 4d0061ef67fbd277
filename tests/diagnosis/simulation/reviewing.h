// Reviewers who look at what they are shown, and err at times.
#pragma once

#include <vector>

#include "services/diagnosis/domain/learning/label_accuracy.h"
#include "services/diagnosis/domain/learning/verdict.h"
#include "tests/diagnosis/simulation/world.h"

namespace pcsp::diagnosis::testing {

// What `probabilities` (in the order of subjects) would show of a site is reviewed, and a few more
// at random; by two people when `twice`. At most `most` verdicts.
VerdictCase Review(const Model& model, const SimulatedSite& site,
                   const std::vector<double>& probabilities, const LabelAccuracy& reviewers,
                   bool twice, size_t most, Chance* chance);

}  // namespace pcsp::diagnosis::testing

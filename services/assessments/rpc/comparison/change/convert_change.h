// Changes between two waves as messages, rounded as both waves let them be.
#pragma once

#include <cstddef>
#include <string>

#include "pcsp/assessments/v1/results_over_time.pb.h"
#include "services/assessments/rpc/comparison/change/level_pair.h"

namespace pcsp::assessments {

// Of one site, an index into the sites that were compared; or why it is hidden. `subject` is what
// the sentence begins with.
void SetSite(const std::string& subject, const Compared& sites, size_t site,
             v1::ScoreChange* message);
// Of all of them.
void SetProgramme(const std::string& subject, const Compared& sites, v1::ScoreChange* message);

}  // namespace pcsp::assessments

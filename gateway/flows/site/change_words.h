// What changed since the wave before, as the page and pcspctl say it.
#pragma once

#include <string>

#include "pcsp/assessments/v1/results_over_time.pb.h"

namespace pcsp::gateway {

// The change itself, and not the scores that it lies between: those are estimated from both waves
// together and differ from the score that either wave has by itself, which stands beside it. Or why
// it is not shown; "" where nothing is known.
std::string ChangeInWords(const assessments::v1::ScoreChange& change);

}  // namespace pcsp::gateway

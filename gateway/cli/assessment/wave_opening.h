// What a wave opens over, in words.
#pragma once

#include <string>

#include "pcsp/assessments/v1/wave.pb.h"

namespace pcsp::cli {

// Lines for people, with a table of the sites that are too small.
std::string OpeningInWords(const assessments::v1::WaveOpening& opening);
// A table of what may be shown at most of each site.
std::string ReachInWords(const assessments::v1::WaveOpening& opening);

}  // namespace pcsp::cli

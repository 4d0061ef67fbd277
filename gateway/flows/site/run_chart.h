// A measure over time as a small picture: months from left to right, the centre line and limits of
// each phase, rings around months that a rule speaks of.
#pragma once

#include <string>

#include "pcsp/assessments/v1/measure.pb.h"

namespace pcsp::gateway {

// As inline SVG, told in words to who cannot see it. Months without a figure leave a gap. A chart
// without any figure gives "".
std::string RunChart(const assessments::v1::MeasureChart& chart);

}  // namespace pcsp::gateway

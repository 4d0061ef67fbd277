// From a drawn chart to its message.
#pragma once

#include <string>
#include <vector>

#include "pcsp/assessments/v1/measure.pb.h"
#include "services/assessments/domain/measures/value.h"
#include "services/assessments/domain/spc/chart.h"

namespace pcsp::assessments {

namespace pb = ::pcsp::assessments::v1;

// `sums` is every month with a value, those whose figure is withheld among them.
pb::MeasureChart ToProto(const MeasureDefinition& measure, const spc::Chart& chart,
                         const std::vector<MonthSum>& sums);

}  // namespace pcsp::assessments

// How answers are spread where things go well and where the trouble is met.
#pragma once

#include "services/diagnosis/domain/knowledge/knowledge_base.h"
#include "services/diagnosis/domain/knowledge/rules/faults.h"

namespace pcsp::diagnosis {

// Two or more categories, each named once; two profiles over them that sum to 1 and leave nothing
// impossible; troubled/healthy that moves one way along the scale (methods.md 2.5: a worse answer
// never speaks less for the trouble).
void CheckProfiles(const Indicator& indicator, const Spot& at, Faults* faults);

}  // namespace pcsp::diagnosis

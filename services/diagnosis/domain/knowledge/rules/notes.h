// What notes may say (methods.md 2.6).
#pragma once

#include <map>
#include <string>

#include "services/diagnosis/domain/knowledge/knowledge_base.h"
#include "services/diagnosis/domain/knowledge/rules/faults.h"

namespace pcsp::diagnosis {

// A silent note must change nothing, and what notes say on one issue is bounded, however many
// indicators take it in: `decibans` holds the bounds of the indicators so far, by issue.
void CheckNotes(const Indicator& indicator, const Spot& at, std::map<std::string, double>* decibans,
                Faults* faults);

}  // namespace pcsp::diagnosis

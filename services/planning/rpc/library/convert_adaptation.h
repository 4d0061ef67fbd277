// Adaptations as messages.
#pragma once

#include <string>

#include "common/base/error.h"
#include "pcsp/planning/v1/planning_service.pb.h"
#include "services/planning/domain/adaptation/fidelity.h"
#include "services/planning/domain/library/records.h"

namespace pcsp::planning {

namespace pb = ::pcsp::planning::v1;

// What a caller says of an adaptation of `solution`; violations under `adaptation.…`. Names, times
// and state are left to the method.
SiteAdaptation FromProto(const std::string& solution, const pb::Adaptation& proto,
                         Violations& violations);

// `solution_name` is the full name of what is adapted, `ruling` what the guard says of it.
pb::Adaptation ToProto(const SiteAdaptation& one, const std::string& solution_name,
                       const FidelityRuling& ruling);

// CheckAdaptation(), which names core functions by their ids, with fields as `proto` has them.
void CheckConverted(const Solution* solution, const pb::Adaptation& proto,
                    const Adaptation& adaptation, Violations& violations);

}  // namespace pcsp::planning

// The adaptations by which a site goes.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "services/planning/domain/adaptation/adaptation.h"
#include "services/planning/domain/names.h"
#include "services/planning/store/store.h"

namespace pcsp::planning {

// By time. What waits for sign-off, was declined or taken back is not among them: the solution is
// used as it is.
absl::StatusOr<std::vector<Adaptation>> HoldingAdaptations(Store& store,
                                                           const OrganisationName& site);

}  // namespace pcsp::planning

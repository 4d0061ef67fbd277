// What was recorded of a wave before, when it is recorded again.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "gateway/flows/solutions/treatments.h"

namespace pcsp::gateway {

// Adds what `treatments` has not and earlier outcomes of the wave have: whoever records again
// without the list of the first time loses nothing. Where `request` replaces them they are counted
// as dropped instead.
absl::Status AddRecorded(Clients& clients, const v1::RecordWaveOutcomesRequest& request,
                         Treatments& treatments);

// The names of outcomes with treatments that were recorded before, at places where nothing was done
// any more and of which `outcomes` does not tell.
std::vector<std::string> Superfluous(const Treatments& treatments,
                                     const std::vector<planning::v1::Outcome>& outcomes);

}  // namespace pcsp::gateway

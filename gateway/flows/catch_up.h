// What follows new facts: the sites that they are about are diagnosed again.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "gateway/clients.h"
#include "gateway/flows/names.h"

namespace pcsp::gateway {

// Compares, for every site of a closed wave that has facts newer than `seen` or lies below or above
// one that has, the revision of its evidence with that of its latest diagnosis, and diagnoses it
// again where the evidence is newer. Then `seen` is the newest revision looked at. Repeating it is
// harmless; plans stay as they are. `go_on` is asked before each site; false stops with CANCELLED.
absl::Status CatchUp(Clients& clients, const WaveName& wave, int64_t* seen,
                     const std::function<bool()>& go_on);

}  // namespace pcsp::gateway

// What was found when a wave closed, before anything that came in later.
#pragma once

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "gateway/clients.h"

namespace pcsp::gateway {

// The first diagnosis from `wave` of the organisation `parent`, or of each of a programme when that
// ends in `organisations/-`; by organisation, without reasons. Errors of the calls.
absl::StatusOr<std::map<std::string, diagnosis::v1::Diagnosis>> FoundAtClosing(
    Clients& clients, const std::string& parent, const std::string& wave);

}  // namespace pcsp::gateway

// Enters the sample's people and appoints them, through the public API.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "gateway/cli/sample/programme.h"
#include "gateway/cli/session.h"

namespace pcsp::cli {

// People who are there already are known by their names, which are all different, and appointments
// by who, what and where: run again, it does what is missing. `programme` is a name.
absl::Status LoadPeople(Session& session, const std::string& programme,
                        const std::vector<gateway::sample::Appointee>& appointees);

}  // namespace pcsp::cli

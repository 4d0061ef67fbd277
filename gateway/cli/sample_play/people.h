// Enters the sample's people and appoints them, from two lists that disagree about two names.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "gateway/cli/sample/programme.h"
#include "gateway/cli/session.h"

namespace pcsp::cli {

// Decides one of the two contradictions, as somebody would who has looked it up, and leaves the
// other. Run again, it does what is missing.
absl::Status LoadPeople(Session& session,
                        const std::vector<gateway::sample::Appointee>& appointees);

}  // namespace pcsp::cli

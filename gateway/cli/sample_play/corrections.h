// Mistakes that the sample programme makes and mends.
#pragma once

#include "absl/status/status.h"
#include "gateway/cli/sample/programme.h"
#include "gateway/cli/session.h"

namespace pcsp::cli {

// A practice that was entered twice is deleted, comes back because somebody was not sure, and is
// deleted for good.
absl::Status CorrectSample(Session& session, const gateway::sample::SampleProgramme& programme);

}  // namespace pcsp::cli

// Which sample programme a server holds: what is loaded must be what was begun.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "gateway/cli/sample/programme.h"
#include "gateway/cli/session.h"

namespace pcsp::cli {

// A sentence that differs wherever what is generated, or how it is played, does.
std::string VersionOf(const gateway::sample::SampleProgramme& programme,
                      const gateway::sample::Options& options);

// FAILED_PRECONDITION, SAMPLE_OF_ANOTHER_VERSION, with what to do about it, where the programme is
// there and its description does not end in `version`.
absl::Status CheckSampleVersion(Session& session, const std::string& version);

}  // namespace pcsp::cli

// Where the sample programme's practices are, and who supports them.
#pragma once

#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/cli/sample/programme.h"
#include "gateway/cli/sample_training/posts.h"
#include "gateway/cli/session.h"

namespace pcsp::cli {

// Records a made-up place for each postcode: a group's practices lie within 12 km of it.
absl::Status RecordSamplePlaces(Session& session,
                                const gateway::sample::SampleProgramme& programme);

// Says what facilitators can take on, asks who should support whom from a day on, and makes it so;
// where somebody is assigned on that day already, it stays. Appointments by practices' ids.
absl::StatusOr<std::map<std::string, std::string>> AssignSamplePractices(
    Session& session, const gateway::sample::SampleProgramme& programme, const Posts& posts,
    const std::string& from);

}  // namespace pcsp::cli

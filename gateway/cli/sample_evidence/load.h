// What the sample programme counts each month, and what its facilitators saw.
#pragma once

#include "absl/status/status.h"
#include "gateway/cli/sample/programme.h"
#include "gateway/cli/session.h"

namespace pcsp::cli {

// Up to the month before this one. Where an earlier run recorded values, they stay as they are.
absl::Status RecordSampleCounts(Session& session, const gateway::sample::SampleProgramme& programme,
                                const gateway::sample::Options& options);

// One visit in each steering group, a month ago: to the first practice of which a visitor wrote
// down facts. They are of the first wave's truth; what has changed by the second they do not know.
// Sites that have an observation already get no other.
absl::Status CreateSampleObservations(Session& session,
                                      const gateway::sample::SampleProgramme& programme);

}  // namespace pcsp::cli

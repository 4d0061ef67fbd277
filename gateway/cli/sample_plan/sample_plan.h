// The sample programme's training for two years, and what becomes of it when a trainer falls ill.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "gateway/cli/sample/programme.h"
#include "gateway/cli/session.h"
#include "nlohmann/json.hpp"

namespace pcsp::cli {

// Plans two years of training from the first Monday after the core days of the sample, approves and
// applies that; has a trainer fall ill for four weeks of it, and plans again. Training and both
// waves must have been loaded. Run again, it goes on where it was left.
absl::Status LoadSamplePlan(Session& session, const gateway::sample::SampleProgramme& programme,
                            const gateway::sample::Options& options);

struct SamplePlan {
  planning::v1::ProgrammePlan plan, replan;  // with their results
};

absl::StatusOr<SamplePlan> ReadSamplePlan(Session& session);

std::string SamplePlanAsText(const SamplePlan& plan);
nlohmann::ordered_json SamplePlanAsJson(const SamplePlan& plan);

}  // namespace pcsp::cli

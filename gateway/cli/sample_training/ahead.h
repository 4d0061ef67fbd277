// What the sample programme will be short of, and what to do about it.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "gateway/cli/output.h"
#include "gateway/cli/sample/programme.h"
#include "gateway/cli/session.h"
#include "nlohmann/json.hpp"

namespace pcsp::cli {

// The forecast from the day on which the programme has been played to its end, for a third wave of
// practices that wants to start some months later.
absl::StatusOr<gateway::v1::WorkforceForecast> ReadAhead(Session& session,
                                                         const gateway::sample::Options& options);

std::string AheadAsText(const gateway::v1::WorkforceForecast& forecast);
// A row a sentence: an answer, what was assumed, what is missing.
Table AheadAsTable(const gateway::v1::WorkforceForecast& forecast);
nlohmann::ordered_json AheadAsJson(const gateway::v1::WorkforceForecast& forecast);

}  // namespace pcsp::cli

// What practices of the sample programme wrote about the ideas that they tried.
#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/cli/sample/programme.h"
#include "gateway/cli/session.h"
#include "nlohmann/json.hpp"

namespace pcsp::cli {

// Two practices tell of each idea, one of them by name. Once outcomes are recorded: who stays
// anonymous is told of by what is known of others like it.
absl::Status TellSampleStories(Session& session, const gateway::sample::SampleProgramme& programme);

absl::StatusOr<planning::v1::ListStoriesResponse> ReadStories(Session& session);
std::string StoriesAsText(const planning::v1::ListStoriesResponse& stories);
nlohmann::ordered_json StoriesAsJson(const planning::v1::ListStoriesResponse& stories);

}  // namespace pcsp::cli

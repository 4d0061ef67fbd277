// What is recommended in the sample programme to a practice that did nothing, with the stories of
// those that did.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/cli/sample/programme.h"
#include "gateway/cli/session.h"
#include "nlohmann/json.hpp"

namespace pcsp::cli {

struct SampleAdvice {
  std::string organisation;  // its id; empty when no practice has the issue and did nothing
  std::string issue;
  planning::v1::IssueRecommendations recommended;  // on the issue that others acted on
  // What is not, for it did not help there.
  std::vector<planning::v1::UnhelpfulSolution> unhelpful;
};

// Of the first such practice by id, once outcomes are recorded.
absl::StatusOr<SampleAdvice> ReadAdvice(Session& session,
                                        const gateway::sample::SampleProgramme& programme);
std::string AdviceAsText(const SampleAdvice& advice);
nlohmann::ordered_json AdviceAsJson(const SampleAdvice& advice);

}  // namespace pcsp::cli

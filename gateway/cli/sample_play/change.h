// What changed between the two waves of the sample programme, beside the truth.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "gateway/cli/sample/programme.h"
#include "gateway/cli/session.h"
#include "nlohmann/json.hpp"

namespace pcsp::cli {

struct SampleChange {
  int planted_before = 0;  // issues, over all sites
  int planted_after = 0;
  assessments::v1::WaveComparison comparison;  // of the programme, construct by construct
};

absl::StatusOr<SampleChange> ReadChange(Session& session,
                                        const gateway::sample::SampleProgramme& programme);

std::string ChangeAsText(const SampleChange& change);
nlohmann::ordered_json ChangeAsJson(const SampleChange& change);

}  // namespace pcsp::cli

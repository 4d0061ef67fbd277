// What worked in the sample programme: ideas that practices tried, what came of them, and an
// adaptation that the fidelity guard refuses.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/cli/sample/programme.h"
#include "gateway/cli/sample_play/advice.h"
#include "gateway/cli/session.h"
#include "nlohmann/json.hpp"

namespace pcsp::cli {

// Adds the ideas to the programme's library, each by its first practice.
absl::Status AddSampleIdeas(Session& session, const gateway::sample::SampleProgramme& programme);
// Once both waves are closed.
absl::Status RecordSampleOutcomes(Session& session,
                                  const gateway::sample::SampleProgramme& programme);

struct SampleWorked {
  std::string issue;
  planning::v1::ListSolutionEffectsResponse effects;  // on that issue
  // Practices that did nothing and are what the others are compared with; of these, those where the
  // issue was never planted.
  int beside = 0, mistaken = 0;
  int tried = 0, tried_without = 0;  // the same of practices that tried something
  std::string refusal;               // of an adaptation that leaves the preparation out
  SampleAdvice advice;
};

absl::StatusOr<SampleWorked> ReadWorked(Session& session,
                                        const gateway::sample::SampleProgramme& programme);
std::string WorkedAsText(const SampleWorked& worked);
nlohmann::ordered_json WorkedAsJson(const SampleWorked& worked);

}  // namespace pcsp::cli

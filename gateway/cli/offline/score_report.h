// What a file of responses says, as JSON: per site and construct, and over all sites.
#pragma once

#include <array>

#include "gateway/cli/offline/response_file.h"
#include "nlohmann/json.hpp"
#include "services/assessments/domain/reliability/reliability.h"
#include "services/assessments/domain/scoring/site_figures.h"

namespace pcsp::offline {

// Reliability of one construct, and of its teams.
struct ConstructReliability {
  assessments::ScaleReliability scale;
  assessments::TeamReliability teams;
};

// All figures of a file. `instrument` and `plan` must outlive it.
struct ScoreReport {
  ScoreReport(const assessments::Instrument& instrument, const assessments::PairPlan& plan,
              CountedResponses responses);

  assessments::WaveFigures figures;
  int64_t respondents = 0;
  std::array<ConstructReliability, assessments::kConstructs> constructs;
  assessments::ScaleReliability total;  // of all items
};

// See README.md for the fields. What cannot be computed is null.
nlohmann::ordered_json ToJson(const ScoreReport& report);

}  // namespace pcsp::offline

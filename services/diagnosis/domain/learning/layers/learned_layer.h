// A programme's log of verdicts, and the layer that it comes to (methods.md 2.5).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/diagnosis/domain/learning/calibration/promotion.h"
#include "services/diagnosis/domain/learning/layers/forecasts.h"
#include "services/diagnosis/domain/learning/learner.h"

namespace pcsp::diagnosis {

struct LearnedLayer {
  KnowledgeBase kb;        // the base with what was learned
  LabelAccuracy accuracy;  // of the reviewers
  int64_t cases = 0;
  int64_t verdicts = 0;
  std::array<Promotion, kLevels> maps;  // by level; each in use only if it was promoted
  std::vector<LeftOut> left_out;
  std::string fingerprint;  // of all that is above
};

// Replays the log over `base`: bit for bit the same for any order of cases. Maps are fitted to and
// judged by what a learner knew before each verdict (forecasts.h), so that they put right what
// learning leaves. INVALID_KNOWLEDGE_BASE.
absl::StatusOr<LearnedLayer> LearnLayer(const KnowledgeBase& base,
                                        const std::vector<LoggedCase>& log,
                                        int passes = kNightlyPasses);

}  // namespace pcsp::diagnosis

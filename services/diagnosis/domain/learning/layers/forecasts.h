// What a learner would have said of each finding before anybody judged it (Dawid's prequential
// forecasts): how good learning is, and what it leaves to be put right, is read from these.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "services/diagnosis/domain/learning/calibration/calibration_map.h"
#include "services/diagnosis/domain/learning/verdict.h"

namespace pcsp::diagnosis {

// A reviewed diagnosis.
struct LoggedCase {
  VerdictCase reviewed;
  std::string site;             // verdicts on one site are not independent
  std::vector<int64_t> micros;  // when each verdict was given
};

// The learner learns anew every so many verdicts, or often enough for so many times in all.
inline constexpr int kLearnEvery = 20;
inline constexpr int kMostLearned = 200;

// By level, in the order of time, and by the bytes of ids where that is the same: so the order of
// the log makes no difference. A verdict is forecast from the evidence of its case by what was
// learned from cases whose verdicts had all come before; the learner credits each by what it knew
// then, and forgets nothing. Cases that the knowledge base cannot read are left out.
// INVALID_KNOWLEDGE_BASE.
absl::StatusOr<std::array<std::vector<JudgedForecast>, kLevels>> ForecastVerdicts(
    const KnowledgeBase& base, absl::Span<const LoggedCase> log);

}  // namespace pcsp::diagnosis

// What a layer would change in the diagnoses that it was learned from.
#pragma once

#include <vector>

#include "services/diagnosis/domain/engine/model.h"
#include "services/diagnosis/domain/learning/layers/learned_layer.h"

namespace pcsp::diagnosis {

// Of the findings on one issue.
struct LearnedDifference {
  int issue = 0;  // index into the knowledge base
  int diagnoses = 0;
  double mean_before = 0;  // by the authors' numbers
  double mean_after = 0;   // by what was learned, as shown
  int bands_changed = 0;   // in which the probability falls into another band
};

inline constexpr size_t kMostCompared = 1000;

// Reads the first `kMostCompared` cases of `log` both ways; what cannot be read is left out. The
// largest difference of means first. INVALID_KNOWLEDGE_BASE.
absl::StatusOr<std::vector<LearnedDifference>> DifferencesOf(const KnowledgeBase& base,
                                                             const LearnedLayer& layer,
                                                             const std::vector<LoggedCase>& log);

}  // namespace pcsp::diagnosis

// What was learned, laid over what the authors wrote: posterior means (methods.md 2.5).
#pragma once

#include "services/diagnosis/domain/knowledge/knowledge_base.h"
#include "services/diagnosis/domain/learning/counts.h"
#include "services/diagnosis/domain/learning/label_accuracy.h"

namespace pcsp::diagnosis {

// `base` with every parameter at its posterior mean and its ess raised by what was learned of it;
// structure, words, kappa and eta stay. It passes CheckKnowledgeBase() when `base` does. Its
// version is that of `base` with `+` and the start of the counts' fingerprint; without counts it
// is `base` itself. Counts go over the base again, never over a learned one.
KnowledgeBase LearnedKnowledgeBase(const KnowledgeBase& base, const LearnedCounts& counts);

// From Beta(95, 5) and Beta(97, 3).
LabelAccuracy LearnedAccuracy(const LearnedCounts& counts);

}  // namespace pcsp::diagnosis

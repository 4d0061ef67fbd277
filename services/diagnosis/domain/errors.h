// What can go wrong with a diagnosis, by name. Faults of fields are INVALID_FIELDS with every
// violation (common/base/error.h).
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace pcsp::diagnosis {

// NOT_FOUND, KNOWLEDGE_BASE_NOT_FOUND. `name` is `knowledgeBases/{id}@{version}`.
absl::Status KnowledgeBaseNotFound(absl::string_view name);

// ALREADY_EXISTS, KNOWLEDGE_BASE_EXISTS: the version is known with other content.
absl::Status KnowledgeBaseExists(absl::string_view name);

// NOT_FOUND, DIAGNOSIS_NOT_FOUND. `name` is the resource name of a stored diagnosis.
absl::Status DiagnosisNotFound(absl::string_view name);

// INVALID_ARGUMENT, IMPOSSIBLE_EVIDENCE: the evidence contradicts what the knowledge base holds
// for certain. A knowledge base that passed its check holds nothing for certain.
absl::Status ImpossibleEvidence();

// NOT_FOUND, NO_EARLIER_DIAGNOSIS: nothing to compare the diagnosis called `name` with.
absl::Status NoEarlierDiagnosis(absl::string_view name);

// FAILED_PRECONDITION, EVIDENCE_NOT_KEPT: the diagnosis was stored before evidence was kept.
absl::Status EvidenceNotKept(absl::string_view name);

// NOT_FOUND, LEARNED_LAYER_NOT_FOUND.
absl::Status LearnedLayerNotFound(absl::string_view name);

// FAILED_PRECONDITION, NO_REVIEWS: none of `programme`, a resource name, can be learned from.
absl::Status NoReviews(absl::string_view programme);

// ABORTED, LEARNING_UNDER_WAY: somebody else replays the reviews of `programme` just now.
absl::Status LearningUnderWay(absl::string_view programme, absl::Duration retry_after);

// FAILED_PRECONDITION, LEVELS_TOO_ENTANGLED: under this knowledge base, "{id}@{version}", no site
// hears another.
absl::Status LevelsTooEntangled(absl::string_view knowledge_base);

// ABORTED, SURROUNDINGS_OUT_OF_DATE: they were worked out by other numbers than are in use now.
absl::Status SurroundingsOutOfDate();

// Reason of INVALID_ARGUMENT with every violation: a verdict on a finding that nobody is asked
// about.
inline constexpr absl::string_view kFindingNotShown = "FINDING_NOT_SHOWN";

// NOT_FOUND, REVIEW_NOT_FOUND.
absl::Status ReviewNotFound(absl::string_view name);

}  // namespace pcsp::diagnosis

#include "services/diagnosis/domain/errors.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"

namespace pcsp::diagnosis {

absl::Status KnowledgeBaseNotFound(absl::string_view name) {
  return ResourceNotFound("knowledge base", name);
}

absl::Status KnowledgeBaseExists(absl::string_view name) {
  return ResourceExists("knowledge base", name);
}

absl::Status DiagnosisNotFound(absl::string_view name) {
  return ResourceNotFound("diagnosis", name);
}

absl::Status ImpossibleEvidence() {
  return MakeError(absl::StatusCode::kInvalidArgument,
                   "The evidence is impossible under this knowledge base.",
                   {.reason = "IMPOSSIBLE_EVIDENCE"});
}

absl::Status NoEarlierDiagnosis(absl::string_view name) {
  return MakeError(absl::StatusCode::kNotFound,
                   absl::StrCat("There is no earlier diagnosis to compare ", name, " with."),
                   {.reason = "NO_EARLIER_DIAGNOSIS",
                    .metadata = {{"diagnosis", std::string(name)}},
                    .resource = ResourceRef{"diagnosis", std::string(name)}});
}

absl::Status EvidenceNotKept(absl::string_view name) {
  return MakeError(absl::StatusCode::kFailedPrecondition,
                   absl::StrCat(name,
                                " was stored before evidence was kept. Diagnose the site "
                                "again, or give the evidence."),
                   {.reason = "EVIDENCE_NOT_KEPT", .metadata = {{"diagnosis", std::string(name)}}});
}

absl::Status LearnedLayerNotFound(absl::string_view name) {
  return ResourceNotFound("learned layer", name);
}

absl::Status NoReviews(absl::string_view programme) {
  return StateForbids("NO_REVIEWS", "programme", programme,
                      absl::StrCat("No review of ", programme, " can be learned from."),
                      "Review findings of its stored diagnoses first.");
}

absl::Status LearningUnderWay(absl::string_view programme, absl::Duration retry_after) {
  return MakeError(absl::StatusCode::kAborted,
                   absl::StrCat("The reviews of ", programme, " are being replayed just now."),
                   {.reason = "LEARNING_UNDER_WAY",
                    .metadata = {{"programme", std::string(programme)}},
                    .retry_after = retry_after});
}

absl::Status LevelsTooEntangled(absl::string_view knowledge_base) {
  return StateForbids("LEVELS_TOO_ENTANGLED", "knowledge base", knowledge_base,
                      absl::StrCat("Under ", knowledge_base,
                                   " sites cannot hear each other: it would cost too much."),
                      "A knowledge base with fewer causes above.");
}

absl::Status SurroundingsOutOfDate() {
  return MakeError(absl::StatusCode::kAborted,
                   "What the other sites say was worked out by other numbers than are in use now. "
                   "Ask again what they say.",
                   {.reason = "SURROUNDINGS_OUT_OF_DATE"});
}

absl::Status ReviewNotFound(absl::string_view name) { return ResourceNotFound("review", name); }

}  // namespace pcsp::diagnosis

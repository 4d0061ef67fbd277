#include "services/diagnosis/domain/errors.h"

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

}  // namespace pcsp::diagnosis

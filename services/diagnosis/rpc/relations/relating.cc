#include "services/diagnosis/rpc/relations/relating.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/rpc/status.h"
#include "services/diagnosis/domain/errors.h"
#include "services/diagnosis/rpc/relations/convert_relations.h"

namespace pcsp::diagnosis {

absl::Status Relating::Begin(const std::string& name) {
  std::string programme;
  if (!name.empty()) {
    const auto parsed = ParseProgramme(name);
    if (!parsed) return InvalidField("programme", name, "programmes/{programme}, or nothing");
    programme = *parsed;
  }
  ASSIGN_OR_RETURN(auto model, knowledge_bases_->FindModel(""));
  ASSIGN_OR_RETURN(footing_, footings_->For(std::move(model), programme));
  if (footing_.model().programme == nullptr) return LevelsTooEntangled(footing_.base->kb.Name());
  relations_ = std::make_unique<Relations>(footing_.model());
  return absl::OkStatus();
}

// Empty surroundings for a site that was taken in.
absl::StatusOr<v1::Surroundings> Relating::Take(const v1::RelateSitesRequest& line) {
  if (relations_ == nullptr) RETURN_IF_ERROR(Begin(line.programme()));
  switch (line.line_case()) {
    case v1::RelateSitesRequest::kSite: {
      Violations violations;
      const absl::Status status = relations_->TakeIn(FromProto(line.site()));
      violations.Merge("site.", status);
      RETURN_IF_ERROR(violations.ToStatus());
      RETURN_IF_ERROR(status);
      return v1::Surroundings();
    }
    case v1::RelateSitesRequest::kSurroundingsOf: {
      ASSIGN_OR_RETURN(const SurroundingEvidence around,
                       relations_->Around(line.surroundings_of()));
      v1::Surroundings told = ToProto(around);
      told.set_knowledge_base_hash(footing_.hash());
      return told;
    }
    default:
      return InvalidField("line", "",
                          "a site, or the organisation whose surroundings are asked for");
  }
}

v1::RelateSitesResponse Relating::Answer(const v1::RelateSitesRequest& line, int64_t index) {
  v1::RelateSitesResponse answer;
  answer.set_index(index);
  absl::StatusOr<v1::Surroundings> taken = Take(line);
  if (!taken.ok()) {
    answer.mutable_error()->ParseFromString(rpc::ToGrpcStatus(taken.status()).error_details());
  } else if (line.line_case() == v1::RelateSitesRequest::kSurroundingsOf) {
    *answer.mutable_surroundings() = *std::move(taken);
  }
  return answer;
}

}  // namespace pcsp::diagnosis

#include "services/diagnosis/rpc/batch/batch_answer.h"

#include <utility>

#include "common/base/error.h"
#include "common/rpc/status.h"

namespace pcsp::diagnosis {

v1::BatchDiagnoseResponse AnswerOfBatch(
    const v1::BatchDiagnoseRequest& request, int64_t index,
    const std::function<absl::StatusOr<v1::Diagnosis>(const v1::DiagnoseRequest&)>& diagnose) {
  v1::BatchDiagnoseResponse answer;
  answer.set_key(request.key());
  answer.set_index(index);
  absl::StatusOr<v1::Diagnosis> diagnosis =
      request.key().size() > kLongestKey
          ? InvalidField("key", "a longer one", "at most 200 characters")
          : diagnose(request.request());
  if (diagnosis.ok()) {
    *answer.mutable_diagnosis() = *std::move(diagnosis);
  } else {
    // The same bytes that a call of its own would end with.
    answer.mutable_error()->ParseFromString(rpc::ToGrpcStatus(diagnosis.status()).error_details());
  }
  return answer;
}

}  // namespace pcsp::diagnosis

#include "services/diagnosis/rpc/batch/batch_answer.h"

#include "common/base/error.h"
#include "common/rpc/status.h"

namespace pcsp::diagnosis {

grpc::Slice AnswerOfBatch(
    const grpc::Slice& request, int64_t index,
    const std::function<absl::StatusOr<Conclusion>(const InlineRequest&)>& diagnose) {
  using M = v1::BatchDiagnoseResponse;
  BatchedRequest one;
  absl::StatusOr<Conclusion> conclusion;
  if (!one.ParseFromArray(request.begin(), static_cast<int>(request.size()))) {
    conclusion = InvalidField("request", "bytes", "a BatchDiagnoseRequest");
  } else if (one.key.size() > kLongestKey) {
    conclusion = InvalidField("key", "a longer one", "at most 200 characters");
  } else {
    conclusion = diagnose(one.request);
  }
  BackwardsWriter out;
  if (conclusion.ok()) {
    out.Message(M::kDiagnosisFieldNumber, [&] { Write(*conclusion, &out); });
  } else {
    // The same bytes that a call of its own would end with.
    out.PresentString(M::kErrorFieldNumber, rpc::ToGrpcStatus(conclusion.status()).error_details());
  }
  out.Number(M::kIndexFieldNumber, index);
  out.String(M::kKeyFieldNumber, one.key);
  return {out.bytes().data(), out.bytes().size()};
}

}  // namespace pcsp::diagnosis

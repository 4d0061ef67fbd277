// The answer to one request of BatchDiagnose.
#pragma once

#include <functional>

#include "absl/status/statusor.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/slice.h"
#include "services/diagnosis/rpc/inline/conclusion.h"
#include "services/diagnosis/rpc/wire/inline_request.h"

namespace pcsp::diagnosis {

inline constexpr size_t kLongestKey = 200;

// From a BatchDiagnoseRequest to a BatchDiagnoseResponse. What is wrong with the request becomes
// the answer.
grpc::Slice AnswerOfBatch(
    const grpc::Slice& request, int64_t index,
    const std::function<absl::StatusOr<Conclusion>(const InlineRequest&)>& diagnose);

}  // namespace pcsp::diagnosis

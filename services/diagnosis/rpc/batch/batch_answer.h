// The answer to one request of BatchDiagnose.
#pragma once

#include <functional>

#include "absl/status/statusor.h"
#include "pcsp/diagnosis/v1/batch.pb.h"

namespace pcsp::diagnosis {

inline constexpr size_t kLongestKey = 200;

// What is wrong with the request becomes the answer.
v1::BatchDiagnoseResponse AnswerOfBatch(
    const v1::BatchDiagnoseRequest& request, int64_t index,
    const std::function<absl::StatusOr<v1::Diagnosis>(const v1::DiagnoseRequest&)>& diagnose);

}  // namespace pcsp::diagnosis

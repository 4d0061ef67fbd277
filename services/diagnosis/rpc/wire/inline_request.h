// A DiagnoseRequest, with its evidence as the domain has it.
#pragma once

#include <optional>

#include "absl/strings/string_view.h"
#include "pcsp/diagnosis/v1/batch.pb.h"
#include "services/diagnosis/domain/evidence.h"

namespace pcsp::diagnosis {

class InlineRequest {
 public:
  InlineRequest() = default;
  explicit InlineRequest(v1::DiagnoseRequest request);

  // As of a generated message: false for what is no DiagnoseRequest.
  bool ParseFromArray(const void* data, int size);

  // Everything but the evidence, which may be there or not.
  const v1::DiagnoseRequest& rest() const { return rest_; }
  // Nothing where the request has none.
  const std::optional<Evidence>& evidence() const { return evidence_; }

 private:
  bool ParsePlain(absl::string_view bytes);

  v1::DiagnoseRequest rest_;
  std::optional<Evidence> evidence_;
};

// One of a batch.
struct BatchedRequest {
  std::string key;
  InlineRequest request;

  // As of a BatchDiagnoseRequest.
  bool ParseFromArray(const void* data, int size);
};

}  // namespace pcsp::diagnosis

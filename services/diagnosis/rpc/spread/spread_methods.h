// SummariseIssues, as a plain function.
#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "pcsp/diagnosis/v1/spread.pb.h"
#include "services/diagnosis/store/store.h"

namespace pcsp::diagnosis {

// Thread-safe. What it points to must outlive it.
class SpreadMethods {
 public:
  explicit SpreadMethods(Store* store) : store_(store) {}

  absl::StatusOr<v1::SummariseIssuesResponse> Summarise(
      const rpc::Call& call, const v1::SummariseIssuesRequest& request) const;

 private:
  Store* const store_;
};

}  // namespace pcsp::diagnosis

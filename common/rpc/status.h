// The one bridge between absl::Status inside the program and google.rpc.Status on the wire
// (operations.md 2.3). Protos of ours are not needed here; google.rpc's are.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "grpcpp/support/status.h"

namespace pcsp::rpc {

// The `domain` of every ErrorInfo that pcsp makes.
inline constexpr absl::string_view kErrorDomain = "pcsp";

// The status as a client sees it: a google.rpc.Status with one ErrorInfo always, and BadRequest,
// PreconditionFailure, ResourceInfo and RetryInfo where the error has them. A status that no named
// error made (a bug, a driver) becomes INTERNAL without its text, which belongs in the log.
grpc::Status ToGrpcStatus(const absl::Status& status);

// The reverse, for those who call a service: reason, violations and the rest are kept.
absl::Status FromGrpcStatus(const grpc::Status& status);

// The reason that a client sees for `status`: that of the named error, else the code's name.
std::string ReasonOf(const absl::Status& status);

// UPPER_SNAKE name of a code, "INVALID_ARGUMENT".
absl::string_view CodeName(absl::StatusCode code);

}  // namespace pcsp::rpc

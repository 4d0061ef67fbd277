#include "common/rpc/status.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "google/protobuf/util/time_util.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace pcsp::rpc {
namespace {

using google::protobuf::util::TimeUtil;

// Trailers share the 8 KiB limit of headers and travel as base64, so the details stay below 4 KiB.
constexpr size_t kMaxDetailBytes = 3500;

constexpr absl::string_view kCodeNames[] = {
    "OK",        "CANCELLED",      "UNKNOWN",           "INVALID_ARGUMENT",   "DEADLINE_EXCEEDED",
    "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION",
    "ABORTED",   "OUT_OF_RANGE",   "UNIMPLEMENTED",     "INTERNAL",           "UNAVAILABLE",
    "DATA_LOSS", "UNAUTHENTICATED"};

template <typename Message>
void AddDetail(const Message& message, google::rpc::Status* status) {
  status->add_details()->PackFrom(message);
}

void AddErrorInfo(const ErrorDetail& detail, google::rpc::Status* status) {
  google::rpc::ErrorInfo info;
  info.set_reason(detail.reason);
  info.set_domain(std::string(kErrorDomain));
  for (const auto& [key, value] : detail.metadata) (*info.mutable_metadata())[key] = value;
  AddDetail(info, status);
}

// As many violations as fit; the last line says how many did not.
void AddBadRequest(const std::vector<Violation>& violations, google::rpc::Status* status) {
  if (violations.empty()) return;
  google::rpc::BadRequest bad;
  size_t reported = 0;
  for (const Violation& v : violations) {
    if (bad.ByteSizeLong() > kMaxDetailBytes - 800) break;
    auto* field = bad.add_field_violations();
    field->set_field(v.field);
    field->set_description(
        v.given.empty() ? absl::StrCat("expected ", v.expected)
                        : absl::StrCat("expected ", v.expected, ", given \"", v.given, "\""));
    ++reported;
  }
  if (reported < violations.size()) {
    auto* more = bad.add_field_violations();
    more->set_field("*");
    more->set_description(absl::StrCat(violations.size() - reported, " more violations"));
  }
  AddDetail(bad, status);
}

void AddRest(const ErrorDetail& detail, google::rpc::Status* status) {
  if (detail.precondition) {
    google::rpc::PreconditionFailure failure;
    auto* violation = failure.add_violations();
    violation->set_type(detail.reason);
    if (detail.resource) violation->set_subject(detail.resource->name);
    violation->set_description(*detail.precondition);
    AddDetail(failure, status);
  }
  if (detail.resource) {
    google::rpc::ResourceInfo info;
    info.set_resource_type(detail.resource->type);
    info.set_resource_name(detail.resource->name);
    AddDetail(info, status);
  }
  if (detail.retry_after) {
    google::rpc::RetryInfo info;
    *info.mutable_retry_delay() =
        TimeUtil::MillisecondsToDuration(absl::ToInt64Milliseconds(*detail.retry_after));
    AddDetail(info, status);
  }
}

// A client must not see text that no named error chose: it may hold SQL, a path or an answer.
bool IsUnplanned(absl::StatusCode code) {
  return code == absl::StatusCode::kInternal || code == absl::StatusCode::kUnknown ||
         code == absl::StatusCode::kDataLoss;
}

void ReadViolation(const google::rpc::BadRequest::FieldViolation& violation, ErrorDetail* detail) {
  absl::string_view description = violation.description();
  std::string given;
  const size_t cut = description.rfind(", given \"");
  if (cut != absl::string_view::npos && description.back() == '"') {
    given = std::string(description.substr(cut + 9, description.size() - cut - 10));
    description = description.substr(0, cut);
  }
  if (description.substr(0, 9) == "expected ") description.remove_prefix(9);
  detail->violations.push_back({violation.field(), given, std::string(description)});
}

void ReadDetail(const google::protobuf::Any& any, ErrorDetail* detail) {
  google::rpc::ErrorInfo info;
  google::rpc::BadRequest bad;
  google::rpc::PreconditionFailure precondition;
  google::rpc::ResourceInfo resource;
  google::rpc::RetryInfo retry;
  if (any.UnpackTo(&info)) {
    detail->reason = info.reason();
    for (const auto& [key, value] : info.metadata()) detail->metadata[key] = value;
  } else if (any.UnpackTo(&bad)) {
    for (const auto& violation : bad.field_violations()) ReadViolation(violation, detail);
  } else if (any.UnpackTo(&precondition) && precondition.violations_size() > 0) {
    detail->precondition = precondition.violations(0).description();
  } else if (any.UnpackTo(&resource)) {
    detail->resource = ResourceRef{resource.resource_type(), resource.resource_name()};
  } else if (any.UnpackTo(&retry)) {
    detail->retry_after = absl::Milliseconds(TimeUtil::DurationToMilliseconds(retry.retry_delay()));
  }
}

}  // namespace

absl::string_view CodeName(absl::StatusCode code) {
  const size_t index = static_cast<size_t>(code);
  return index < std::size(kCodeNames) ? kCodeNames[index] : "UNKNOWN";
}

std::string ReasonOf(const absl::Status& status) {
  const auto detail = ErrorDetailOf(status);
  return detail && !detail->reason.empty() ? detail->reason : std::string(CodeName(status.code()));
}

grpc::Status ToGrpcStatus(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  auto detail = ErrorDetailOf(status);
  const bool hide = !detail && IsUnplanned(status.code());
  if (!detail) detail = ErrorDetail{.reason = std::string(CodeName(status.code()))};
  const absl::StatusCode code = hide ? absl::StatusCode::kInternal : status.code();
  const std::string message =
      hide ? "Something went wrong on our side. Nothing was changed unless a read shows it; the "
             "log of the service has the cause."
           : std::string(status.message());
  google::rpc::Status wire;
  wire.set_code(static_cast<int>(code));
  wire.set_message(message);
  AddErrorInfo(*detail, &wire);
  AddBadRequest(detail->violations, &wire);
  AddRest(*detail, &wire);
  return {static_cast<grpc::StatusCode>(code), message, wire.SerializeAsString()};
}

absl::Status FromGrpcStatus(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  const auto code = static_cast<absl::StatusCode>(status.error_code());
  google::rpc::Status wire;
  if (status.error_details().empty() || !wire.ParseFromString(status.error_details())) {
    return absl::Status(code, status.error_message());
  }
  ErrorDetail detail;
  for (const auto& any : wire.details()) ReadDetail(any, &detail);
  return MakeError(code, status.error_message(), detail);
}

}  // namespace pcsp::rpc

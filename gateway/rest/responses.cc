#include "gateway/rest/responses.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/rpc/status.h"
#include "gateway/rest/json_codec.h"
#include "gateway/rest/rest_errors.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "nlohmann/json.hpp"

namespace pcsp::rest {
namespace {

using google::protobuf::Any;

constexpr char kNothing[] = "default-src 'none'; frame-ancestors 'none'";
constexpr char kOwnStyles[] =
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox allow-modals";

constexpr char kOwnPage[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

HttpHeaders CommonHeaders(const char* content_policy = kNothing) {
  return {{"Cache-Control", "no-store"},
          {"X-Content-Type-Options", "nosniff"},
          {"Content-Security-Policy", content_policy},
          {"Cross-Origin-Resource-Policy", "same-origin"},
          {"Referrer-Policy", "no-referrer"}};
}

// A JSON string literal; bytes that are not UTF-8 are replaced.
std::string Literal(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string DetailsJson(const google::rpc::Status& status) {
  std::string list;
  for (const Any& detail : status.details()) {
    auto json = PrintJson(*Any::descriptor(), detail.SerializeAsString(), Zeros::kOmit);
    // A detail of a type that is not linked in still says what it is.
    if (!json.ok()) json = absl::StrCat("{\"@type\":", Literal(detail.type_url()), "}");
    absl::StrAppend(&list, list.empty() ? "" : ",", *json);
  }
  return list;
}

// Headers that say in HTTP's words what a detail says in ours.
void AddHeaders(const Any& detail, int http_code, HttpHeaders* headers) {
  google::rpc::RetryInfo retry;
  google::rpc::ErrorInfo info;
  if (detail.UnpackTo(&retry)) {
    const auto& delay = retry.retry_delay();
    const int64_t seconds = delay.seconds() + (delay.nanos() > 0 ? 1 : 0);
    headers->emplace_back("Retry-After", absl::StrCat(std::max<int64_t>(seconds, 1)));
  } else if (http_code == 405 && detail.UnpackTo(&info)) {
    headers->emplace_back("Allow", info.metadata().at("allow"));
  }
}

HttpResponse FromWire(int http_code, const grpc::Status& status) {
  google::rpc::Status wire;
  wire.ParseFromString(status.error_details());
  const auto code = static_cast<absl::StatusCode>(status.error_code());
  HttpResponse response =
      JsonResponse(http_code, absl::StrCat("{\"error\":{\"code\":", http_code, ",\"status\":\"",
                                           std::string(rpc::CodeName(code)),
                                           "\",\"message\":", Literal(status.error_message()),
                                           ",\"details\":[", DetailsJson(wire), "]}}"));
  for (const Any& detail : wire.details()) AddHeaders(detail, http_code, &response.headers);
  return response;
}

absl::Status WithoutTransportText(const grpc::Status& status) {
  const auto code = static_cast<absl::StatusCode>(status.error_code());
  switch (code) {
    case absl::StatusCode::kUnavailable:
      return MakeError(code, "The service that answers this is out of reach; try again shortly.",
                       {.reason = "SERVICE_UNREACHABLE", .retry_after = absl::Seconds(1)});
    case absl::StatusCode::kDeadlineExceeded:
      return MakeError(code,
                       "The call did not finish in time. A change may or may not have been made: "
                       "look, or repeat it with the same request id.",
                       {.reason = "DEADLINE_EXCEEDED"});
    default:
      return absl::Status(code, status.error_message());
  }
}

}  // namespace

HttpResponse JsonResponse(int status, std::string body) {
  HttpResponse response{.status = status, .headers = CommonHeaders(), .body = std::move(body)};
  response.headers.emplace_back("Content-Type", "application/json");
  return response;
}

HttpResponse PageResponse(const Page& page) {
  HttpResponse response{.headers = CommonHeaders(kOwnPage), .body = page.body};
  response.headers.emplace_back("Content-Type", page.content_type);
  return response;
}

HttpResponse DocumentResponse(const type::v1::Document& document) {
  HttpResponse response{.headers = CommonHeaders(kOwnStyles), .body = document.content()};
  response.headers.emplace_back("Content-Type", document.content_type());
  response.headers.emplace_back("Content-Disposition",
                                absl::StrCat("inline; filename=\"", document.filename(), "\""));
  return response;
}

HttpResponse EmptyResponse(const std::string& allow) {
  HttpResponse response{.status = 204, .headers = CommonHeaders()};
  response.headers.emplace_back("Allow", allow);
  return response;
}

HttpResponse ErrorResponse(const absl::Status& status) {
  return FromWire(HttpCodeOf(status), rpc::ToGrpcStatus(status));
}

HttpResponse ErrorResponse(const grpc::Status& status) {
  const auto code = static_cast<absl::StatusCode>(status.error_code());
  if (!status.error_details().empty()) return FromWire(HttpCodeOf(code), status);
  const absl::Status presentable = WithoutTransportText(status);
  return FromWire(HttpCodeOf(code), rpc::ToGrpcStatus(presentable));
}

}  // namespace pcsp::rest

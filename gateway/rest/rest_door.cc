#include "gateway/rest/rest_door.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/rest/openapi/openapi.h"
#include "gateway/rest/responses.h"
#include "gateway/rest/rest_errors.h"
#include "gateway/rest/transcoder.h"
#include "google/protobuf/descriptor.h"
#include "nlohmann/json.hpp"

namespace pcsp::rest {
namespace {

// Beyond this, converting a message takes milliseconds, and the server's threads are few.
constexpr size_t kLargeBytes = 64 << 10;
constexpr size_t kMaxTraceparentBytes = 128;
constexpr char kContractPath[] = "/openapi.json";

bool IsSafe(const std::string& method) {
  return method == "GET" || method == "HEAD" || method == "OPTIONS";
}

// "localhost:8080" -> "localhost", "[::1]:8080" -> "[::1]".
absl::string_view HostOnly(absl::string_view host) {
  const size_t colon = host.rfind(':');
  const size_t bracket = host.rfind(']');
  const bool has_port =
      colon != absl::string_view::npos && (bracket == absl::string_view::npos || colon > bracket);
  return has_port ? host.substr(0, colon) : host;
}

// The caller's id when it is fit for a log line, else one of ours.
std::string RequestId(const HttpRequest& request, absl::Time now) {
  const absl::string_view given = request.Header("X-Request-Id");
  const bool fit =
      !given.empty() && given.size() <= 128 && std::all_of(given.begin(), given.end(), [](char c) {
        return absl::ascii_isalnum(c) || c == '-' || c == '_' || c == '.';
      });
  return fit ? std::string(given) : NewUuid(now);
}

std::string IndexOf(const Router& router, const std::string& version) {
  nlohmann::ordered_json index = {
      {"name", "pcsp"}, {"version", version}, {"contract", kContractPath}};
  index["routes"] = nlohmann::ordered_json::array();
  for (const auto& route : router.routes()) {
    index["routes"].push_back({{"method", route->http_method},
                               {"path", route->pattern},
                               {"rpc", route->method->full_name()}});
  }
  return index.dump();
}

HttpResponse ReplyResponse(const Route& route, const std::string& reply) {
  if (route.method->output_type() == type::v1::Document::descriptor()) {
    type::v1::Document document;
    document.ParseFromString(reply);
    return DocumentResponse(document);
  }
  auto json = ToJson(route, reply);
  return json.ok() ? JsonResponse(200, *std::move(json)) : ErrorResponse(json.status());
}

}  // namespace

// One request on its way through the door.
struct RestDoor::Exchange {
  HttpRequest request;
  Responder responder;
  RouteMatch match;
  std::string id;

  void Send(HttpResponse response) {
    response.headers.emplace_back("X-Request-Id", id);
    responder.Send(std::move(response));
  }
};

absl::StatusOr<std::unique_ptr<RestDoor>> RestDoor::Create(const RestDoorConfig& config,
                                                           Backend* backend) {
  ASSIGN_OR_RETURN(
      Router router,
      Router::Create(*google::protobuf::DescriptorPool::generated_pool(), config.services));
  return std::unique_ptr<RestDoor>(new RestDoor(config, std::move(router), backend));
}

RestDoor::RestDoor(const RestDoorConfig& config, Router router, Backend* backend)
    : config_(config),
      router_(std::move(router)),
      backend_(*backend),
      index_(IndexOf(router_, config_.version)),
      large_(/*threads=*/1, /*queue_limit=*/16) {}

size_t RestDoor::BodyLimit(const HttpRequest& head) const {
  const auto match = router_.Match(head.method, head.path);
  const bool upload = match.ok() && match->route->method->client_streaming();
  return upload ? config_.max_upload_bytes : config_.max_body_bytes;
}

HttpResponse RestDoor::Fault(HttpFault fault, absl::string_view what) const {
  return ErrorResponse(FaultStatus(fault, what));
}

// What a browser sends for another site's page, and a page that has rebound its own name to our
// address, must not reach a service.
absl::Status RestDoor::CheckOrigin(const HttpRequest& request) const {
  const absl::string_view host = request.Header("Host");
  if (!config_.allowed_hosts.empty()) {
    const bool allowed = std::any_of(
        config_.allowed_hosts.begin(), config_.allowed_hosts.end(),
        [&](const std::string& name) { return absl::EqualsIgnoreCase(name, HostOnly(host)); });
    if (!allowed) return HostNotAllowed(host);
  }
  if (IsSafe(request.method)) return absl::OkStatus();
  if (request.Header("Sec-Fetch-Site") == "cross-site") return CrossSiteRequest();
  absl::string_view origin = request.Header("Origin");
  const size_t scheme = origin.find("://");
  if (origin.empty()) return absl::OkStatus();
  if (scheme == absl::string_view::npos || origin.substr(scheme + 3) != host) {
    return CrossSiteRequest();
  }
  return absl::OkStatus();
}

const Page* RestDoor::PageAt(const std::string& path) const {
  for (const Page& page : config_.pages) {
    if (page.path == path) return &page;
  }
  return nullptr;
}

std::optional<HttpResponse> RestDoor::AnswerHere(const HttpRequest& request,
                                                 RouteMatch* match) const {
  const absl::Status origin = CheckOrigin(request);
  if (!origin.ok()) return ErrorResponse(origin);
  const bool contract = request.path == kContractPath;
  const Page* page = PageAt(request.path);
  const bool own = page != nullptr || contract || request.path == "/" || request.path == "/healthz";
  if (request.method == "OPTIONS") {
    const std::string allow = own                   ? "GET, HEAD, OPTIONS"
                              : request.path == "*" ? "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT"
                                                    : router_.Allow(request.path);
    if (!allow.empty()) return EmptyResponse(allow);
  } else if (own) {
    if (!IsSafe(request.method)) {
      return ErrorResponse(MethodNotAllowed(request.method, request.path, "GET, HEAD, OPTIONS"));
    }
    if (contract) return std::nullopt;
    if (page != nullptr) return PageResponse(*page);
    return JsonResponse(200, request.path == "/" ? index_ : "{\"status\":\"SERVING\"}");
  }
  auto found = router_.Match(request.method, request.path);
  if (!found.ok()) return ErrorResponse(found.status());
  *match = *std::move(found);
  return std::nullopt;
}

absl::StatusOr<absl::Duration> RestDoor::TimeoutOf(const HttpRequest& request,
                                                   const Route& route) const {
  const std::string given(request.Header("X-Timeout"));
  if (given.empty()) {
    if (route.method->client_streaming()) return config_.upload_timeout;
    return route.http_method == "GET" ? config_.read_timeout : config_.write_timeout;
  }
  double seconds;
  absl::Duration timeout;
  const bool number = absl::SimpleAtod(given, &seconds);
  if (number) timeout = absl::Seconds(seconds);
  const bool understood = number || absl::ParseDuration(given, &timeout);
  if (!understood || timeout <= absl::ZeroDuration() || timeout > config_.max_timeout) {
    return InvalidField("X-Timeout", given,
                        absl::StrCat("seconds, or a duration such as 1.5s or 800ms, of at most ",
                                     absl::FormatDuration(config_.max_timeout)));
  }
  return timeout;
}

void RestDoor::Handle(HttpRequest request, Responder responder) {
  auto exchange =
      std::make_shared<Exchange>(Exchange{std::move(request), std::move(responder), {}, ""});
  exchange->id = RequestId(exchange->request, config_.clock->Now());
  if (auto response = AnswerHere(exchange->request, &exchange->match)) {
    exchange->Send(*std::move(response));
  } else if (exchange->match.route == nullptr) {
    SendContract(std::move(exchange));
  } else if (exchange->request.body.size() <= kLargeBytes) {
    Forward(std::move(exchange));
  } else if (!large_.TrySubmit([this, exchange] { Forward(exchange); })) {
    exchange->Send(ErrorResponse(DoorOverloaded()));
  }
}

void RestDoor::SendContract(std::shared_ptr<Exchange> exchange) {
  const bool queued = large_.TrySubmit([this, exchange] {
    // One thread works here, so the first to come writes it for all.
    if (contract_.empty()) {
      contract_ = OpenApiDocument(router_, Contract::OfThisProgram(), config_.version);
    }
    exchange->Send(JsonResponse(200, contract_));
  });
  if (!queued) exchange->Send(ErrorResponse(DoorOverloaded()));
}

void RestDoor::Forward(std::shared_ptr<Exchange> exchange) {
  const HttpRequest& request = exchange->request;
  const google::protobuf::MethodDescriptor& method = *exchange->match.route->method;
  const absl::Time now = config_.clock->Now();
  const auto timeout = TimeoutOf(request, *exchange->match.route);
  if (!timeout.ok()) return exchange->Send(ErrorResponse(timeout.status()));
  auto messages = ToMessages(exchange->match, request, NewUuid(now));
  if (!messages.ok()) return exchange->Send(ErrorResponse(messages.status()));
  BackendCall call{
      .full_method = absl::StrCat("/", method.service()->full_name(), "/", method.name()),
      .client_streaming = method.client_streaming(),
      .request_messages = *std::move(messages),
      .deadline = now + *timeout};
  call.metadata.emplace_back("x-request-id", exchange->id);
  const absl::string_view trace = request.Header("traceparent");
  if (!trace.empty() && trace.size() <= kMaxTraceparentBytes) {
    call.metadata.emplace_back("traceparent", std::string(trace));
  }
  exchange->request.body = std::string();  // the messages have it now
  backend_.Call(std::move(call), [this, exchange](const grpc::Status& status, std::string reply) {
    Answer(exchange, status, std::move(reply));
  });
}

void RestDoor::Answer(std::shared_ptr<Exchange> exchange, const grpc::Status& status,
                      std::string reply) {
  if (!status.ok()) return exchange->Send(ErrorResponse(status));
  const bool large = reply.size() > kLargeBytes;
  auto shared = std::make_shared<std::string>(std::move(reply));
  auto send = [exchange, shared] {
    exchange->Send(ReplyResponse(*exchange->match.route, *shared));
  };
  // The work of a reply is done; a full queue is no reason to throw it away.
  if (!large || !large_.TrySubmit(send)) send();
}

}  // namespace pcsp::rest

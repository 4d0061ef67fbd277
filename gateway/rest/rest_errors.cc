#include "gateway/rest/rest_errors.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/error.h"

namespace pcsp::rest {
namespace {

constexpr absl::StatusCode kInvalid = absl::StatusCode::kInvalidArgument;

// What a client sent, shortened, for a message.
std::string Quoted(absl::string_view text) {
  constexpr size_t kLimit = 200;
  return absl::StrCat("\"", text.substr(0, kLimit), text.size() > kLimit ? "..." : "", "\"");
}

// Reasons that HTTP has a code of its own for.
constexpr struct {
  absl::string_view reason;
  int code;
} kOwnCodes[] = {{"METHOD_NOT_ALLOWED", 405},
                 {"UNSUPPORTED_MEDIA_TYPE", 415},
                 {"REQUEST_TIMEOUT", 408},
                 {"BODY_TOO_LARGE", 413},
                 {"HEADERS_TOO_LARGE", 431}};

}  // namespace

absl::Status RouteNotFound(absl::string_view path, const std::vector<std::string>& nearest) {
  std::string message = absl::StrCat("Nothing is served at ", Quoted(path), ".");
  if (!nearest.empty()) {
    absl::StrAppend(&message, " Nearest: ", absl::StrJoin(nearest, "; "), ".");
  }
  absl::StrAppend(&message, " GET / lists every path.");
  return MakeError(absl::StatusCode::kNotFound, message, {.reason = "ROUTE_NOT_FOUND"});
}

absl::Status MethodNotAllowed(absl::string_view method, absl::string_view path,
                              absl::string_view allowed) {
  return MakeError(
      absl::StatusCode::kUnimplemented,
      absl::StrCat(Quoted(path), " takes ", allowed, ", not ", method.substr(0, 20), "."),
      {.reason = "METHOD_NOT_ALLOWED", .metadata = {{"allow", std::string(allowed)}}});
}

absl::Status MalformedPath(absl::string_view path) {
  return MakeError(kInvalid,
                   absl::StrCat("The path ", Quoted(path),
                                " has a broken %-escape, bytes that are not UTF-8, or a \".\" or "
                                "\"..\" segment."),
                   {.reason = "MALFORMED_PATH"});
}

absl::Status MalformedQuery(absl::string_view piece) {
  return MakeError(kInvalid,
                   absl::StrCat("The query parameter ", Quoted(piece),
                                " has a broken %-escape or bytes that are not UTF-8."),
                   {.reason = "MALFORMED_QUERY"});
}

absl::Status MalformedJson(absl::string_view what) {
  return MakeError(kInvalid, absl::StrCat(kMalformedJsonPrefix, what),
                   {.reason = "MALFORMED_JSON"});
}

absl::Status UnexpectedBody() {
  return MakeError(kInvalid, "This method takes no request body: its arguments are in the URL.",
                   {.reason = "UNEXPECTED_BODY"});
}

absl::Status UnsupportedMediaType(absl::string_view given, absl::string_view accepted) {
  const std::string what =
      given.empty() ? "The body has no Content-Type"
                    : absl::StrCat("The body's Content-Type or encoding is ", Quoted(given));
  return MakeError(kInvalid, absl::StrCat(what, "; this method takes ", accepted, "."),
                   {.reason = "UNSUPPORTED_MEDIA_TYPE"});
}

absl::Status CrossSiteRequest() {
  return MakeError(absl::StatusCode::kPermissionDenied,
                   "A browser sent this request on behalf of another site.",
                   {.reason = "CROSS_SITE_REQUEST"});
}

absl::Status HostNotAllowed(absl::string_view host) {
  return MakeError(
      absl::StatusCode::kPermissionDenied,
      absl::StrCat("The Host header says ", Quoted(host), ", which is not a name of this server."),
      {.reason = "HOST_NOT_ALLOWED"});
}

absl::Status DoorOverloaded() {
  return MakeError(absl::StatusCode::kUnavailable, "The server is busy; try again in a second.",
                   {.reason = "OVERLOADED", .retry_after = absl::Seconds(1)});
}

absl::Status FaultStatus(HttpFault fault, absl::string_view what) {
  switch (fault) {
    case HttpFault::kMalformed:
      return MakeError(kInvalid, absl::StrCat("Not a well-formed HTTP/1.1 request: ", what, "."),
                       {.reason = "MALFORMED_HTTP"});
    case HttpFault::kTimeout:
      return MakeError(absl::StatusCode::kDeadlineExceeded,
                       absl::StrCat("The request's ", what, " arrived too slowly."),
                       {.reason = "REQUEST_TIMEOUT"});
    case HttpFault::kBodyTooLarge:
      return MakeError(kInvalid, absl::StrCat("The request body is larger than ", what, " bytes."),
                       {.reason = "BODY_TOO_LARGE", .metadata = {{"limit", std::string(what)}}});
    case HttpFault::kHeadersTooLarge:
      return MakeError(kInvalid, "The request line and headers are too large.",
                       {.reason = "HEADERS_TOO_LARGE"});
    case HttpFault::kNoAnswer:
      return MakeError(absl::StatusCode::kInternal, "The request was not answered.",
                       {.reason = "NO_ANSWER"});
    case HttpFault::kOverloaded:
      break;
  }
  return DoorOverloaded();
}

int HttpCodeOf(const absl::Status& status) {
  if (const auto detail = ErrorDetailOf(status)) {
    for (const auto& own : kOwnCodes) {
      if (own.reason == detail->reason) return own.code;
    }
  }
  return HttpCodeOf(status.code());
}

int HttpCodeOf(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kOk:
      return 200;
    case absl::StatusCode::kCancelled:
      return 499;
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kOutOfRange:
      return 400;
    case absl::StatusCode::kUnauthenticated:
      return 401;
    case absl::StatusCode::kPermissionDenied:
      return 403;
    case absl::StatusCode::kNotFound:
      return 404;
    case absl::StatusCode::kAlreadyExists:
    case absl::StatusCode::kAborted:
      return 409;
    case absl::StatusCode::kResourceExhausted:
      return 429;
    case absl::StatusCode::kUnimplemented:
      return 501;
    case absl::StatusCode::kUnavailable:
      return 503;
    case absl::StatusCode::kDeadlineExceeded:
      return 504;
    default:
      return 500;
  }
}

}  // namespace pcsp::rest

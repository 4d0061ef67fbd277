// The errors that the REST door makes itself, before or instead of asking a service.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "gateway/rest/http_handler.h"

namespace pcsp::rest {

// 404 NOT_FOUND, ROUTE_NOT_FOUND: nothing is served at `path`; `nearest` are paths that are.
absl::Status RouteNotFound(absl::string_view path, const std::vector<std::string>& nearest);
// 405 UNIMPLEMENTED, METHOD_NOT_ALLOWED: the path exists for the methods `allowed` ("GET, PATCH").
absl::Status MethodNotAllowed(absl::string_view method, absl::string_view path,
                              absl::string_view allowed);
// 400 INVALID_ARGUMENT, MALFORMED_PATH: a broken escape, bytes that are not UTF-8, "." or "..".
absl::Status MalformedPath(absl::string_view path);
// 400 INVALID_ARGUMENT, MALFORMED_QUERY.
absl::Status MalformedQuery(absl::string_view piece);
// 400 INVALID_ARGUMENT, MALFORMED_JSON. `what` says where ("line 3, column 7") and what; it follows
// kMalformedJsonPrefix in the message.
inline constexpr absl::string_view kMalformedJsonPrefix = "The request body is not valid JSON: ";
absl::Status MalformedJson(absl::string_view what);
// 400 INVALID_ARGUMENT, UNEXPECTED_BODY: this method takes none.
absl::Status UnexpectedBody();
// 415 INVALID_ARGUMENT, UNSUPPORTED_MEDIA_TYPE.
absl::Status UnsupportedMediaType(absl::string_view given, absl::string_view accepted);
// 403 PERMISSION_DENIED, CROSS_SITE_REQUEST: a browser sent it on behalf of another site.
absl::Status CrossSiteRequest();
// 403 PERMISSION_DENIED, HOST_NOT_ALLOWED: the Host header names a host that we are not.
absl::Status HostNotAllowed(absl::string_view host);
// 503 UNAVAILABLE, OVERLOADED: ask again in a second.
absl::Status DoorOverloaded();
// What the server found wrong, by its kind: MALFORMED_HTTP, REQUEST_TIMEOUT, BODY_TOO_LARGE,
// HEADERS_TOO_LARGE, NO_ANSWER, OVERLOADED.
absl::Status FaultStatus(HttpFault fault, absl::string_view what);

// The HTTP code for an error of ours: that of its reason where HTTP has one of its own, else that
// of its code.
int HttpCodeOf(const absl::Status& status);
// The mapping of google.rpc.Code to HTTP, as in google/rpc/code.proto.
int HttpCodeOf(absl::StatusCode code);

}  // namespace pcsp::rest

// HTTP requests to request messages, and reply messages to JSON, as google.api.http has it.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/rest/http_message.h"
#include "gateway/rest/router.h"

namespace pcsp::rest {

// The request messages, serialised: one, or for a client-streaming method any number. Where the
// request has a `request_id` and the client gave none, its Idempotency-Key header or else `new_id`
// is put there, so that the gateway may repeat a write that it got no answer to; reads get none.
//
// Errors: MALFORMED_QUERY, MALFORMED_JSON, UNEXPECTED_BODY, UNSUPPORTED_MEDIA_TYPE; otherwise
// INVALID_FIELDS with everything that is wrong with path, query and body together. A PATCH must
// name its fields in `updateMask`, because JSON cannot tell an absent field from an empty one.
absl::StatusOr<std::vector<std::string>> ToMessages(const RouteMatch& match,
                                                    const HttpRequest& request,
                                                    const std::string& new_id);

// The JSON of a reply, or of its response_body.
absl::StatusOr<std::string> ToJson(const Route& route, const std::string& reply);

}  // namespace pcsp::rest

// HTTP answers: JSON, and errors as google.rpc.Status in the form that Google's APIs use:
// {"error": {"code": 404, "status": "NOT_FOUND", "message": "...", "details": [{"@type": ...}]}}.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "gateway/rest/http_message.h"
#include "grpcpp/support/status.h"
#include "pcsp/type/v1/document.pb.h"

namespace pcsp::rest {

// What a browser asks for by its path.
struct Page {
  std::string path;  // `/answer`
  std::string content_type;
  std::string body;
};

// Every answer carries headers that keep it out of caches, frames and other sites' pages; nothing
// allows another origin, so browsers keep the API to its own.
HttpResponse JsonResponse(int status, std::string body);
// A page of our own, or what it loads: as it stands, kept from frames, caches and other sites. It
// may load and call what this server serves, and nothing else.
HttpResponse PageResponse(const Page& page);
// A document as it stands. A browser shows it with its own styles; nothing in it runs or loads.
HttpResponse DocumentResponse(const type::v1::Document& document);
// 204.
HttpResponse EmptyResponse(const std::string& allow);

// Of an error that this process made.
HttpResponse ErrorResponse(const absl::Status& status);
// Of what a service, or gRPC on the way to it, answered. Errors without details are gRPC's own:
// their text names addresses, so it is replaced, with the reasons SERVICE_UNREACHABLE,
// DEADLINE_EXCEEDED and so on.
HttpResponse ErrorResponse(const grpc::Status& status);

}  // namespace pcsp::rest

// HTTP messages as the REST door sees them, without the library that reads and writes them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"

namespace pcsp::rest {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
  std::string method;   // "GET"; as sent
  std::string path;     // "/v1/programmes/p%20q": starts with a slash, still percent-encoded
  std::string query;    // what follows the question mark, still percent-encoded
  HttpHeaders headers;  // in the order sent; names as sent
  std::string body;

  // The first header called `name` in any case; "" when there is none.
  absl::string_view Header(absl::string_view name) const {
    for (const auto& [key, value] : headers) {
      if (absl::EqualsIgnoreCase(key, name)) return value;
    }
    return "";
  }
  bool HasHeader(absl::string_view name) const {
    for (const auto& header : headers) {
      if (absl::EqualsIgnoreCase(header.first, name)) return true;
    }
    return false;
  }
};

struct HttpResponse {
  int status = 200;
  HttpHeaders headers;  // Content-Length, Connection and Date are the server's own
  std::string body;     // not sent, but counted, when the request was HEAD
};

}  // namespace pcsp::rest

// What an HTTP server asks of the program that it serves.
#pragma once

#include <cstddef>
#include <optional>
#include <utility>

#include "absl/functional/any_invocable.h"
#include "absl/strings/string_view.h"
#include "gateway/rest/http_message.h"

namespace pcsp::rest {

// The answer to one request, given exactly once and from any thread: a second Send() does nothing,
// and a responder that is dropped unused makes the server answer HttpFault::kNoAnswer.
class Responder {
 public:
  using Sink = absl::AnyInvocable<void(std::optional<HttpResponse>)>;

  explicit Responder(Sink sink) : sink_(std::move(sink)) {}
  Responder(Responder&& other) noexcept : sink_(std::exchange(other.sink_, nullptr)) {}
  Responder& operator=(Responder&& other) noexcept {
    std::swap(sink_, other.sink_);
    return *this;
  }
  ~Responder() { Finish(std::nullopt); }

  void Send(HttpResponse response) { Finish(std::move(response)); }

 private:
  void Finish(std::optional<HttpResponse> response) {
    if (Sink sink = std::exchange(sink_, nullptr)) sink(std::move(response));
  }

  Sink sink_;
};

// What the server refuses or gives up on its own.
enum class HttpFault {
  kMalformed,        // 400: not HTTP/1.x, or ambiguous about where the message ends
  kTimeout,          // 408: the request arrived too slowly
  kBodyTooLarge,     // 413
  kHeadersTooLarge,  // 431
  kNoAnswer,         // 500: the handler dropped the request
  kOverloaded,       // 503: too many connections, or too many bytes of request bodies in memory
};

// Called from the server's threads, several at a time; must not block.
class HttpHandler {
 public:
  virtual ~HttpHandler() = default;
  // How many bytes the body of this request may have. `head` has everything but the body.
  virtual size_t BodyLimit(const HttpRequest& head) const = 0;
  virtual void Handle(HttpRequest request, Responder responder) = 0;
  // The answer to a request that never reached Handle(). `what` says more, in a few words.
  virtual HttpResponse Fault(HttpFault fault, absl::string_view what) const = 0;
};

}  // namespace pcsp::rest

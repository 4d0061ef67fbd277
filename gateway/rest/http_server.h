// An HTTP/1.1 server for untrusted clients: everything that a client can make it hold or wait for
// is bounded. Plain text; TLS ends in front of it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/base/clock.h"
#include "gateway/rest/http_handler.h"

namespace pcsp::rest {

class HttpServerCore;  // what the connections share, in http_server.cc

struct HttpServerConfig {
  std::string address = "127.0.0.1";  // an IP address, version 4 or 6
  uint16_t port = 0;                  // 0: the system picks a free one
  int threads = 2;
  // One more evicts the connection that has been idle longest; when none is idle it gets 503.
  int max_connections = 1024;
  size_t max_header_bytes = 8 << 10;
  size_t max_buffered_bytes = size_t{256} << 20;  // of request bodies, over all connections
  absl::Duration idle_timeout = absl::Seconds(60);
  absl::Duration header_timeout = absl::Seconds(10);  // from the first byte to the last
  // A body, or an answer, may take this long plus a second for every `min_bytes_per_second`.
  absl::Duration transfer_grace = absl::Seconds(10);
  size_t min_bytes_per_second = 16 << 10;
  const Clock* clock = &SystemClock();  // for the Date header
};

// What a server is holding for its clients.
struct HttpServerLoad {
  size_t connections = 0;
  size_t idle = 0;  // of them, between two requests
  size_t buffered_bytes = 0;
};

// Thread-safe. Requests on one connection are answered one after the other, in order.
class HttpServer {
 public:
  // Listens and serves until drained. `handler` must outlive the server and every responder.
  // Errors: INVALID_ARGUMENT for an address that is not one; UNAVAILABLE, ADDRESS_UNAVAILABLE when
  // the address or port cannot be had.
  static absl::StatusOr<std::unique_ptr<HttpServer>> Start(const HttpServerConfig& config,
                                                           HttpHandler* handler);
  // Drain(absl::ZeroDuration()).
  ~HttpServer();

  // The port bound.
  uint16_t port() const;
  HttpServerLoad load() const;

  // Stops listening, closes idle connections, lets requests under way finish for `grace`, then cuts
  // what is left. Blocks; never call it from the handler. May be called again.
  void Drain(absl::Duration grace);

 private:
  explicit HttpServer(std::shared_ptr<HttpServerCore> core);

  std::shared_ptr<HttpServerCore> core_;
  std::vector<std::thread> threads_;
};

}  // namespace pcsp::rest

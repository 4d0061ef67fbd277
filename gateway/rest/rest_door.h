// The REST door: answers HTTP requests by calling gRPC methods on a backend.
//
// Besides the annotated methods it serves `/` (what is served), `/openapi.json`, `/healthz` and the
// pages that it is given.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/base/clock.h"
#include "common/rpc/worker_pool.h"
#include "gateway/rest/backend.h"
#include "gateway/rest/http_handler.h"
#include "gateway/rest/responses.h"
#include "gateway/rest/router.h"

namespace pcsp::rest {

struct RestDoorConfig {
  std::vector<std::string> services;  // full names of linked-in services
  std::string version;                // of the product, for the index
  std::vector<Page> pages;
  // Names that a Host header may have, without port; empty for any. A server on loopback without
  // sign-in should list its own, or any web page can reach it by a DNS name of its own.
  std::vector<std::string> allowed_hosts;
  size_t max_body_bytes = 4 << 20;
  size_t max_upload_bytes = 64 << 20;  // of client-streaming methods
  // How long a call may take unless its X-Timeout header says otherwise, to at most max_timeout.
  absl::Duration read_timeout = absl::Seconds(2);
  absl::Duration write_timeout = absl::Seconds(5);
  absl::Duration upload_timeout = absl::Seconds(30);
  absl::Duration max_timeout = absl::Seconds(60);
  const Clock* clock = &SystemClock();
};

// Thread-safe. Destroy it after the server that calls it and the backend that answers it.
class RestDoor final : public HttpHandler {
 public:
  // Errors: those of Router::Create().
  static absl::StatusOr<std::unique_ptr<RestDoor>> Create(const RestDoorConfig& config,
                                                          Backend* backend);

  size_t BodyLimit(const HttpRequest& head) const override;
  void Handle(HttpRequest request, Responder responder) override;
  HttpResponse Fault(HttpFault fault, absl::string_view what) const override;

 private:
  struct Exchange;

  RestDoor(const RestDoorConfig& config, Router router, Backend* backend);

  // The answer to what needs no backend; nothing for the rest, with `match` set, and for the
  // contract, which takes a while to write.
  std::optional<HttpResponse> AnswerHere(const HttpRequest& request, RouteMatch* match) const;
  const Page* PageAt(const std::string& path) const;  // null where there is none
  absl::Status CheckOrigin(const HttpRequest& request) const;
  absl::StatusOr<absl::Duration> TimeoutOf(const HttpRequest& request, const Route& route) const;
  void SendContract(std::shared_ptr<Exchange> exchange);
  void Forward(std::shared_ptr<Exchange> exchange);
  void Answer(std::shared_ptr<Exchange> exchange, const grpc::Status& status, std::string reply);

  const RestDoorConfig config_;
  const Router router_;
  Backend& backend_;
  const std::string index_;
  std::string contract_;   // written on the thread of large_ when it is first asked for
  rpc::WorkerPool large_;  // for bodies and replies that take milliseconds to convert
};

}  // namespace pcsp::rest

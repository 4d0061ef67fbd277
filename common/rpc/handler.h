// Handle(): the one wrapper around every RPC method of a service.
//
// It admits the call or sheds it, runs the method as a plain function on the module's own worker
// pool (or on the spot, for methods that never block), counts, times and logs it, turns its status
// into google.rpc.Status, and finishes the call exactly once on every path (design.md 2,
// decision 6; operations.md 2.1).
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/base/clock.h"
#include "common/rpc/call.h"
#include "common/rpc/log.h"
#include "common/rpc/metrics.h"
#include "common/rpc/worker_pool.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/server_callback.h"
#include "grpcpp/support/slice.h"

namespace pcsp::rpc {

enum class Mode {
  kPooled,  // may block: runs on the worker pool
  kInline,  // never blocks: runs on the library's thread
};

enum class Trace {
  kLogged,   // a debug line for each call
  kCounted,  // in the metrics alone: when an anonymous caller called is not for a log
};

// Thread-safe; one for a service. What it points to must outlive it.
class Handler {
 public:
  struct Options {
    std::string service;  // full name, "pcsp.registry.v1.RegistryService"
    WorkerPool* pool;
    Metrics* metrics;
    Log* log;
    const Clock* clock;
  };

  explicit Handler(Options options) : options_(std::move(options)) {}

  // `method(const Call&, const Request&)` gives absl::StatusOr<Response>.
  template <typename Request, typename Response, typename Method>
  grpc::ServerUnaryReactor* Unary(grpc::CallbackServerContext* context, const Request* request,
                                  Response* response, absl::string_view name, Method method,
                                  Mode mode = Mode::kPooled) {
    auto* reactor = context->DefaultReactor();
    auto run = [method = std::move(method), request, response](const Call& call) {
      return Take(method(call, *request), response);
    };
    Run(Begin(name), context, mode, std::move(run),
        [reactor](const grpc::Status& status) { reactor->Finish(status); });
    return reactor;
  }

  // Of raw_replies.h. As Unary, for a reply that may be at hand as bytes: `at_hand(const Call&,
  // const Request&)` never blocks and gives std::optional<std::string>, the serialised reply; where
  // it has none, `method(const Call&, const Request&)` runs on the pool and gives
  // absl::StatusOr<std::string>. Registered by WithRawCallbackMethod_..., so that bytes are not
  // read to be written again.
  template <typename Request, typename AtHand, typename Method>
  grpc::ServerUnaryReactor* UnaryBytes(grpc::CallbackServerContext* context,
                                       const grpc::ByteBuffer* request, grpc::ByteBuffer* response,
                                       absl::string_view name, AtHand at_hand, Method method);

  // Of raw_replies.h. As Unary, for a reply that may be known by the bytes of the request, before
  // they are read:
  // `at_hand(const grpc::Slice&)` never blocks and gives std::optional<grpc::Slice>; where it has
  // none, `method(const Call&, const Request&, const grpc::Slice&)` gives
  // absl::StatusOr<grpc::Slice>, in the mode that `mode(const Request&)` says. Registered as
  // UnaryBytes is.
  template <typename Request, typename AtHand, typename ModeOf, typename Method>
  grpc::ServerUnaryReactor* UnarySlices(grpc::CallbackServerContext* context,
                                        const grpc::ByteBuffer* request, grpc::ByteBuffer* response,
                                        absl::string_view name, AtHand at_hand, ModeOf mode,
                                        Method method);

  // As Unary, for a method that answers later: `method(call, request, done)` returns at once and
  // calls done(absl::StatusOr<Response>) exactly once, from any thread. It must not block.
  template <typename Request, typename Response, typename Method>
  grpc::ServerUnaryReactor* UnaryAsync(grpc::CallbackServerContext* context, const Request* request,
                                       Response* response, absl::string_view name, Trace trace,
                                       Method method) {
    auto* reactor = context->DefaultReactor();
    auto record = Begin(name);
    record->trace = trace;
    const Call call = MakeCall(context);
    method(call, *request, [this, record, reactor, response](absl::StatusOr<Response> reply) {
      const absl::Status status = Take(std::move(reply), response);
      reactor->Finish(End(*record, status));
    });
    return reactor;
  }

  // Of client_stream.h. `make(const Call&)` gives std::unique_ptr<StreamMethod<Request, Response>>.
  // Messages are read one at a time, the next when the last has been worked off, so memory stays
  // bounded.
  template <typename Request, typename Response, typename Make>
  grpc::ServerReadReactor<Request>* ClientStream(grpc::CallbackServerContext* context,
                                                 Response* response, absl::string_view name,
                                                 Make make);

 private:
  // What is remembered of a call between its arrival and its end.
  struct Record {
    std::string method;
    MethodMetrics* metrics;
    absl::Time started;
    Trace trace = Trace::kLogged;
  };
  template <typename Request, typename Response>
  class Stream;

  template <typename Response>
  static absl::Status Take(absl::StatusOr<Response> reply, Response* response) {
    if (!reply.ok()) return reply.status();
    *response = *std::move(reply);
    return absl::OkStatus();
  }

  static grpc::ByteBuffer ToBuffer(const std::string& bytes);
  // All bytes in one piece; shared where they are in one already.
  static grpc::Slice ToSlice(const grpc::ByteBuffer& buffer);
  static absl::Status UnreadableRequest();
  // Counts a call that begins.
  Record Started(absl::string_view name) const;
  std::shared_ptr<Record> Begin(absl::string_view name) const {
    return std::make_shared<Record>(Started(name));
  }
  // Counts, times and logs the end of a call; the status to finish it with. What is our own fault
  // is always logged.
  grpc::Status End(const Record& record, const absl::Status& status) const;
  Call MakeCall(grpc::CallbackServerContext* context) const;
  void Run(const std::shared_ptr<Record>& record, grpc::CallbackServerContext* context, Mode mode,
           std::function<absl::Status(const Call&)> run,
           const std::function<void(const grpc::Status&)>& finish) const;
  // Runs `step` on the pool and gives its status to `then`; a full pool gives OVERLOADED.
  void RunStep(std::function<absl::Status()> step,
               const std::function<void(absl::Status)>& then) const;

  const Options options_;
};

}  // namespace pcsp::rpc

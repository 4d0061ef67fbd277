#include "gateway/rpc/pass_through.h"

#include <chrono>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "common/base/error.h"
#include "common/rpc/status.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/byte_buffer.h"

namespace pcsp::gateway {
namespace {

using grpc::ByteBuffer;

// The answer must reach the caller before the caller's own deadline does.
constexpr auto kHopAllowance = std::chrono::milliseconds(20);

void CopyDeadline(const grpc::CallbackServerContext& from, grpc::ClientContext* to) {
  const auto deadline = from.deadline();
  if (deadline == std::chrono::system_clock::time_point::max()) return;
  to->set_deadline(deadline - kHopAllowance);
}

// Refuses a method at once.
class Refusal final : public grpc::ServerGenericBidiReactor {
 public:
  explicit Refusal(const std::string& method) {
    Finish(rpc::ToGrpcStatus(
        MakeError(absl::StatusCode::kUnimplemented,
                  absl::StrCat("The gateway serves no method ", method, "."),
                  {.reason = "METHOD_NOT_SERVED", .metadata = {{"method", method}}})));
  }
  void OnDone() override { delete this; }
};

// One request, one reply.
class UnaryPass final : public grpc::ServerGenericBidiReactor {
 public:
  UnaryPass(const Route& route, const Checks* checks, grpc::GenericCallbackServerContext* context)
      : route_(route), checks_(checks), method_(context->method()) {
    CopyDeadline(*context, &client_);
    StartRead(&request_);
  }

  void OnReadDone(bool ok) override {
    if (!ok) {
      Finish(rpc::ToGrpcStatus(MakeError(absl::StatusCode::kInvalidArgument,
                                         "The call ended before its request.",
                                         {.reason = "REQUEST_MISSING"})));
      return;
    }
    Send(checks_, {.stub = route_.stub,
                   .method = method_,
                   .context = &client_,
                   .request = &request_,
                   .reply = &reply_,
                   .done = [this](const grpc::Status& status) { Answer(status); }});
  }
  void OnCancel() override { client_.TryCancel(); }
  void OnDone() override { delete this; }

 private:
  void Answer(const grpc::Status& status) {
    if (status.ok()) {
      StartWriteAndFinish(&reply_, {}, status);
    } else {
      Finish(status);
    }
  }

  const Route route_;
  const Checks* const checks_;
  const std::string method_;
  grpc::ClientContext client_;
  ByteBuffer request_, reply_;
};

// Requests one after another, then one reply. Each is written on before the next is read, so that
// what is in memory stays bounded by the slower side.
class StreamPass final : public grpc::ServerGenericBidiReactor {
 public:
  StreamPass(const Route& route, grpc::GenericCallbackServerContext* context)
      : context_(context), peer_(this) {
    CopyDeadline(*context, &peer_.context);
    route.stub->PrepareBidiStreamingCall(&peer_.context, context->method(), {}, &peer_);
    // Held while this side may still write to it: until the client has sent everything, or the
    // service has answered without waiting for that.
    peer_.AddHold();
    peer_.StartRead(&reply_);
    peer_.StartCall();
    StartRead(&request_);
  }

  void OnReadDone(bool ok) override {
    absl::MutexLock lock(&mutex_);
    if (!held_) return;
    if (ok) {
      peer_.StartWrite(&request_);
    } else if (context_->IsCancelled()) {
      // The client has gone; the service must not take what came for all there was.
      peer_.context.TryCancel();
      ReleaseHold();
    } else {
      peer_.StartWritesDone();
      ReleaseHold();
    }
  }
  void OnCancel() override { peer_.context.TryCancel(); }
  void OnDone() override {
    if (Release()) delete this;
  }

 private:
  // The side towards the service.
  struct Peer final : grpc::ClientBidiReactor<ByteBuffer, ByteBuffer> {
    explicit Peer(StreamPass* pass) : pass(pass) {}
    void OnWriteDone(bool) override { pass->StartRead(&pass->request_); }
    void OnReadDone(bool ok) override {
      absl::MutexLock lock(&pass->mutex_);
      pass->replied_ = ok;
      if (pass->held_) pass->ReleaseHold();
    }
    void OnDone(const grpc::Status& status) override {
      if (status.ok() && pass->replied_) {
        pass->StartWriteAndFinish(&pass->reply_, {}, status);
      } else {
        pass->Finish(status);
      }
      if (pass->Release()) delete pass;
    }
    StreamPass* const pass;
    grpc::ClientContext context;
  };

  void ReleaseHold() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    held_ = false;
    peer_.RemoveHold();
  }

  // Both sides must be done before the object goes; true for the second.
  bool Release() {
    absl::MutexLock lock(&mutex_);
    return --users_ == 0;
  }

  grpc::GenericCallbackServerContext* const context_;
  absl::Mutex mutex_;
  bool held_ ABSL_GUARDED_BY(mutex_) = true;
  int users_ ABSL_GUARDED_BY(mutex_) = 2;
  bool replied_ = false;
  ByteBuffer request_, reply_;
  Peer peer_;
};

// Messages in both directions, each handed on before the next of its direction is read.
class BidiPass final : public grpc::ServerGenericBidiReactor {
 public:
  BidiPass(const Route& route, grpc::GenericCallbackServerContext* context)
      : context_(context), peer_(this) {
    CopyDeadline(*context, &peer_.context);
    route.stub->PrepareBidiStreamingCall(&peer_.context, context->method(), {}, &peer_);
    // One while this side may still write to it, one while this side may still ask it for more:
    // between a reply and the next read nothing else would keep it.
    peer_.AddMultipleHolds(2);
    peer_.StartRead(&reply_);
    peer_.StartCall();
    StartRead(&request_);
  }

  void OnReadDone(bool ok) override {
    absl::MutexLock lock(&mutex_);
    if (!sending_) return;
    if (ok) {
      peer_.StartWrite(&request_);
      return;
    }
    // A client that has gone has not sent all there was.
    context_->IsCancelled() ? peer_.context.TryCancel() : peer_.StartWritesDone();
    StopSending();
  }
  void OnWriteDone(bool ok) override {
    absl::MutexLock lock(&mutex_);
    if (ok) {
      peer_.StartRead(&reply_);
    } else {
      peer_.context.TryCancel();
      StopSending();
      peer_.RemoveHold();
    }
  }
  void OnCancel() override { peer_.context.TryCancel(); }
  void OnDone() override {
    if (Release()) delete this;
  }

 private:
  // The side towards the service.
  struct Peer final : grpc::ClientBidiReactor<ByteBuffer, ByteBuffer> {
    explicit Peer(BidiPass* pass) : pass(pass) {}
    void OnWriteDone(bool ok) override {
      if (ok) pass->StartRead(&pass->request_);
    }
    void OnReadDone(bool ok) override {
      absl::MutexLock lock(&pass->mutex_);
      if (ok) {
        pass->StartWrite(&pass->reply_);
      } else {
        pass->StopSending();
        RemoveHold();
      }
    }
    void OnDone(const grpc::Status& status) override {
      pass->Finish(status);
      if (pass->Release()) delete pass;
    }
    BidiPass* const pass;
    grpc::ClientContext context;
  };

  void StopSending() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (sending_) peer_.RemoveHold();
    sending_ = false;
  }

  // Both sides must be done before the object goes; true for the second.
  bool Release() {
    absl::MutexLock lock(&mutex_);
    return --users_ == 0;
  }

  grpc::GenericCallbackServerContext* const context_;
  absl::Mutex mutex_;
  bool sending_ ABSL_GUARDED_BY(mutex_) = true;
  int users_ ABSL_GUARDED_BY(mutex_) = 2;
  ByteBuffer request_, reply_;
  Peer peer_;
};

}  // namespace

grpc::ServerGenericBidiReactor* PassThrough::CreateReactor(
    grpc::GenericCallbackServerContext* context) {
  const Route* route = table_->Find(context->method());
  if (route == nullptr) return new Refusal(context->method());
  if (route->server_streaming) return new BidiPass(*route, context);
  if (route->client_streaming) return new StreamPass(*route, context);
  return new UnaryPass(*route, checks_, context);
}

}  // namespace pcsp::gateway

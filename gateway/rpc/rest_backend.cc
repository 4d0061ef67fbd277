#include "gateway/rpc/rest_backend.h"

#include <chrono>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/rpc/status.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/client_callback.h"

namespace pcsp::gateway {
namespace {

using grpc::ByteBuffer;

ByteBuffer ToBuffer(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return ByteBuffer(&slice, 1);
}

std::string ToBytes(const ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  if (!buffer.Dump(&slices).ok()) return "";
  std::string bytes;
  bytes.reserve(buffer.Length());
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
}

void Prepare(const rest::BackendCall& call, grpc::ClientContext* context) {
  context->set_deadline(absl::ToChronoTime(call.deadline));
  for (const auto& [key, value] : call.metadata) context->AddMetadata(key, value);
}

// One request, one reply; frees itself.
struct UnaryCall {
  UnaryCall(rest::BackendCall call, rest::BackendDone done)
      : request(ToBuffer(call.request_messages.front())), done(std::move(done)) {
    Prepare(call, &context);
  }

  grpc::ClientContext context;
  ByteBuffer request, reply;
  rest::BackendDone done;
};

// Requests one after another, then one reply; frees itself.
class StreamCall final : public grpc::ClientBidiReactor<ByteBuffer, ByteBuffer> {
 public:
  StreamCall(const Route& route, rest::BackendCall call, rest::BackendDone done)
      : call_(std::move(call)), done_(std::move(done)) {
    Prepare(call_, &context_);
    route.stub->PrepareBidiStreamingCall(&context_, call_.full_method, {}, this);
    StartRead(&reply_);
    WriteNext();
    StartCall();
  }

  void OnWriteDone(bool ok) override {
    if (ok) WriteNext();
  }
  void OnReadDone(bool ok) override { replied_ = replied_ || ok; }
  void OnDone(const grpc::Status& status) override {
    done_(status, status.ok() && replied_ ? ToBytes(reply_) : "");
    delete this;
  }

 private:
  void WriteNext() {
    if (next_ == call_.request_messages.size()) {
      StartWritesDone();
      return;
    }
    request_ = ToBuffer(call_.request_messages[next_++]);
    StartWrite(&request_);
  }

  rest::BackendCall call_;
  rest::BackendDone done_;
  grpc::ClientContext context_;
  size_t next_ = 0;
  bool replied_ = false;
  ByteBuffer request_, reply_;
};

}  // namespace

void RestBackend::Call(rest::BackendCall call, rest::BackendDone done) {
  const Route* route = table_->Find(call.full_method);
  if (route == nullptr) {
    done(rpc::ToGrpcStatus(
             MakeError(absl::StatusCode::kUnimplemented,
                       absl::StrCat("The gateway serves no method ", call.full_method, "."),
                       {.reason = "METHOD_NOT_SERVED"})),
         "");
    return;
  }
  if (call.client_streaming) {
    new StreamCall(*route, std::move(call), std::move(done));
    return;
  }
  const std::string method = call.full_method;
  auto* unary = new UnaryCall(std::move(call), std::move(done));
  Send(checks_, {.stub = route->stub,
                 .method = method,
                 .context = &unary->context,
                 .request = &unary->request,
                 .reply = &unary->reply,
                 .done = [unary](const grpc::Status& status) {
                   unary->done(status, status.ok() ? ToBytes(unary->reply) : "");
                   delete unary;
                 }});
}

}  // namespace pcsp::gateway

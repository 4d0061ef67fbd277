// Replies as bytes: Handler's methods whose answer may be at hand without a message being made.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "common/rpc/handler.h"
#include "grpcpp/impl/codegen/proto_utils.h"

namespace pcsp::rpc {

template <typename Request, typename AtHand, typename Method>
grpc::ServerUnaryReactor* Handler::UnaryBytes(grpc::CallbackServerContext* context,
                                              const grpc::ByteBuffer* request,
                                              grpc::ByteBuffer* response, absl::string_view name,
                                              AtHand at_hand, Method method) {
  auto* reactor = context->DefaultReactor();
  Record record = Started(name);
  Request message;
  grpc::ByteBuffer bytes(*request);  // shared with it, not copied
  if (!grpc::SerializationTraits<Request>::Deserialize(&bytes, &message).ok()) {
    reactor->Finish(End(record, UnreadableRequest()));
  } else if (std::optional<std::string> ready = at_hand(MakeCall(context), message)) {
    *response = ToBuffer(*ready);
    reactor->Finish(End(record, absl::OkStatus()));
  } else {
    auto run = [method = std::move(method), message = std::move(message),
                response](const Call& call) -> absl::Status {
      const absl::StatusOr<std::string> reply = method(call, message);
      if (reply.ok()) *response = ToBuffer(*reply);
      return reply.status();
    };
    Run(std::make_shared<Record>(std::move(record)), context, Mode::kPooled, std::move(run),
        [reactor](const grpc::Status& status) { reactor->Finish(status); });
  }
  return reactor;
}

template <typename Request, typename AtHand, typename ModeOf, typename Method>
grpc::ServerUnaryReactor* Handler::UnarySlices(grpc::CallbackServerContext* context,
                                               const grpc::ByteBuffer* request,
                                               grpc::ByteBuffer* response, absl::string_view name,
                                               AtHand at_hand, ModeOf mode, Method method) {
  auto* reactor = context->DefaultReactor();
  Record record = Started(name);
  const grpc::Slice bytes = ToSlice(*request);
  if (std::optional<grpc::Slice> ready = at_hand(bytes)) {
    *response = grpc::ByteBuffer(&*ready, 1);
    reactor->Finish(End(record, absl::OkStatus()));
    return reactor;
  }
  auto message = std::make_shared<Request>();
  if (!message->ParseFromArray(bytes.begin(), static_cast<int>(bytes.size()))) {
    reactor->Finish(End(record, UnreadableRequest()));
    return reactor;
  }
  auto run = [method = std::move(method), message, bytes,
              response](const Call& call) -> absl::Status {
    const absl::StatusOr<grpc::Slice> reply = method(call, *message, bytes);
    if (reply.ok()) *response = grpc::ByteBuffer(&*reply, 1);
    return reply.status();
  };
  Run(std::make_shared<Record>(std::move(record)), context, mode(*message), std::move(run),
      [reactor](const grpc::Status& status) { reactor->Finish(status); });
  return reactor;
}

}  // namespace pcsp::rpc

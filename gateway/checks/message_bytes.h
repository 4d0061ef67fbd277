// Requests and replies of calls in bytes, as messages.
#pragma once

#include <memory>
#include <string>

#include "google/protobuf/message.h"
#include "grpcpp/support/byte_buffer.h"

namespace pcsp::gateway {

// Of `method`, "/package.Service/Method"; null if it cannot be read.
std::unique_ptr<google::protobuf::Message> ReadRequest(const std::string& method,
                                                       const grpc::ByteBuffer& bytes);
std::unique_ptr<google::protobuf::Message> ReadReply(const std::string& method,
                                                     const grpc::ByteBuffer& bytes);

grpc::ByteBuffer BytesOf(const google::protobuf::Message& message);

}  // namespace pcsp::gateway

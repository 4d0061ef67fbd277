#include "gateway/checks/message_bytes.h"

#include <algorithm>
#include <vector>

#include "google/protobuf/descriptor.h"

namespace pcsp::gateway {
namespace {

using google::protobuf::Message;

const google::protobuf::MethodDescriptor* Find(const std::string& method) {
  std::string full_name = method.substr(1);
  std::replace(full_name.begin(), full_name.end(), '/', '.');
  return google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(full_name);
}

std::unique_ptr<Message> Read(const google::protobuf::Descriptor* type,
                              const grpc::ByteBuffer& bytes) {
  std::unique_ptr<Message> message(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
  std::vector<grpc::Slice> slices;
  if (!bytes.Dump(&slices).ok()) return nullptr;
  std::string text;
  for (const grpc::Slice& slice : slices) {
    text.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return message->ParseFromString(text) ? std::move(message) : nullptr;
}

}  // namespace

std::unique_ptr<Message> ReadRequest(const std::string& method, const grpc::ByteBuffer& bytes) {
  const auto* found = Find(method);
  return found == nullptr ? nullptr : Read(found->input_type(), bytes);
}

std::unique_ptr<Message> ReadReply(const std::string& method, const grpc::ByteBuffer& bytes) {
  const auto* found = Find(method);
  return found == nullptr ? nullptr : Read(found->output_type(), bytes);
}

grpc::ByteBuffer BytesOf(const Message& message) {
  const grpc::Slice slice(message.SerializeAsString());
  return grpc::ByteBuffer(&slice, 1);
}

}  // namespace pcsp::gateway

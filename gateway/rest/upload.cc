#include "gateway/rest/upload.h"

#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "google/protobuf/message.h"

namespace pcsp::rest {

using google::protobuf::FieldDescriptor;

UploadShape UploadShapeOf(const google::protobuf::Descriptor& request) {
  constexpr UploadShape kOther{nullptr, nullptr};
  if (request.real_oneof_decl_count() != 1) return kOther;
  const auto* oneof = request.oneof_decl(0);
  UploadShape shape = kOther;
  for (int i = 0; i < oneof->field_count(); ++i) {
    const FieldDescriptor* field = oneof->field(i);
    if (field->message_type() != nullptr) shape.config = field;
    if (field->type() == FieldDescriptor::TYPE_BYTES) shape.chunk = field;
  }
  const bool both = shape.config != nullptr && shape.chunk != nullptr;
  return both && oneof->field_count() == 2 ? shape : kOther;
}

std::vector<absl::string_view> Lines(absl::string_view body) {
  absl::ConsumePrefix(&body, "\xEF\xBB\xBF");
  std::vector<absl::string_view> lines;
  for (absl::string_view line : absl::StrSplit(body, '\n')) {
    line = absl::StripAsciiWhitespace(line);
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> Chunks(absl::string_view data, const UploadShape& shape) {
  std::vector<std::string> messages;
  std::unique_ptr<google::protobuf::Message> message(
      google::protobuf::MessageFactory::generated_factory()
          ->GetPrototype(shape.chunk->containing_type())
          ->New());
  for (size_t at = 0; at < data.size(); at += kUploadChunkBytes) {
    message->GetReflection()->SetString(message.get(), shape.chunk,
                                        std::string(data.substr(at, kUploadChunkBytes)));
    messages.push_back(message->SerializeAsString());
  }
  return messages;
}

}  // namespace pcsp::rest

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
  UploadShape shape = kOther;
  for (int i = 0; i < request.field_count(); ++i) {
    const FieldDescriptor* field = request.field(i);
    if (field->is_repeated()) return kOther;
    if (field->message_type() != nullptr) shape.config = field;
    if (field->type() == FieldDescriptor::TYPE_BYTES) shape.chunk = field;
  }
  const bool both = shape.config != nullptr && shape.chunk != nullptr;
  return both && request.field_count() == 2 ? shape : kOther;
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

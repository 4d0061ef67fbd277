#include "gateway/rest/json_codec.h"

#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "gateway/rest/json_check.h"
#include "google/protobuf/util/json_util.h"
#include "google/protobuf/util/type_resolver_util.h"
#include "nlohmann/json.hpp"

namespace pcsp::rest {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MessageFactory;

constexpr char kTypeUrlPrefix[] = "type.googleapis.com";

google::protobuf::util::TypeResolver& Resolver() {
  static auto* const resolver = google::protobuf::util::NewTypeResolverForDescriptorPool(
      kTypeUrlPrefix, DescriptorPool::generated_pool());
  return *resolver;
}

// The check has found nothing, so the library's objection is one that the check does not know.
absl::Status Convert(const std::string& json, Message* message) {
  const auto status = google::protobuf::util::JsonStringToMessage(json, message);
  if (status.ok()) return absl::OkStatus();
  return InvalidField("", "", std::string(status.message().substr(0, 200)));
}

absl::string_view WithoutBom(absl::string_view json) {
  absl::ConsumePrefix(&json, "\xEF\xBB\xBF");
  return json;
}

std::unique_ptr<Message> NewMessage(const Descriptor& type) {
  return std::unique_ptr<Message>(MessageFactory::generated_factory()->GetPrototype(&type)->New());
}

}  // namespace

absl::Status ParseJson(absl::string_view json, Message* message) {
  json = WithoutBom(json);
  RETURN_IF_ERROR(CheckJson(json, *message->GetDescriptor()));
  return Convert(std::string(json), message);
}

absl::Status ParseJsonField(absl::string_view json, const FieldDescriptor& field,
                            Message* message) {
  json = WithoutBom(json);
  const absl::Status checked = CheckJson(json, field);
  const auto detail = ErrorDetailOf(checked);
  if (detail && !detail->violations.empty()) {
    Violations seen_from_message;
    for (const Violation& v : detail->violations) {
      const bool list = v.field.empty() || v.field[0] == '[';
      seen_from_message.Add(absl::StrCat(field.name(), list ? "" : ".", v.field), v.given,
                            v.expected);
    }
    return seen_from_message.ToStatus();
  }
  RETURN_IF_ERROR(checked);
  // What was checked is one whole value, so it cannot break out of the object around it.
  return Convert(absl::StrCat("{\"", field.json_name(), "\":", json, "}"), message);
}

absl::StatusOr<std::string> PrintJson(const Descriptor& type, const std::string& bytes,
                                      Zeros zeros) {
  google::protobuf::util::JsonPrintOptions options;
  options.always_print_primitive_fields = zeros == Zeros::kPrint;
  std::string json;
  const auto status = google::protobuf::util::BinaryToJsonString(
      &Resolver(), absl::StrCat(kTypeUrlPrefix, "/", type.full_name()), bytes, &json, options);
  if (status.ok()) return json;
  return absl::InternalError(
      absl::StrCat("cannot print ", type.full_name(), " as JSON: ", std::string(status.message())));
}

absl::StatusOr<std::string> PrintJsonField(const FieldDescriptor& field, const std::string& bytes) {
  auto whole = NewMessage(*field.containing_type());
  if (!whole->ParseFromString(bytes)) {
    return absl::InternalError(absl::StrCat("not a ", whole->GetTypeName()));
  }
  const auto* reflection = whole->GetReflection();
  if (field.message_type() != nullptr && !field.is_repeated()) {
    return PrintJson(*field.message_type(),
                     reflection->GetMessage(*whole, &field).SerializeAsString());
  }
  auto only = NewMessage(*field.containing_type());
  reflection->SwapFields(whole.get(), only.get(), {&field});
  ASSIGN_OR_RETURN(std::string json,
                   PrintJson(*field.containing_type(), only->SerializeAsString()));
  const auto parsed = nlohmann::ordered_json::parse(json, nullptr, /*allow_exceptions=*/false);
  const auto value = parsed.find(field.json_name());
  return value == parsed.end() ? "null" : value->dump();
}

}  // namespace pcsp::rest

#include "gateway/rest/openapi/schemas.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "gateway/rest/scalar_text.h"
#include "google/protobuf/descriptor.pb.h"

namespace pcsp::rest {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;

OrderedJson Reference(const std::string& full_name) {
  return {{"$ref", absl::StrCat("#/components/schemas/", full_name)}};
}

// Of numbers, truth values, texts and bytes.
OrderedJson OfScalar(const FieldDescriptor& field) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return {{"type", "integer"}, {"format", "int32"}};
    case FieldDescriptor::CPPTYPE_UINT32:
      return {{"type", "integer"}, {"format", "int64"}, {"minimum", 0}, {"maximum", 4294967295}};
    case FieldDescriptor::CPPTYPE_INT64:
      return {{"type", "string"}, {"format", "int64"}, {"pattern", "^-?[0-9]+$"}};
    case FieldDescriptor::CPPTYPE_UINT64:
      return {{"type", "string"}, {"format", "uint64"}, {"pattern", "^[0-9]+$"}};
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return {{"type", "number"}, {"format", "double"}};
    case FieldDescriptor::CPPTYPE_FLOAT:
      return {{"type", "number"}, {"format", "float"}};
    case FieldDescriptor::CPPTYPE_BOOL:
      return {{"type", "boolean"}};
    default:
      break;
  }
  if (field.type() == FieldDescriptor::TYPE_BYTES) return {{"type", "string"}, {"format", "byte"}};
  return {{"type", "string"}};
}

// The messages that proto3 writes in JSON in a form of their own; null for any other.
OrderedJson WellKnown(const Descriptor& message) {
  const std::string& name = message.full_name();
  if (name == "google.protobuf.Timestamp") return {{"type", "string"}, {"format", "date-time"}};
  if (name == "google.protobuf.Duration") {
    return {{"type", "string"}, {"pattern", R"(^-?[0-9]+(\.[0-9]{1,9})?s$)"}, {"example", "1.5s"}};
  }
  if (name == "google.protobuf.FieldMask") {
    return {{"type", "string"}, {"example", "displayName,openDate"}};
  }
  if (name == "google.protobuf.Empty") return {{"type", "object"}};
  if (name == "google.protobuf.Struct") {
    return {{"type", "object"}, {"additionalProperties", true}};
  }
  if (name == "google.protobuf.ListValue") {
    return {{"type", "array"}, {"items", OrderedJson::object()}};
  }
  if (name == "google.protobuf.Any") {
    return {{"type", "object"},
            {"properties", {{"@type", {{"type", "string"}}}}},
            {"required", OrderedJson::array({"@type"})},
            {"additionalProperties", true}};
  }
  if (const FieldDescriptor* wrapped = WrappedField(message)) {
    OrderedJson schema = OfScalar(*wrapped);
    schema["nullable"] = true;
    return schema;
  }
  return nullptr;
}

void Describe(const std::string& words, OrderedJson* schema) {
  if (words.empty()) return;
  // Beside a reference nothing counts in OpenAPI 3.0.
  if (schema->contains("$ref")) {
    *schema = {{"allOf", OrderedJson::array({std::move(*schema)})}};
  }
  (*schema)["description"] = words;
}

}  // namespace

OrderedJson Schemas::OfEnum(const EnumDescriptor& type) {
  OrderedJson& schema = done_[type.full_name()];
  if (schema.is_null()) schema = Enumeration(type);
  return Reference(type.full_name());
}

OrderedJson Schemas::OfMessage(const Descriptor& message) {
  // Any JSON at all.
  if (message.full_name() == "google.protobuf.Value") return OrderedJson::object();
  if (OrderedJson known = WellKnown(message); !known.is_null()) return known;
  if (done_.emplace(message.full_name(), nullptr).second) open_.push_back(&message);
  return Reference(message.full_name());
}

OrderedJson Schemas::OfValue(const FieldDescriptor& field) {
  if (field.message_type() != nullptr) return OfMessage(*field.message_type());
  if (field.enum_type() != nullptr) return OfEnum(*field.enum_type());
  return OfScalar(field);
}

OrderedJson Schemas::OfField(const FieldDescriptor& field) {
  if (field.is_map()) {
    return {{"type", "object"}, {"additionalProperties", OfValue(*field.message_type()->field(1))}};
  }
  if (field.is_repeated()) return {{"type", "array"}, {"items", OfValue(field)}};
  return OfValue(field);
}

OrderedJson Schemas::OfFieldWithComment(const FieldDescriptor& field) {
  OrderedJson schema = OfField(field);
  Describe(contract_.CommentOn(field.full_name()), &schema);
  return schema;
}

OrderedJson Schemas::Enumeration(const EnumDescriptor& type) {
  OrderedJson names = OrderedJson::array();
  std::string words = contract_.CommentOn(type.full_name());
  for (int i = 0; i < type.value_count(); ++i) {
    names.push_back(type.value(i)->name());
    const std::string value = contract_.CommentOn(type.value(i)->full_name());
    if (value.empty()) continue;
    absl::StrAppend(&words,
                    words.empty() ? ""
                    : i == 0      ? "\n\n"
                                  : "\n",
                    "- `", type.value(i)->name(), "`: ", value);
  }
  OrderedJson schema = {{"type", "string"}, {"enum", std::move(names)}};
  Describe(words, &schema);
  return schema;
}

OrderedJson Schemas::Object(const Descriptor& message) {
  OrderedJson properties = OrderedJson::object();
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor& field = *message.field(i);
    OrderedJson schema = OfFieldWithComment(field);
    if (const auto* oneof = field.real_containing_oneof()) {
      const std::string words = schema.value("description", "");
      Describe(absl::StrCat(words, words.empty() ? "" : " ", "At most one of `", oneof->name(),
                            "` is set."),
               &schema);
    }
    if (field.options().deprecated()) schema["deprecated"] = true;
    properties[field.json_name()] = std::move(schema);
  }
  OrderedJson object = {{"type", "object"}};
  if (!properties.empty()) object["properties"] = std::move(properties);
  Describe(contract_.CommentOn(message.full_name()), &object);
  return object;
}

OrderedJson Schemas::Components() {
  while (!open_.empty()) {
    const Descriptor* message = open_.back();
    open_.pop_back();
    OrderedJson object = Object(*message);
    done_[message->full_name()] = std::move(object);
  }
  return OrderedJson(done_);
}

}  // namespace pcsp::rest

#include "gateway/rest/scalar_text.h"

#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/text/utf8.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/protobuf/util/field_mask_util.h"
#include "google/protobuf/util/time_util.h"

namespace pcsp::rest {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::util::FieldMaskUtil;
using google::protobuf::util::TimeUtil;

// Abseil's readers also take leading spaces and a plus sign.
bool StartsLikeNumber(absl::string_view text) {
  return !text.empty() && (absl::ascii_isdigit(text[0]) || text[0] == '-') &&
         absl::ascii_isdigit(text.back());
}

template <typename Int, typename Wide>
std::optional<ScalarValue> ParseInteger(absl::string_view text) {
  Int value;
  if (!StartsLikeNumber(text) || !absl::SimpleAtoi(text, &value)) return std::nullopt;
  return ScalarValue(Wide{value});
}

std::optional<ScalarValue> ParseReal(absl::string_view text, double limit) {
  double value;
  if (!StartsLikeNumber(text) || absl::StrContains(text, 'x') || !absl::SimpleAtod(text, &value) ||
      std::fabs(value) > limit) {
    return std::nullopt;
  }
  return ScalarValue(value);
}

std::optional<ScalarValue> ParseEnum(const EnumDescriptor& type, absl::string_view text) {
  int number;
  const auto* value = type.FindValueByName(std::string(text));
  if (value == nullptr && StartsLikeNumber(text) && absl::SimpleAtoi(text, &number)) {
    value = type.FindValueByNumber(number);
  }
  if (value == nullptr) return std::nullopt;
  return ScalarValue(int64_t{value->number()});
}

std::optional<ScalarValue> ParseString(const FieldDescriptor& field, absl::string_view text) {
  std::string value(text);
  if (field.type() == FieldDescriptor::TYPE_BYTES) {
    if (!absl::Base64Unescape(text, &value) && !absl::WebSafeBase64Unescape(text, &value)) {
      return std::nullopt;
    }
  } else if (!text::IsCleanUtf8(value)) {
    return std::nullopt;
  }
  return ScalarValue(std::move(value));
}

std::string EnumNames(const EnumDescriptor& type) {
  std::vector<absl::string_view> names;
  for (int i = 0; i < type.value_count(); ++i) names.push_back(type.value(i)->name());
  return absl::StrJoin(names, ", ");
}

// Reads "displayName,open_date": camelCase is the JSON form, snake_case what people paste.
bool ReadFieldMask(absl::string_view text, google::protobuf::FieldMask* mask) {
  mask->Clear();
  for (absl::string_view path : absl::StrSplit(text, ',', absl::SkipEmpty())) {
    google::protobuf::FieldMask one;
    if (absl::StrContains(path, '_')) {
      mask->add_paths(std::string(path));
    } else if (FieldMaskUtil::FromJsonString(std::string(path), &one)) {
      mask->MergeFrom(one);
    } else {
      return false;
    }
  }
  return mask->paths_size() > 0;
}

template <typename Int>
std::string WholeNumber() {
  return absl::StrCat("a whole number from ", std::numeric_limits<Int>::min(), " to ",
                      std::numeric_limits<Int>::max());
}

}  // namespace

std::optional<ScalarValue> ParseScalar(const FieldDescriptor& field, absl::string_view text) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return ParseInteger<int32_t, int64_t>(text);
    case FieldDescriptor::CPPTYPE_INT64:
      return ParseInteger<int64_t, int64_t>(text);
    case FieldDescriptor::CPPTYPE_UINT32:
      return ParseInteger<uint32_t, uint64_t>(text);
    case FieldDescriptor::CPPTYPE_UINT64:
      return ParseInteger<uint64_t, uint64_t>(text);
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return ParseReal(text, std::numeric_limits<double>::max());
    case FieldDescriptor::CPPTYPE_FLOAT:
      return ParseReal(text, std::numeric_limits<float>::max());
    case FieldDescriptor::CPPTYPE_BOOL:
      if (text == "true" || text == "false") return ScalarValue(text == "true");
      return std::nullopt;
    case FieldDescriptor::CPPTYPE_ENUM:
      return ParseEnum(*field.enum_type(), text);
    case FieldDescriptor::CPPTYPE_STRING:
      return ParseString(field, text);
    case FieldDescriptor::CPPTYPE_MESSAGE:
      break;
  }
  return std::nullopt;
}

void StoreScalar(const ScalarValue& value, const FieldDescriptor& field, Message* message) {
  const auto* reflection = message->GetReflection();
  const bool add = field.is_repeated();
  const auto store = [&](auto set, auto append, auto typed) {
    add ? (reflection->*append)(message, &field, typed)
        : (reflection->*set)(message, &field, typed);
  };
  using R = google::protobuf::Reflection;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return store(&R::SetInt32, &R::AddInt32, static_cast<int32_t>(std::get<int64_t>(value)));
    case FieldDescriptor::CPPTYPE_INT64:
      return store(&R::SetInt64, &R::AddInt64, std::get<int64_t>(value));
    case FieldDescriptor::CPPTYPE_UINT32:
      return store(&R::SetUInt32, &R::AddUInt32, static_cast<uint32_t>(std::get<uint64_t>(value)));
    case FieldDescriptor::CPPTYPE_UINT64:
      return store(&R::SetUInt64, &R::AddUInt64, std::get<uint64_t>(value));
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return store(&R::SetDouble, &R::AddDouble, std::get<double>(value));
    case FieldDescriptor::CPPTYPE_FLOAT:
      return store(&R::SetFloat, &R::AddFloat, static_cast<float>(std::get<double>(value)));
    case FieldDescriptor::CPPTYPE_BOOL:
      return store(&R::SetBool, &R::AddBool, std::get<bool>(value));
    case FieldDescriptor::CPPTYPE_ENUM:
      return store(&R::SetEnumValue, &R::AddEnumValue, static_cast<int>(std::get<int64_t>(value)));
    case FieldDescriptor::CPPTYPE_STRING:
      return store(&R::SetString, &R::AddString, std::get<std::string>(value));
    case FieldDescriptor::CPPTYPE_MESSAGE:
      break;
  }
}

const FieldDescriptor* WrappedField(const Descriptor& message) {
  static constexpr absl::string_view kWrappers[] = {
      "google.protobuf.DoubleValue", "google.protobuf.FloatValue",  "google.protobuf.Int64Value",
      "google.protobuf.UInt64Value", "google.protobuf.Int32Value",  "google.protobuf.UInt32Value",
      "google.protobuf.BoolValue",   "google.protobuf.StringValue", "google.protobuf.BytesValue"};
  for (absl::string_view name : kWrappers) {
    if (message.full_name() == name) return message.FindFieldByNumber(1);
  }
  return nullptr;
}

bool IsTextMessage(const Descriptor& message) {
  const absl::string_view name = message.full_name();
  return name == "google.protobuf.Timestamp" || name == "google.protobuf.Duration" ||
         name == "google.protobuf.FieldMask";
}

bool ReadTextMessage(absl::string_view text, Message* message) {
  if (auto* mask = dynamic_cast<google::protobuf::FieldMask*>(message)) {
    return ReadFieldMask(text, mask);
  }
  if (auto* instant = dynamic_cast<google::protobuf::Timestamp*>(message)) {
    return TimeUtil::FromString(std::string(text), instant);
  }
  if (auto* duration = dynamic_cast<google::protobuf::Duration*>(message)) {
    return TimeUtil::FromString(std::string(text), duration);
  }
  return false;
}

std::string Expected(const FieldDescriptor& field) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return WholeNumber<int32_t>();
    case FieldDescriptor::CPPTYPE_INT64:
      return WholeNumber<int64_t>();
    case FieldDescriptor::CPPTYPE_UINT32:
      return WholeNumber<uint32_t>();
    case FieldDescriptor::CPPTYPE_UINT64:
      return WholeNumber<uint64_t>();
    case FieldDescriptor::CPPTYPE_DOUBLE:
    case FieldDescriptor::CPPTYPE_FLOAT:
      return "a number";
    case FieldDescriptor::CPPTYPE_BOOL:
      return "true or false";
    case FieldDescriptor::CPPTYPE_ENUM:
      return absl::StrCat("one of ", EnumNames(*field.enum_type()));
    case FieldDescriptor::CPPTYPE_STRING:
      return field.type() == FieldDescriptor::TYPE_BYTES ? "base64" : "text without U+0000";
    case FieldDescriptor::CPPTYPE_MESSAGE:
      break;
  }
  const absl::string_view name = field.message_type()->full_name();
  if (const auto* wrapped = WrappedField(*field.message_type())) return Expected(*wrapped);
  if (name == "google.protobuf.Timestamp") return "an instant such as \"2026-03-01T09:00:00Z\"";
  if (name == "google.protobuf.Duration") return "a duration such as \"1.5s\"";
  if (name == "google.protobuf.FieldMask") return "field names such as \"displayName,postcode\"";
  return "an object";
}

}  // namespace pcsp::rest

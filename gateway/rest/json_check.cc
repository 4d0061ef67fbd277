#include "gateway/rest/json_check.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/error.h"
#include "gateway/rest/rest_errors.h"
#include "gateway/rest/scalar_text.h"
#include "google/protobuf/message.h"
#include "nlohmann/json.hpp"

namespace pcsp::rest {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MessageFactory;
using nlohmann::json;

// Messages whose JSON form is free: any object, list or value.
bool IsFree(const Descriptor& message) {
  const absl::string_view name = message.full_name();
  return name == "google.protobuf.Any" || name == "google.protobuf.Struct" ||
         name == "google.protobuf.Value" || name == "google.protobuf.ListValue";
}

const FieldDescriptor* FindField(const Descriptor& message, const std::string& key) {
  if (const auto* field = message.FindFieldByName(key)) return field;
  for (int i = 0; i < message.field_count(); ++i) {
    if (message.field(i)->json_name() == key) return message.field(i);
  }
  return nullptr;
}

std::string FieldNames(const Descriptor& message) {
  std::vector<absl::string_view> names;
  for (int i = 0; i < message.field_count(); ++i) names.push_back(message.field(i)->json_name());
  return names.empty() ? "no fields here" : absl::StrCat("one of ", absl::StrJoin(names, ", "));
}

// As services name keys of maps; in quotes if the key could be mistaken for more of the path.
std::string KeyInPath(absl::string_view key) {
  const auto is_plain = [](unsigned char c) {
    return absl::ascii_isalnum(c) || c == '_' || c == '-';
  };
  const bool plain = !key.empty() && std::all_of(key.begin(), key.end(), is_plain);
  const std::string text(key.substr(0, 80));
  return plain ? text : absl::StrCat("\"", text, "\"");
}

template <typename Int>
bool FitsReal(double value) {
  // The limits of 64-bit integers are no doubles; the next power of two is.
  constexpr double kEnd = std::is_signed_v<Int> ? 9223372036854775808.0 : 18446744073709551616.0;
  constexpr double kBegin = std::is_signed_v<Int> ? -kEnd : 0;
  return std::trunc(value) == value && value >= kBegin && value < kEnd &&
         std::in_range<Int>(static_cast<Int>(value));
}

template <typename Int, typename Number>
bool Fits(Number value) {
  if constexpr (std::is_floating_point_v<Number>) {
    if constexpr (sizeof(Int) == 8) return FitsReal<Int>(value);
    return value >= static_cast<double>(std::numeric_limits<Int>::min()) &&
           value <= static_cast<double>(std::numeric_limits<Int>::max()) &&
           std::trunc(value) == value;
  } else {
    return std::in_range<Int>(value);
  }
}

// `field` is no message.
template <typename Number>
bool AcceptsNumber(const FieldDescriptor& field, Number value) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return Fits<int32_t>(value);
    case FieldDescriptor::CPPTYPE_INT64:
      return Fits<int64_t>(value);
    case FieldDescriptor::CPPTYPE_UINT32:
      return Fits<uint32_t>(value);
    case FieldDescriptor::CPPTYPE_UINT64:
      return Fits<uint64_t>(value);
    case FieldDescriptor::CPPTYPE_FLOAT:
      return std::fabs(static_cast<double>(value)) <= std::numeric_limits<float>::max();
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return true;
    case FieldDescriptor::CPPTYPE_ENUM:
      return Fits<int32_t>(value) &&
             field.enum_type()->FindValueByNumber(static_cast<int>(value)) != nullptr;
    default:
      return false;
  }
}

bool AcceptsText(const FieldDescriptor& field, const std::string& text) {
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL) return false;
  const bool real = field.cpp_type() == FieldDescriptor::CPPTYPE_DOUBLE ||
                    field.cpp_type() == FieldDescriptor::CPPTYPE_FLOAT;
  if (real && (text == "NaN" || text == "Infinity" || text == "-Infinity")) return true;
  return ParseScalar(field, text).has_value();
}

// Follows the events of a strict JSON reader down the message that the text should describe.
class JsonChecker : public nlohmann::json_sax<json> {
 public:
  explicit JsonChecker(const Descriptor& message) : root_message_(&message) {}
  explicit JsonChecker(const FieldDescriptor& field) : root_field_(&field) {}

  absl::Status Result() const {
    if (!malformed_.empty()) return MalformedJson(malformed_);
    return violations_.ToStatus();
  }

  bool null() override {
    const Slot slot = Begin();
    const bool absent = !slot.element && slot.field != nullptr && !frames_.empty();
    const bool is_value = slot.field != nullptr && slot.field->message_type() != nullptr &&
                          slot.field->message_type()->full_name() == "google.protobuf.Value";
    if (!slot.free && !absent && !is_value) Refuse("null", Wanted(slot));
    return true;
  }
  bool boolean(bool value) override {
    const Slot slot = Begin();
    const FieldDescriptor* scalar = ScalarOf(slot);
    if (slot.free) return true;
    if (scalar == nullptr || scalar->cpp_type() != FieldDescriptor::CPPTYPE_BOOL) {
      Refuse(value ? "true" : "false", WantedNoText(slot));
    }
    return true;
  }
  bool number_integer(int64_t value) override { return Number(value); }
  bool number_unsigned(uint64_t value) override { return Number(value); }
  bool number_float(double value, const std::string&) override { return Number(value); }
  bool binary(json::binary_t&) override { return false; }

  bool string(std::string& value) override {
    const Slot slot = Begin();
    if (slot.free) return true;
    const FieldDescriptor* scalar = ScalarOf(slot);
    const bool ok =
        scalar != nullptr ? AcceptsText(*scalar, value) : AcceptsTextMessage(slot, value);
    if (!ok) Refuse(value, Wanted(slot));
    return true;
  }

  bool start_object(size_t) override {
    const Slot slot = Begin();
    if (TooDeep()) return false;
    Frame frame{Frame::kFree};
    if (slot.message != nullptr) {
      frame = {Frame::kMessage, slot.message};
    } else if (slot.free) {
      // Anything goes.
    } else if (!slot.element && slot.field->is_map()) {
      frame = {Frame::kMap, nullptr, slot.field->message_type()->map_value()};
      frame.map_key = slot.field->message_type()->map_key();
    } else if (IsPlainMessage(slot)) {
      frame = {Frame::kMessage, slot.field->message_type()};
    } else {
      Refuse("an object", Wanted(slot));
    }
    frames_.push_back(std::move(frame));
    return true;
  }

  bool key(std::string& name) override {
    Frame& frame = frames_.back();
    frame.key = name;
    frame.field = frame.kind == Frame::kMessage ? FindField(*frame.message, name) : frame.field;
    // Both spellings of a field are one key.
    const std::string& id =
        frame.kind == Frame::kMessage && frame.field != nullptr ? frame.field->name() : name;
    const bool fresh = frame.keys.insert(id).second;
    if (!fresh) {
      Refuse("", "the key once");
    } else if (frame.kind == Frame::kMessage) {
      CheckMember(frame);
    } else if (frame.kind == Frame::kMap && !ParseScalar(*frame.map_key, name)) {
      Refuse(name, absl::StrCat("a key that is ", Expected(*frame.map_key)));
    }
    return true;
  }

  bool end_object() override {
    frames_.pop_back();
    return true;
  }

  bool start_array(size_t) override {
    const Slot slot = Begin();
    if (TooDeep()) return false;
    Frame frame{Frame::kFree};
    if (!slot.free && slot.field != nullptr && !slot.element && slot.field->is_repeated() &&
        !slot.field->is_map()) {
      frame = {Frame::kList, nullptr, slot.field};
    } else if (!slot.free) {
      Refuse("a list", Wanted(slot));
    }
    frames_.push_back(std::move(frame));
    return true;
  }
  bool end_array() override { return end_object(); }

  bool parse_error(size_t, const std::string&, const nlohmann::detail::exception& fault) override {
    // "[json.exception.parse_error.101] parse error at line 1, column 2: ... last read: '...'; ..."
    absl::string_view what = fault.what();
    if (const size_t at = what.find("at line "); at != absl::string_view::npos) {
      what.remove_prefix(at + 3);
    } else if (const size_t bracket = what.find("] "); bracket != absl::string_view::npos) {
      what.remove_prefix(bracket + 2);
    }
    // What was read may be long, secret, or no UTF-8.
    const size_t read = what.find("; last read: '");
    malformed_ = std::string(what.substr(0, std::min<size_t>(read, 160)));
    if (absl::StrContains(malformed_, "number overflow")) malformed_ = "a number is out of range";
    return false;
  }

 private:
  struct Frame {
    enum Kind { kFree, kMessage, kMap, kList };
    Kind kind;
    const Descriptor* message = nullptr;     // of kMessage
    const FieldDescriptor* field = nullptr;  // of the next value; null for an unknown field
    const FieldDescriptor* map_key = nullptr;
    std::string key;
    size_t index = 0;  // of the next value in a kList, plus one once it has begun
    absl::flat_hash_set<std::string> keys;
    absl::flat_hash_set<std::string> oneofs;
  };

  // What the place where a value begins may hold.
  struct Slot {
    bool free = false;
    bool element = false;                 // of a list or map: `field` itself, not a list of it
    const Descriptor* message = nullptr;  // the root message
    const FieldDescriptor* field = nullptr;
  };

  Slot Begin() {
    Slot slot;
    if (frames_.empty()) {
      slot.message = root_message_;
      slot.field = root_field_;
    } else {
      Frame& frame = frames_.back();
      if (frame.kind == Frame::kList) ++frame.index;
      slot.field = frame.field;
      slot.element = frame.kind == Frame::kList || frame.kind == Frame::kMap;
      slot.free = slot.field == nullptr;
    }
    const bool single = slot.field != nullptr && (slot.element || !slot.field->is_repeated());
    if (single && slot.field->message_type() != nullptr && IsFree(*slot.field->message_type())) {
      slot.free = true;
    }
    return slot;
  }

  // The field that decides which plain values fit; nullptr for lists, maps and messages.
  static const FieldDescriptor* ScalarOf(const Slot& slot) {
    if (slot.field == nullptr || (!slot.element && slot.field->is_repeated())) return nullptr;
    const Descriptor* message = slot.field->message_type();
    return message == nullptr ? slot.field : WrappedField(*message);
  }

  static bool IsPlainMessage(const Slot& slot) {
    if (!slot.element && slot.field->is_repeated()) return false;
    const Descriptor* message = slot.field->message_type();
    return message != nullptr && !IsTextMessage(*message) && WrappedField(*message) == nullptr;
  }

  static bool AcceptsTextMessage(const Slot& slot, const std::string& text) {
    if (slot.field == nullptr || (!slot.element && slot.field->is_repeated())) return false;
    const Descriptor* type = slot.field->message_type();
    if (type == nullptr || !IsTextMessage(*type)) return false;
    if (type->full_name() == "google.protobuf.FieldMask" && text.empty()) return true;
    std::unique_ptr<Message> scratch(
        MessageFactory::generated_factory()->GetPrototype(type)->New());
    return ReadTextMessage(text, scratch.get());
  }

  static std::string Wanted(const Slot& slot) {
    if (slot.field == nullptr) return "an object";
    if (slot.element || !slot.field->is_repeated()) return Expected(*slot.field);
    return slot.field->is_map() ? "an object" : "a list";
  }

  // The same where no text was given: a bare 3 looks like the text "3" in a message.
  static std::string WantedNoText(const Slot& slot) {
    const FieldDescriptor* scalar = ScalarOf(slot);
    const bool text = scalar != nullptr && scalar->type() == FieldDescriptor::TYPE_STRING;
    return text ? "text in quotes" : Wanted(slot);
  }

  template <typename Value>
  bool Number(Value value) {
    const Slot slot = Begin();
    if (slot.free) return true;
    const FieldDescriptor* scalar = ScalarOf(slot);
    if (scalar == nullptr || !AcceptsNumber(*scalar, value)) {
      Refuse(absl::StrCat(value), WantedNoText(slot));
    }
    return true;
  }

  void CheckMember(Frame& frame) {
    if (frame.field == nullptr) {
      Refuse("", FieldNames(*frame.message));
      return;
    }
    const auto* oneof = frame.field->real_containing_oneof();
    if (oneof != nullptr && !frame.oneofs.insert(oneof->name()).second) {
      Refuse("", absl::StrCat("only one member of ", oneof->name()));
    }
  }

  bool TooDeep() {
    if (frames_.size() < kMaxJsonDepth) return false;
    malformed_ = absl::StrCat("it is nested deeper than ", kMaxJsonDepth, " levels");
    return true;
  }

  void Refuse(absl::string_view given, absl::string_view expected) {
    if (violations_.list().size() < kMaxJsonViolations) violations_.Add(Path(), given, expected);
  }

  // Where the reader is, in proto names: `organisation.address_lines[2]`.
  std::string Path() const {
    std::string path;
    for (const Frame& frame : frames_) {
      if (frame.kind == Frame::kList) {
        absl::StrAppend(&path, "[", frame.index > 0 ? frame.index - 1 : 0, "]");
      } else if (frame.kind == Frame::kMap) {
        absl::StrAppend(&path, "[", KeyInPath(frame.key), "]");
      } else {
        absl::StrAppend(&path, path.empty() ? "" : ".",
                        frame.kind == Frame::kMessage && frame.field != nullptr
                            ? frame.field->name()
                            : frame.key.substr(0, 80));
      }
    }
    return path;
  }

  const Descriptor* root_message_ = nullptr;
  const FieldDescriptor* root_field_ = nullptr;
  std::vector<Frame> frames_;
  std::string malformed_;
  Violations violations_;
};

absl::Status Check(absl::string_view text, JsonChecker checker) {
  // The reader takes a zero byte for the end of the text.
  if (absl::StrContains(text, '\0')) return MalformedJson("it contains a zero byte");
  json::sax_parse(text.begin(), text.end(), &checker);
  return checker.Result();
}

}  // namespace

absl::Status CheckJson(absl::string_view text, const Descriptor& message) {
  return Check(text, JsonChecker(message));
}

absl::Status CheckJson(absl::string_view text, const FieldDescriptor& field) {
  return Check(text, JsonChecker(field));
}

}  // namespace pcsp::rest

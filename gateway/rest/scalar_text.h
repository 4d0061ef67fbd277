// Field values from text: what path variables and query parameters carry, and what strings in JSON
// may stand for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace pcsp::rest {

// Enum values are their numbers; text and bytes are strings.
using ScalarValue = std::variant<int64_t, uint64_t, double, bool, std::string>;

// The value that `text` gives `field`, which is no message; nothing when it is out of range or of
// another kind. Enums go by name or number, bytes by base64.
std::optional<ScalarValue> ParseScalar(const google::protobuf::FieldDescriptor& field,
                                       absl::string_view text);
// Sets `field`, or adds to it when it is repeated.
void StoreScalar(const ScalarValue& value, const google::protobuf::FieldDescriptor& field,
                 google::protobuf::Message* message);

// The value field of google.protobuf.StringValue and its like; nullptr for any other message.
const google::protobuf::FieldDescriptor* WrappedField(const google::protobuf::Descriptor& message);
// True for Timestamp, Duration and FieldMask, whose JSON form is a string.
bool IsTextMessage(const google::protobuf::Descriptor& message);
// False when `text` is not the JSON form of `message`, for which IsTextMessage() holds. A field
// mask may name fields in either spelling.
bool ReadTextMessage(absl::string_view text, google::protobuf::Message* message);

// What `field` accepts, in words: "a whole number from 0 to 4294967295".
std::string Expected(const google::protobuf::FieldDescriptor& field);

}  // namespace pcsp::rest

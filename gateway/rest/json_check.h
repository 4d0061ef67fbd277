// Whether a text is the JSON form of a message, and everything that is wrong with it if not.
//
// The protobuf library's reader forgives single quotes, trailing commas and doubled keys, stops at
// the first fault and says neither the line nor the field. This check comes before it.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"

namespace pcsp::rest {

inline constexpr size_t kMaxJsonDepth = 64;
inline constexpr size_t kMaxJsonViolations = 100;  // more add nothing, and cost memory

// Errors: MALFORMED_JSON with line and column: syntax, invalid UTF-8, a number beyond a double,
// nesting deeper than kMaxJsonDepth. INVALID_FIELDS with a violation for every unknown field, value
// of a wrong kind or out of range, key given twice, and second member of a oneof.
absl::Status CheckJson(absl::string_view json, const google::protobuf::Descriptor& message);
// The same for a value of `field`: a list when it is repeated.
absl::Status CheckJson(absl::string_view json, const google::protobuf::FieldDescriptor& field);

}  // namespace pcsp::rest

// Messages to and from their proto3 JSON form.
//
// Out: camelCase names; enum values by name; 64-bit integers as strings (the proto3 rule); fields
// without presence always, so that a client sees zeros and empty lists, and fields with presence
// (messages, `optional`) only when they are set.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace pcsp::rest {

// Replaces what `message` holds. Errors: those of CheckJson().
absl::Status ParseJson(absl::string_view json, google::protobuf::Message* message);
// Replaces what `message` holds by a value of its `field`. The same errors, with fields as seen
// from `message`.
absl::Status ParseJsonField(absl::string_view json, const google::protobuf::FieldDescriptor& field,
                            google::protobuf::Message* message);

enum class Zeros { kPrint, kOmit };
// `bytes` is a serialised `type` of the linked-in pool. Errors: INTERNAL when it is not.
absl::StatusOr<std::string> PrintJson(const google::protobuf::Descriptor& type,
                                      const std::string& bytes, Zeros zeros = Zeros::kPrint);
// The value of `field` alone, in a serialised message that has it.
absl::StatusOr<std::string> PrintJsonField(const google::protobuf::FieldDescriptor& field,
                                           const std::string& bytes);

}  // namespace pcsp::rest

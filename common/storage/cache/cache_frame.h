// The bytes of a cached value, wrapped so that whatever else comes back is seen to be something
// else: damage, a value cut short, another format, or the answer to another question.
#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace pcsp {

// Magic, format version, length, XXH3-64 of key and value, value.
std::string FrameValue(absl::string_view key, absl::string_view value);

// Nothing unless FrameValue(key, ...) made exactly these bytes.
std::optional<std::string> UnframeValue(absl::string_view key, absl::string_view frame);

}  // namespace pcsp

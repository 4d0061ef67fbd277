// Whether bytes from outside are text, and how long it is.
#pragma once

#include <cstddef>

#include "absl/strings/string_view.h"

namespace pcsp::text {

// True for well-formed UTF-8 without U+0000, which no store of ours takes.
bool IsCleanUtf8(absl::string_view text);

// How many characters such a text has, as people count them when they type: code points.
size_t CharactersIn(absl::string_view text);

}  // namespace pcsp::text

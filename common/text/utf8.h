// Whether bytes from outside are text.
#pragma once

#include "absl/strings/string_view.h"

namespace pcsp::text {

// True for well-formed UTF-8 without U+0000, which no store of ours takes.
bool IsCleanUtf8(absl::string_view text);

}  // namespace pcsp::text

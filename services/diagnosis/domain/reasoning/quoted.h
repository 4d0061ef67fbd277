// Titles within sentences.
#pragma once

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace pcsp::diagnosis {

// In quotation marks, unless the title is a quotation already.
inline std::string Quoted(absl::string_view title) {
  return absl::StartsWith(title, "\"") ? std::string(title) : absl::StrCat("\"", title, "\"");
}

}  // namespace pcsp::diagnosis

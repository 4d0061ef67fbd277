// A file that an offline command works on: JSON, or YAML with comments, read field by field with
// text::Node, which collects every fault and every unknown key (common/text/yaml.h).
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "common/text/yaml.h"

namespace pcsp::cli {

// The document in a file, or on standard input for "-"; JSON is told by its first character.
// FILE_UNREADABLE, or INVALID_CONTENT when the text is not well formed. Read document.root(), then
// ask document.Finish().
absl::StatusOr<text::Document> ReadProblem(const std::string& path);

}  // namespace pcsp::cli

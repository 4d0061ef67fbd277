// Answers as they are given on a command line.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/base/error.h"
#include "google/protobuf/map.h"

namespace pcsp::cli {

// Adds the `item=answer` pairs given with `flag` to `answers`. What is wrong is added to
// `violations`, all of it: pairs without an item or an equals sign, and items that are named twice.
void AddAnswers(absl::string_view flag, const std::vector<std::string>& given,
                google::protobuf::Map<std::string, std::string>* answers, Violations& violations);

}  // namespace pcsp::cli

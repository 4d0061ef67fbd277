// Answers as they are given on a command line.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "google/protobuf/map.h"

namespace pcsp::cli {

// Adds `item=answer` pairs to `answers`. INVALID_FIELDS on --answer for one without an equals sign.
absl::Status AddAnswers(const std::vector<std::string>& given,
                        google::protobuf::Map<std::string, std::string>* answers);

}  // namespace pcsp::cli

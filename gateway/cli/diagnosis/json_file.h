// A message from a file of JSON.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "google/protobuf/message.h"

namespace pcsp::cli {

// As the REST API takes it; "-" reads standard input. FILE_UNREADABLE, INVALID_FIELDS.
absl::Status ReadJson(const std::string& path, google::protobuf::Message* message);

}  // namespace pcsp::cli

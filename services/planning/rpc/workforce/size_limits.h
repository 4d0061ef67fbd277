// What is too large to be worked on while somebody waits.
#pragma once

#include <string>

#include "common/base/error.h"
#include "google/protobuf/message.h"
#include "pcsp/planning/v1/workforce.pb.h"

namespace pcsp::planning {

// Adds to `violations` each list, and each number, text or pool, that is larger than
// workforce.proto allows, under its path from `prefix` on.
void CheckSizes(const std::string& prefix, const v1::WorkforceProblem& problem,
                Violations& violations);

// The same for every number and text in `message`, whatever it says: whole numbers up to 100000,
// others up to 1e9 and finite, texts up to 200 bytes.
void CheckNumbers(const std::string& prefix, const google::protobuf::Message& message,
                  Violations& violations);

}  // namespace pcsp::planning

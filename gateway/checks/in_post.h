// Whether those who are to act, or who decide, are in post still.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/base/error.h"
#include "gateway/clients.h"
#include "google/protobuf/message.h"

namespace pcsp::gateway {

// Adds a violation, which says the last day, for each appointment that has ended (UTC) and that
// `request` of `method` makes the owner of an action, or that agrees, approves or applies a plan;
// when a draft is agreed, also for owners that its actions have got already. An owner that an
// update leaves as it is may have left. What is no name of an appointment, or of none that there
// is, is told by others. Blocks. Errors: those of the registry, but for its not knowing a name.
absl::Status CheckInPost(Clients& clients, const std::string& method,
                         const google::protobuf::Message& request, absl::Time deadline,
                         Violations& violations);

}  // namespace pcsp::gateway

// Actions that are due after their owners have left.
#pragma once

#include <string>

#include "absl/time/time.h"
#include "gateway/clients.h"
#include "grpcpp/support/byte_buffer.h"

namespace pcsp::gateway {

// Whether replies of `method` show an action, or a plan, whole.
bool ShowsOwners(const std::string& method);

// Adds a warning to each action in `reply` of such a method that is not done and due after the last
// day of its owner. Only a warning: the day, or the owner, may yet change. Blocks. What the
// registry does not say is left out.
void WarnOfLeaving(Clients& clients, const std::string& method, absl::Time deadline,
                   grpc::ByteBuffer& reply);

}  // namespace pcsp::gateway

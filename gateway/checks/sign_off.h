// Who may sign off what a site changes about a solution.
#pragma once

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/base/error.h"
#include "gateway/clients.h"

namespace pcsp::gateway {

// That `signed_by` is an appointment as operational manager that holds today (UTC), at the site of
// the adaptation or an organisation above it: a violation says what it lacks. What is no name of an
// appointment, or of none that there is, is told by others. Blocks. Errors: those of the registry,
// but for its not knowing a name.
absl::Status CheckSigner(Clients& clients, const planning::v1::SignOffAdaptationRequest& request,
                         absl::Time deadline, Violations& violations);

}  // namespace pcsp::gateway

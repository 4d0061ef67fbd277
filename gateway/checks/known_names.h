// Whether there is anybody of the names in a request.
#pragma once

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/base/error.h"
#include "gateway/checks/mentions.h"
#include "gateway/clients.h"

namespace pcsp::gateway {

// Adds to `violations` each of `mentions` that nobody in the registry has, or whose person has been
// erased. A trainer and a facilitator's capacity are called like their appointment. What is no name
// of a person, an appointment or an organisation is left to the service to judge. Blocks.
// Errors: those of the registry, but for its not knowing a name.
absl::Status CheckKnown(Clients& clients, const std::vector<Mention>& mentions, absl::Time deadline,
                        Violations& violations);

// That the person of a diary holds the appointment that it is of.
absl::Status CheckHolder(Clients& clients, const planning::v1::CreateCalendarFeedRequest& request,
                         absl::Time deadline, Violations& violations);

}  // namespace pcsp::gateway

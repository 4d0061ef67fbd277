// What a site counts and what was found there, for its page.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "gateway/clients.h"
#include "pcsp/gateway/v1/site_overview.pb.h"

namespace pcsp::gateway {

// Fills in `measures` and `observations` of the organisation with that name, as of `now`.
absl::Status ReadSeen(Clients& clients, const std::string& organisation, absl::Time now,
                      absl::Time deadline, v1::SiteOverview* overview);

// Fills in what the facts of `observations` are called, where there are any.
absl::Status ReadFactTitles(Clients& clients, absl::Time deadline, v1::SiteOverview* overview);

}  // namespace pcsp::gateway

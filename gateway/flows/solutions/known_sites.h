// What the registry knows of sites, as planning takes it.
#pragma once

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "gateway/clients.h"

namespace pcsp::gateway {

struct KnownSite {
  std::string display_name;
  planning::v1::OutcomeContext context;
};

// By organisation: the sites of `programme` today, or `within` and those below it alone when it is
// not empty, with the context that was set last. Errors: those of RegistryService.ListSites.
absl::StatusOr<std::map<std::string, KnownSite>> ReadKnownSites(Clients& clients,
                                                                const std::string& programme,
                                                                const std::string& within);

// What is known of one of them, `programmes/{programme}/organisations/{organisation}`; nothing of
// one that the registry does not know.
absl::StatusOr<planning::v1::OutcomeContext> ContextOf(Clients& clients,
                                                       const std::string& organisation);

}  // namespace pcsp::gateway

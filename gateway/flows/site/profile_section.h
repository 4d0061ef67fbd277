// How far it has become normal work, as a part of a page: scores, and the weakest statements.
#pragma once

#include <string>

#include "pcsp/gateway/v1/site_overview.pb.h"

namespace pcsp::gateway {

// Each "" where there is nothing to show.
std::string ProfileSection(const v1::SiteOverview& overview);
std::string WeakestSection(const v1::SiteOverview& overview);

}  // namespace pcsp::gateway

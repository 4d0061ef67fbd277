// What the site counts monthly, and what was found there, as parts of a page.
#pragma once

#include <string>

#include "pcsp/gateway/v1/site_overview.pb.h"

namespace pcsp::gateway {

// Each "" where there is nothing to show.
std::string MeasuresSection(const v1::SiteOverview& overview);
std::string ObservationsSection(const v1::SiteOverview& overview);

}  // namespace pcsp::gateway

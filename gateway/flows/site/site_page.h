// The overview of a site as a page to print.
#pragma once

#include <string>

#include "pcsp/gateway/v1/site_overview.pb.h"

namespace pcsp::gateway {

// HTML, complete in itself: no script, no address of anything else, black on white, A4 or Letter.
// Everything that comes from a person or a file is escaped.
std::string SitePage(const v1::SiteOverview& overview);

}  // namespace pcsp::gateway

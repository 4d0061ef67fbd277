// The overview of a site as a page to print.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "pcsp/gateway/v1/site_overview.pb.h"

namespace pcsp::gateway {

// HTML, complete in itself: no script, no address of anything else, black on white, A4 or Letter.
// Everything that comes from a person or a file is escaped.
std::string SitePage(const v1::SiteOverview& overview);

// `text` as it may stand between tags and in attributes.
std::string HtmlEscaped(absl::string_view text);

}  // namespace pcsp::gateway

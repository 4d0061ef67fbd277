// Of whom the scores are: who was heard, and what a team agreed on that is too small to answer in
// private.
#pragma once

#include <string>

#include "pcsp/gateway/v1/site_overview.pb.h"

namespace pcsp::gateway {

std::string HeardSection(const v1::SiteOverview& overview);
std::string ConsensusSection(const v1::SiteOverview& overview);

}  // namespace pcsp::gateway

// What sites wrote, as messages.
#pragma once

#include <string>

#include "common/base/error.h"
#include "pcsp/planning/v1/planning_service.pb.h"
#include "services/planning/domain/library/library.h"
#include "services/planning/domain/names.h"

namespace pcsp::planning {

namespace pb = ::pcsp::planning::v1;

// What a caller may say; what cannot be converted is a violation under `story.`.
SiteStory FromProto(const OrganisationName& site, const std::string& solution,
                    const pb::SiteStory& proto, Violations& violations);

// For the site that wrote it.
pb::SiteStory AsWritten(const SiteStory& story, const Library& library, int redactions);
// For everybody else.
pb::SiteStory AsTold(const SiteStory& story, const ToldBy& by, const Library& library);

}  // namespace pcsp::planning

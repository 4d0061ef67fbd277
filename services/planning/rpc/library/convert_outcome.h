// Outcomes as messages.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "common/base/error.h"
#include "pcsp/planning/v1/planning_service.pb.h"
#include "services/planning/domain/library/library.h"
#include "services/planning/domain/library/records.h"
#include "services/planning/domain/names.h"
#include "services/planning/domain/stories/site_facts.h"

namespace pcsp::planning {

namespace pb = ::pcsp::planning::v1;

SiteContext FromProto(const pb::OutcomeContext& proto);
// The site that asks, and what is known of it; violations under `context`.
SiteFacts FactsFrom(const OrganisationName& site, const pb::OutcomeContext& proto,
                    Violations& violations);

// Checked in full, its solutions against `library`; violations under `field`.
SiteOutcome FromProto(const std::string& programme, const Library& library, absl::string_view field,
                      const pb::Outcome& proto, Violations& violations);
pb::Outcome ToProto(const SiteOutcome& one, const Library& library);
// The name of a solution stands for its id, also of one that is known no more.
pb::Treatment ToProto(const Treatment& treatment, const Library& library,
                      const std::string& programme);

}  // namespace pcsp::planning

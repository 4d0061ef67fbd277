// Outcomes as messages.
#pragma once

#include <set>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
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

// What outcomes are checked against.
struct OutcomeRules {
  const Library& library;        // the solutions that there are
  std::set<std::string> issues;  // the issues that there are
  absl::CivilDay today;
};

// Checked in full; violations under `field`, each field once.
SiteOutcome FromProto(const std::string& programme, const OutcomeRules& rules,
                      absl::string_view field, const pb::Outcome& proto, Violations& violations);
pb::Outcome ToProto(const SiteOutcome& one, const Library& library);
// The name of a solution stands for its id, also of one that is known no more.
pb::Treatment ToProto(const Treatment& treatment, const Library& library,
                      const std::string& programme);

}  // namespace pcsp::planning

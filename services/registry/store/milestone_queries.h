// What can be asked of milestones and of the journeys that they make.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "services/registry/store/reader.h"
#include "soci/session.h"

namespace pcsp::registry {

// As the members of Reader that tell the same. They throw what SOCI throws.
std::optional<Milestone> FindMilestone(soci::session& session, absl::string_view programme,
                                       absl::string_view organisation, absl::string_view id);
std::vector<Milestone> SelectMilestones(soci::session& session, const MilestoneQuery& query);
std::vector<SiteJourney> SelectJourneys(soci::session& session, const JourneyQuery& query);
std::map<std::string, Journey> SelectJourneysBetween(soci::session& session,
                                                     absl::string_view programme,
                                                     absl::string_view first,
                                                     absl::string_view last);
std::map<std::string, SiteEvent> SelectLastEvents(soci::session& session,
                                                  absl::string_view programme, Date day);

}  // namespace pcsp::registry

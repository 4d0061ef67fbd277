// Milestones, funnels and silent sites as messages, and back.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "pcsp/registry/v1/milestone.pb.h"
#include "services/registry/domain/journey/funnel.h"
#include "services/registry/domain/journey/silence.h"
#include "services/registry/domain/journey/steps.h"
#include "services/registry/domain/milestone.h"
#include "services/registry/domain/names.h"
#include "services/registry/rpc/convert.h"

namespace pcsp::registry {

pb::Milestone ToProto(const Milestone& milestone);

// The milestone of `site` in `proto`; what cannot be read is added under `milestone.`.
Milestone FromProto(const OrganisationId& site, const pb::Milestone& proto, Violations& violations);

// A number that is not of the enum, or 0, is a violation of `field[i]`.
std::vector<MilestoneState> StatesFrom(const std::string& field,
                                       const google::protobuf::RepeatedField<int>& states,
                                       Violations& violations);

// `titles` are the display names of steering groups.
pb::MilestoneFunnel ToProto(const std::string& programme, const Funnel& funnel,
                            const std::map<std::string, std::string>& titles);

// `steering_group` is an id; "" for none.
pb::SilentSite ToProto(const std::string& programme, const SiteActivity& site,
                       const std::string& steering_group, Date day);

// Nothing is set for a site that has not started. `Message` has a state and the day that it is in
// it since.
template <typename Message>
void SetStanding(const Standing& standing, Message* message) {
  if (standing.state == MilestoneState::kUnspecified) return;
  message->set_state(static_cast<pb::MilestoneState>(standing.state));
  message->set_state_since_date(FormatDate(standing.since));
}

}  // namespace pcsp::registry

#include "services/registry/rpc/milestones/convert_milestone.h"

#include "absl/strings/str_cat.h"
#include "services/registry/rpc/requests.h"

namespace pcsp::registry {
namespace {

pb::StayLengths ToProto(const StayLengths& lengths) {
  pb::StayLengths proto;
  proto.set_stays(lengths.stays);
  proto.set_lower_quartile(lengths.lower_quartile);
  proto.set_median(lengths.median);
  proto.set_upper_quartile(lengths.upper_quartile);
  return proto;
}

pb::FunnelRow ToProto(const FunnelRow& row) {
  pb::FunnelRow proto;
  proto.set_sites(row.sites);
  proto.set_not_started(row.not_started);
  proto.set_trained_not_live(row.trained_not_live);
  for (const FunnelStage& stage : row.stages) {
    pb::FunnelStage* out = proto.add_stages();
    out->set_state(static_cast<pb::MilestoneState>(stage.state));
    out->set_now(stage.now);
    out->set_recorded(stage.recorded);
    out->set_reached(stage.reached);
    *out->mutable_left() = ToProto(stage.left);
    *out->mutable_staying() = ToProto(stage.staying);
  }
  return proto;
}

}  // namespace

pb::Milestone ToProto(const Milestone& milestone) {
  pb::Milestone proto;
  proto.set_name(MilestoneName(milestone.programme, milestone.organisation, milestone.id));
  proto.set_state(static_cast<pb::MilestoneState>(milestone.state));
  proto.set_date(FormatDate(milestone.date));
  if (!milestone.successor.empty()) {
    proto.set_successor(OrganisationName(milestone.programme, milestone.successor));
  }
  proto.set_recorded_by(milestone.recorded_by);
  proto.set_evidence(static_cast<pb::MilestoneEvidence>(milestone.evidence));
  proto.set_note(milestone.note);
  proto.set_etag(EtagOf(milestone.revision));
  SetTime(milestone.create_time, proto.mutable_create_time());
  SetTime(milestone.update_time, proto.mutable_update_time());
  if (!milestone.retraction) return proto;
  auto* retraction = proto.mutable_retraction();
  SetTime(milestone.retraction->time, retraction->mutable_time());
  retraction->set_reason(milestone.retraction->reason);
  retraction->set_retracted_by(milestone.retraction->retracted_by);
  if (!milestone.retraction->replaced_by.empty()) {
    retraction->set_replaced_by(MilestoneName(milestone.programme, milestone.organisation,
                                              milestone.retraction->replaced_by));
  }
  return proto;
}

Milestone FromProto(const OrganisationId& site, const pb::Milestone& proto,
                    Violations& violations) {
  Milestone milestone;
  milestone.programme = site.programme;
  milestone.organisation = site.organisation;
  milestone.state = EnumFrom("milestone.state", proto.state(), MilestoneState::kMerged, violations);
  milestone.date = DateFrom("milestone.date", proto.date(), kSinceAlways, violations);
  milestone.successor =
      OrganisationOf(site.programme, "milestone.successor", proto.successor(), violations);
  milestone.recorded_by =
      PersonNameOf(site.programme, "milestone.recorded_by", proto.recorded_by(), violations);
  milestone.evidence =
      EnumFrom("milestone.evidence", proto.evidence(), MilestoneEvidence::kStatement, violations);
  milestone.note = proto.note();
  return milestone;
}

std::vector<MilestoneState> StatesFrom(const std::string& field,
                                       const google::protobuf::RepeatedField<int>& states,
                                       Violations& violations) {
  std::vector<MilestoneState> result;
  for (int i = 0; i < states.size(); ++i) {
    const std::string place = absl::StrCat(field, "[", i, "]");
    result.push_back(EnumFrom(place, states[i], MilestoneState::kMerged, violations));
    if (states[i] == 0) violations.Add(place, "", "a state");
  }
  return result;
}

pb::MilestoneFunnel ToProto(const std::string& programme, const Funnel& funnel,
                            const std::map<std::string, std::string>& titles) {
  pb::MilestoneFunnel proto;
  *proto.mutable_total() = ToProto(funnel.total);
  for (const FunnelRow& group : funnel.groups) {
    pb::FunnelRow* row = proto.add_steering_groups();
    *row = ToProto(group);
    if (group.group.empty()) continue;
    row->set_steering_group(OrganisationName(programme, group.group));
    const auto title = titles.find(group.group);
    if (title != titles.end()) row->set_display_name(title->second);
  }
  return proto;
}

pb::SilentSite ToProto(const std::string& programme, const SiteActivity& site,
                       const std::string& steering_group, Date day) {
  pb::SilentSite proto;
  proto.set_organisation(OrganisationName(programme, site.organisation));
  proto.set_display_name(site.display_name);
  if (!steering_group.empty()) {
    proto.set_steering_group(OrganisationName(programme, steering_group));
  }
  SetStanding(site.standing, &proto);
  if (!site.last) return proto;
  proto.set_last_event_kind(static_cast<pb::SiteEventKind>(site.last->kind));
  proto.set_last_event_date(FormatDate(site.last->date));
  proto.set_days_silent(static_cast<int32_t>(day - site.last->date));
  return proto;
}

}  // namespace pcsp::registry

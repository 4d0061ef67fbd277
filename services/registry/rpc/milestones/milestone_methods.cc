#include "services/registry/rpc/milestones/milestone_methods.h"

#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/status_macros.h"
#include "services/registry/domain/errors.h"
#include "services/registry/domain/journey/changes.h"
#include "services/registry/rpc/milestones/convert_milestone.h"
#include "services/registry/rpc/organisations/deletion_methods.h"
#include "services/registry/rpc/requests.h"
#include "services/registry/rpc/write.h"

namespace pcsp::registry {
namespace {

// The milestones of the site that count.
std::vector<Milestone> MilestonesOf(Reader& reader, const OrganisationId& site) {
  MilestoneQuery query;
  query.programme = site.programme;
  query.organisation = site.organisation;
  return reader.ListMilestones(query);
}

// What the successor of `milestone` merged into, what that did, and so on.
std::vector<Milestone> MergersFrom(Reader& reader, const Milestone& milestone) {
  std::vector<Milestone> mergers;
  std::set<std::string> seen;
  std::string at = milestone.successor;
  while (seen.insert(at).second) {
    MilestoneQuery query;
    query.programme = milestone.programme;
    query.organisation = at;
    query.states = {MilestoneState::kMerged};
    std::vector<Milestone> found = reader.ListMilestones(query);
    if (found.empty()) break;
    at = found.front().successor;
    mergers.push_back(std::move(found.front()));
  }
  return mergers;
}

absl::Status CheckSuccessor(Reader& reader, const Milestone& milestone) {
  if (milestone.state != MilestoneState::kMerged) return absl::OkStatus();
  ASSIGN_OR_RETURN(const Organisation successor,
                   reader.GetOrganisation(milestone.programme, milestone.successor));
  if (successor.kind != OrganisationKind::kPractice) {
    return InvalidField("milestone.successor", InWords(successor.kind), "a practice");
  }
  return CheckSuccession(milestone, MergersFrom(reader, milestone));
}

// A milestone to be recorded, and the one whose place it takes.
struct Recording {
  Milestone milestone;
  std::string replaces;  // id; empty for none
  std::string replaces_etag;
};

// The milestone that is replaced, taken out of those that count.
absl::StatusOr<Milestone> TakeReplaced(Reader& reader, const Recording& recording,
                                       std::vector<Milestone>& existing) {
  const Milestone& made = recording.milestone;
  ASSIGN_OR_RETURN(Milestone replaced,
                   reader.GetMilestone(made.programme, made.organisation, recording.replaces));
  const std::string name = MilestoneName(made.programme, made.organisation, replaced.id);
  RETURN_IF_ERROR(CheckEtag("milestone", name, recording.replaces_etag, EtagOf(replaced.revision)));
  if (replaced.retraction) return MilestoneRetracted(name);
  std::erase_if(existing, [&](const Milestone& other) { return other.id == replaced.id; });
  return replaced;
}

// The milestone has no id while it is being checked, so that errors do not name what is not there.
absl::StatusOr<pb::Milestone> Record(Writer& writer, Recording recording, std::string id) {
  Milestone& milestone = recording.milestone;
  const OrganisationId site_id = {milestone.programme, milestone.organisation};
  RETURN_IF_ERROR(writer.Touch(site_id.programme));
  ASSIGN_OR_RETURN(const Organisation site,
                   GetLive(writer, site_id.programme, site_id.organisation));
  RETURN_IF_ERROR(CheckSite(milestone, site));
  std::vector<Milestone> existing = MilestonesOf(writer, site_id);
  std::optional<Milestone> replaced;
  if (!recording.replaces.empty()) {
    ASSIGN_OR_RETURN(replaced, TakeReplaced(writer, recording, existing));
  }
  RETURN_IF_ERROR(CheckRecording(milestone, existing));
  RETURN_IF_ERROR(CheckSuccessor(writer, milestone));
  milestone.id = std::move(id);
  if (replaced) {
    writer.Put(Retracted(*std::move(replaced),
                         {milestone.create_time, "replaced", milestone.recorded_by, milestone.id}));
  }
  writer.Put(milestone);
  return ToProto(milestone);
}

// The id of the milestone that `request` replaces, which must be one of `site`.
std::string ReplacedIn(const pb::RecordMilestoneRequest& request, const OrganisationId& site,
                       Violations& violations) {
  if (request.replaces().empty()) return "";
  auto id = ParseMilestoneName(request.replaces());
  if (id && id->programme == site.programme && id->organisation == site.organisation) {
    return std::move(id->milestone);
  }
  violations.Add("replaces", request.replaces(),
                 MilestoneName(site.programme, site.organisation, "{milestone}"));
  return "";
}

}  // namespace

absl::StatusOr<pb::Milestone> MilestoneMethods::RecordMilestone(
    const rpc::Call& call, const pb::RecordMilestoneRequest& request) const {
  Violations violations;
  Recording recording;
  const OrganisationId site = OrganisationFrom("parent", request.parent(), violations);
  CheckRequestId("request_id", request.request_id(), violations);
  recording.milestone = FromProto(site, request.milestone(), violations);
  Validate(recording.milestone, DayOf(call.now), violations);
  recording.replaces = ReplacedIn(request, site, violations);
  recording.replaces_etag = request.replaces_etag();
  RETURN_IF_ERROR(violations.ToStatus());

  recording.milestone.revision = 1;
  recording.milestone.create_time = recording.milestone.update_time = call.now;
  const Change change = {KeyOf("RecordMilestone", request), call.now, request.validate_only()};
  ASSIGN_OR_RETURN(pb::Milestone reply, Write<pb::Milestone>(*store_, change, [&](Writer& writer) {
                     return Record(writer, recording, NewUuid(call.now));
                   }));
  if (request.validate_only()) {
    reply.clear_name();
    reply.clear_etag();
  }
  return reply;
}

absl::StatusOr<pb::Milestone> MilestoneMethods::RetractMilestone(
    const rpc::Call& call, const pb::RetractMilestoneRequest& request) const {
  Violations violations;
  const MilestoneId id = MilestoneFrom("name", request.name(), violations);
  CheckRequestId("request_id", request.request_id(), violations);
  ValidateReason(request.reason(), violations);
  const std::string retracted_by =
      PersonNameOf(id.programme, "retracted_by", request.retracted_by(), violations);
  RETURN_IF_ERROR(violations.ToStatus());

  const Change change = {KeyOf("RetractMilestone", request), call.now};
  return Write<pb::Milestone>(
      *store_, change, [&](Writer& writer) -> absl::StatusOr<pb::Milestone> {
        RETURN_IF_ERROR(writer.Touch(id.programme));
        ASSIGN_OR_RETURN(Milestone milestone,
                         writer.GetMilestone(id.programme, id.organisation, id.milestone));
        RETURN_IF_ERROR(
            CheckEtag("milestone", request.name(), request.etag(), EtagOf(milestone.revision)));
        RETURN_IF_ERROR(
            CheckRetraction(milestone, MilestonesOf(writer, {id.programme, id.organisation})));
        milestone = Retracted(std::move(milestone), {call.now, request.reason(), retracted_by, ""});
        writer.Put(milestone);
        return ToProto(milestone);
      });
}

absl::StatusOr<pb::Milestone> MilestoneMethods::GetMilestone(
    const rpc::Call&, const pb::GetMilestoneRequest& request) const {
  Violations violations;
  const MilestoneId id = MilestoneFrom("name", request.name(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  pb::Milestone reply;
  RETURN_IF_ERROR(store_->Read([&](Reader& reader) -> absl::Status {
    RETURN_IF_ERROR(reader.GetProgramme(id.programme).status());
    ASSIGN_OR_RETURN(const Milestone milestone,
                     reader.GetMilestone(id.programme, id.organisation, id.milestone));
    reply = ToProto(milestone);
    return absl::OkStatus();
  }));
  return reply;
}

absl::StatusOr<pb::ListMilestonesResponse> MilestoneMethods::ListMilestones(
    const rpc::Call&, const pb::ListMilestonesRequest& request) const {
  const std::vector<std::string> arguments = {
      "ListMilestones",     request.parent(),   absl::StrJoin(request.states(), ","),
      request.start_date(), request.end_date(), absl::StrCat(request.show_retracted())};
  Violations violations;
  const OrganisationId parent = OrganisationOrAllFrom("parent", request.parent(), violations);
  MilestoneQuery query;
  query.programme = parent.programme;
  query.organisation = parent.organisation;
  query.states = StatesFrom("states", request.states(), violations);
  query.dates.first = DateFrom("start_date", request.start_date(), kSinceAlways, violations);
  query.dates.last = DateFrom("end_date", request.end_date(), kUntilFurtherNotice, violations);
  query.show_retracted = request.show_retracted();
  const Page page =
      PageFrom(request.page_size(), request.page_token(), *tokens_, arguments, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  query.after_organisation = page.After(0);
  query.after_date = ParseDate(page.After(1)).value_or(kSinceAlways);
  query.after_id = page.After(2);
  query.limit = page.size + 1;

  std::vector<Milestone> milestones;
  RETURN_IF_ERROR(store_->Read([&](Reader& reader) -> absl::Status {
    RETURN_IF_ERROR(reader.GetProgramme(query.programme).status());
    if (!query.organisation.empty()) {
      RETURN_IF_ERROR(reader.GetOrganisation(query.programme, query.organisation).status());
    }
    milestones = reader.ListMilestones(query);
    return absl::OkStatus();
  }));
  pb::ListMilestonesResponse reply;
  if (TakeExtra(milestones, page)) {
    const Milestone& last = milestones.back();
    reply.set_next_page_token(
        tokens_->Encode({last.organisation, FormatDate(last.date), last.id}, arguments));
  }
  for (const Milestone& milestone : milestones) *reply.add_milestones() = ToProto(milestone);
  return reply;
}

}  // namespace pcsp::registry

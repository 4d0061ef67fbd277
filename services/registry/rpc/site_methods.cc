#include "services/registry/rpc/site_methods.h"

#include "common/base/status_macros.h"
#include "services/registry/domain/ancestry.h"
#include "services/registry/domain/context_fields.h"
#include "services/registry/domain/journey/steps.h"
#include "services/registry/rpc/convert.h"
#include "services/registry/rpc/milestones/convert_milestone.h"
#include "services/registry/rpc/organisations/deletion_methods.h"
#include "services/registry/rpc/requests.h"
#include "services/registry/rpc/write.h"

namespace pcsp::registry {
namespace {

type::v1::Level LevelOf(OrganisationKind kind) {
  switch (kind) {
    case OrganisationKind::kWholeSystem:
      return type::v1::LEVEL_WHOLE_SYSTEM;
    case OrganisationKind::kSteeringGroup:
      return type::v1::LEVEL_STEERING_GROUP;
    default:
      return type::v1::LEVEL_PRACTICE;
  }
}

// The first `limit` sites after `query.after`. The store knows no sites, only organisations.
std::vector<Organisation> SitesAfter(Reader& reader, OrganisationQuery query, size_t limit) {
  std::vector<Organisation> sites;
  query.limit = static_cast<int>(limit);
  while (true) {
    std::vector<Organisation> organisations = reader.ListOrganisations(query);
    const bool more = organisations.size() == limit;
    if (more) query.after = organisations.back().id;
    for (Organisation& organisation : organisations) {
      if (IsSiteOn(organisation, query.day)) sites.push_back(std::move(organisation));
      if (sites.size() == limit) return sites;
    }
    if (!more) return sites;
  }
}

// What is known of the sites of one page on one day.
struct SiteFacts {
  std::shared_ptr<const Ancestry> ancestry;
  std::map<std::string, Headcounts> headcounts;
  std::map<std::string, Journey> journeys;
};

pb::Site SiteOf(const Organisation& organisation, const SiteFacts& facts, Date day) {
  pb::Site site;
  site.set_organisation(OrganisationName(organisation.programme, organisation.id));
  site.set_display_name(organisation.display_name);
  site.set_level(LevelOf(organisation.kind));
  const SiteAbove above = facts.ancestry->AboveSite(organisation.id, organisation.kind);
  if (!above.steering_group.empty()) {
    site.set_steering_group(OrganisationName(organisation.programme, above.steering_group));
  }
  if (!above.whole_system.empty()) {
    site.set_whole_system(OrganisationName(organisation.programme, above.whole_system));
  }
  const auto known = facts.headcounts.find(organisation.id);
  if (known != facts.headcounts.end()) SetHeadcounts(known->second, site.mutable_headcounts());
  const auto journey = facts.journeys.find(organisation.id);
  if (journey != facts.journeys.end()) SetStanding(StandingOn(journey->second, day), &site);
  return site;
}

}  // namespace

absl::StatusOr<pb::SiteContext> SiteMethods::SetSiteContext(
    const rpc::Call& call, const pb::SetSiteContextRequest& request) const {
  Violations violations;
  const OrganisationId id = OrganisationFrom("parent", request.parent(), violations);
  CheckRequestId("request_id", request.request_id(), violations);
  SiteContext context = FromProto(request.site_context(), violations);
  Validate(context, violations);
  RETURN_IF_ERROR(violations.ToStatus());

  context.programme = id.programme;
  context.organisation = id.organisation;
  for (absl::string_view field : ContextFields()) {
    if (ValueOf(context, field)) context.stated_by[std::string(field)] = ByPerson();
  }
  const Change change = {KeyOf("SetSiteContext", request), call.now};
  return Write<pb::SiteContext>(
      *store_, change, [&](Writer& writer) -> absl::StatusOr<pb::SiteContext> {
        RETURN_IF_ERROR(writer.Touch(id.programme));
        RETURN_IF_ERROR(GetLive(writer, id.programme, id.organisation).status());
        const std::optional<SiteContext> before =
            writer.FindSiteContext(id.programme, id.organisation, context.effective_date);
        RETURN_IF_ERROR(CheckEtag(
            "site context", SiteContextName(id.programme, id.organisation, context.effective_date),
            request.site_context().etag(), before ? EtagOf(before->revision) : ""));
        context.revision = before ? before->revision + 1 : 1;
        context.create_time = before ? before->create_time : call.now;
        context.update_time = call.now;
        writer.Put(context);
        return ToProto(context);
      });
}

absl::StatusOr<pb::ListSiteContextsResponse> SiteMethods::ListSiteContexts(
    const rpc::Call&, const pb::ListSiteContextsRequest& request) const {
  const std::vector<std::string> arguments = {"ListSiteContexts", request.parent(),
                                              request.as_of_date()};
  Violations violations;
  const OrganisationId parent = OrganisationOrAllFrom("parent", request.parent(), violations);
  SiteContextQuery query;
  query.programme = parent.programme;
  query.organisation = parent.organisation;
  if (!request.as_of_date().empty()) {
    query.day = DateFrom("as_of_date", request.as_of_date(), kSinceAlways, violations);
  }
  const Page page =
      PageFrom(request.page_size(), request.page_token(), *tokens_, arguments, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  query.after_organisation = page.After(0);
  query.after_date = ParseDate(page.After(1)).value_or(kSinceAlways);
  query.limit = page.size + 1;

  std::vector<SiteContext> contexts;
  RETURN_IF_ERROR(store_->Read([&](Reader& reader) -> absl::Status {
    RETURN_IF_ERROR(reader.GetProgramme(query.programme).status());
    if (!query.organisation.empty()) {
      RETURN_IF_ERROR(reader.GetOrganisation(query.programme, query.organisation).status());
    }
    contexts = reader.ListSiteContexts(query);
    return absl::OkStatus();
  }));
  pb::ListSiteContextsResponse reply;
  if (TakeExtra(contexts, page)) {
    reply.set_next_page_token(tokens_->Encode(
        {contexts.back().organisation, FormatDate(contexts.back().effective_date)}, arguments));
  }
  for (const SiteContext& context : contexts) *reply.add_site_contexts() = ToProto(context);
  return reply;
}

absl::StatusOr<pb::ListSitesResponse> SiteMethods::ListSites(
    const rpc::Call& call, const pb::ListSitesRequest& request) const {
  const std::vector<std::string> arguments = {"ListSites", request.parent(), request.as_of_date(),
                                              request.within()};
  Violations violations;
  OrganisationQuery query;
  query.programme = ProgrammeFrom("parent", request.parent(), violations);
  query.within = OrganisationOf(query.programme, "within", request.within(), violations);
  query.with_within = true;
  query.day = DateFrom("as_of_date", request.as_of_date(), DayOf(call.now), violations);
  const Page page =
      PageFrom(request.page_size(), request.page_token(), *tokens_, arguments, violations);
  CheckStaleness("max_staleness", request.max_staleness(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  query.after = page.After(0);

  pb::ListSitesResponse reply;
  RETURN_IF_ERROR(store_->Read([&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(const Programme programme, reader.GetProgramme(query.programme));
    reply.Clear();
    reply.set_revision(programme.content_revision);
    if (!query.within.empty()) {
      RETURN_IF_ERROR(reader.GetOrganisation(query.programme, query.within).status());
    }
    std::vector<Organisation> sites = SitesAfter(reader, query, page.size + 1);
    if (sites.empty()) return absl::OkStatus();
    if (TakeExtra(sites, page)) {
      reply.set_next_page_token(tokens_->Encode({sites.back().id}, arguments));
    }
    const std::string& first = sites.front().id;
    const std::string& last = sites.back().id;
    const SiteFacts facts = {ancestries_.On(reader, programme, query.day),
                             reader.HeadcountsOn(query.programme, query.day, first, last),
                             reader.JourneysBetween(query.programme, first, last)};
    for (const Organisation& site : sites) *reply.add_sites() = SiteOf(site, facts, query.day);
    return absl::OkStatus();
  }));
  return reply;
}

}  // namespace pcsp::registry

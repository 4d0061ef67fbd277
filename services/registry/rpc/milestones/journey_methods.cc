#include "services/registry/rpc/milestones/journey_methods.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/status_macros.h"
#include "services/registry/domain/ancestry.h"
#include "services/registry/domain/journey/funnel.h"
#include "services/registry/domain/journey/silence.h"
#include "services/registry/rpc/milestones/convert_milestone.h"
#include "services/registry/rpc/requests.h"

namespace pcsp::registry {
namespace {

constexpr int kDefaultSilentMonths = 6;
constexpr int kMostSilentMonths = 120;

// What both methods ask: which sites, on which day.
JourneyQuery QueryFrom(const std::string& parent, const std::string& within,
                       const std::string& as_of_date, Date today, Violations& violations) {
  JourneyQuery query;
  query.programme = ProgrammeFrom("parent", parent, violations);
  query.within = OrganisationOf(query.programme, "within", within, violations);
  query.day = DateFrom("as_of_date", as_of_date, today, violations);
  return query;
}

// The revision of the programme, if it and what the query is within exist.
absl::StatusOr<int64_t> RevisionFor(Reader& reader, const JourneyQuery& query) {
  ASSIGN_OR_RETURN(const Programme programme, reader.GetProgramme(query.programme));
  if (!query.within.empty()) {
    RETURN_IF_ERROR(reader.GetOrganisation(query.programme, query.within).status());
  }
  return programme.content_revision;
}

// Sites in business on the day, and those that have gone part of the way by then.
std::vector<SiteJourney> SitesOf(Reader& reader, const JourneyQuery& query) {
  std::vector<SiteJourney> sites = reader.ListJourneys(query);
  std::erase_if(sites, [&](const SiteJourney& site) {
    const bool started = !site.steps.empty() && site.steps.front().date <= query.day;
    return !site.in_business && !started;
  });
  return sites;
}

std::string GroupOf(const Ancestry& ancestry, const std::string& practice) {
  return ancestry.AboveSite(practice, OrganisationKind::kPractice).steering_group;
}

Funnel CountSites(Reader& reader, const JourneyQuery& query) {
  const std::vector<SiteJourney> sites = SitesOf(reader, query);
  const Ancestry ancestry(reader.BondsOn(query.programme, query.day));
  std::vector<std::string> groups;
  groups.reserve(sites.size());
  std::vector<FunnelSite> counted;
  for (const SiteJourney& site : sites) {
    groups.push_back(GroupOf(ancestry, site.organisation));
    counted.push_back({groups.back(), site.steps});
  }
  return FunnelOf(counted, query.day);
}

std::map<std::string, std::string> TitlesOfGroups(Reader& reader, const std::string& programme) {
  OrganisationQuery query;
  query.programme = programme;
  query.kind = OrganisationKind::kSteeringGroup;
  query.show_closed = true;
  std::map<std::string, std::string> titles;
  for (Organisation& group : reader.ListOrganisations(query)) {
    titles.emplace(std::move(group.id), std::move(group.display_name));
  }
  return titles;
}

// Sites in business and, unless `states` is empty, in one of them, with what was last heard.
std::vector<SiteActivity> ActivitiesOf(Reader& reader, const JourneyQuery& query,
                                       const std::vector<MilestoneState>& states) {
  const std::map<std::string, SiteEvent> events = reader.LastEventsOn(query.programme, query.day);
  std::vector<SiteActivity> activities;
  for (SiteJourney& site : reader.ListJourneys(query)) {
    const Standing standing = StandingOn(site.steps, query.day);
    const bool asked = states.empty() || std::count(states.begin(), states.end(), standing.state);
    if (!site.in_business || !asked) continue;
    std::optional<SiteEvent> last = LastStep(site.steps, query.day);
    const auto other = events.find(site.organisation);
    if (other != events.end()) last = Later(last, other->second);
    activities.push_back(
        {std::move(site.organisation), std::move(site.display_name), standing, last});
  }
  return activities;
}

// Whether a silent site comes after the one that a cursor stands for.
bool ComesAfter(const SiteActivity& site, const Page& page) {
  if (page.cursor.empty()) return true;
  const std::string day = site.last ? FormatDate(site.last->date) : "";
  return std::pair(day, site.organisation) > std::pair(page.After(0), page.After(1));
}

}  // namespace

absl::StatusOr<pb::MilestoneFunnel> JourneyMethods::GetMilestoneFunnel(
    const rpc::Call& call, const pb::GetMilestoneFunnelRequest& request) const {
  Violations violations;
  const JourneyQuery query = QueryFrom(request.parent(), request.within(), request.as_of_date(),
                                       DayOf(call.now), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  pb::MilestoneFunnel reply;
  RETURN_IF_ERROR(store_->Read([&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(const int64_t revision, RevisionFor(reader, query));
    reply = ToProto(query.programme, CountSites(reader, query),
                    TitlesOfGroups(reader, query.programme));
    reply.set_revision(revision);
    return absl::OkStatus();
  }));
  reply.set_as_of_date(FormatDate(query.day));
  return reply;
}

absl::StatusOr<pb::ListSilentSitesResponse> JourneyMethods::ListSilentSites(
    const rpc::Call& call, const pb::ListSilentSitesRequest& request) const {
  const int months = request.months() == 0 ? kDefaultSilentMonths : request.months();
  Violations violations;
  const JourneyQuery query = QueryFrom(request.parent(), request.within(), request.as_of_date(),
                                       DayOf(call.now), violations);
  const std::vector<std::string> arguments = {
      "ListSilentSites",    request.parent(), absl::StrCat(months),
      request.as_of_date(), request.within(), absl::StrJoin(request.states(), ",")};
  if (months < 1 || months > kMostSilentMonths) {
    violations.Add("months", absl::StrCat(months), absl::StrCat("1 to ", kMostSilentMonths));
  }
  const std::vector<MilestoneState> states = StatesFrom("states", request.states(), violations);
  const Page page =
      PageFrom(request.page_size(), request.page_token(), *tokens_, arguments, violations);
  RETURN_IF_ERROR(violations.ToStatus());

  pb::ListSilentSitesResponse reply;
  RETURN_IF_ERROR(store_->Read([&](Reader& reader) -> absl::Status {
    reply.Clear();
    ASSIGN_OR_RETURN(const int64_t revision, RevisionFor(reader, query));
    reply.set_revision(revision);
    std::vector<SiteActivity> silent =
        SilentSince(MonthsBefore(query.day, months), ActivitiesOf(reader, query, states));
    reply.set_total(static_cast<int32_t>(silent.size()));
    std::erase_if(silent, [&](const SiteActivity& site) { return !ComesAfter(site, page); });
    if (silent.size() > static_cast<size_t>(page.size) + 1) silent.resize(page.size + 1);
    if (silent.empty()) return absl::OkStatus();
    if (TakeExtra(silent, page)) {
      const SiteActivity& last = silent.back();
      reply.set_next_page_token(tokens_->Encode(
          {last.last ? FormatDate(last.last->date) : "", last.organisation}, arguments));
    }
    const Ancestry ancestry(reader.BondsOn(query.programme, query.day));
    for (const SiteActivity& site : silent) {
      *reply.add_silent_sites() =
          ToProto(query.programme, site, GroupOf(ancestry, site.organisation), query.day);
    }
    return absl::OkStatus();
  }));
  return reply;
}

}  // namespace pcsp::registry

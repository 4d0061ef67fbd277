#include "gateway/flows/issue_spread.h"

#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "gateway/flows/names.h"
#include "gateway/flows/pages.h"

namespace pcsp::gateway {
namespace {

constexpr absl::Duration kPage = absl::Seconds(10);
constexpr int kMostWaves = 24;  // that diagnosis takes

type::v1::Level LevelOf(const v1::GetIssueSpreadRequest& request) {
  return request.level() == type::v1::LEVEL_UNSPECIFIED ? type::v1::LEVEL_PRACTICE
                                                        : request.level();
}

// The organisation one level up that a site belongs to; "" for none.
const std::string& Above(const registry::v1::Site& site) {
  return site.level() == type::v1::LEVEL_PRACTICE ? site.steering_group() : site.whole_system();
}

bool HasResults(const assessments::v1::Wave& wave) {
  return wave.state() != assessments::v1::WAVE_STATE_DRAFT &&
         wave.state() != assessments::v1::WAVE_STATE_OPEN;
}

// Of a wave that is not there, diagnosis knows as little as of one whose sites are too few. Names
// that are no waves of the programme, and too many of them, are left to it: it tells all of them.
absl::Status CheckWaves(Clients& clients, const rpc::Call& call, const std::string& programme,
                        const v1::GetIssueSpreadRequest& request) {
  if (request.waves_size() > kMostWaves) return absl::OkStatus();
  for (const std::string& name : request.waves()) {
    const auto parsed = ParseWaveName("waves", name);
    if (!parsed.ok() || parsed->ProgrammeName() != programme) continue;
    assessments::v1::GetWaveRequest get;
    get.set_name(name);
    ASSIGN_OR_RETURN(const assessments::v1::Wave wave,
                     Ask(*clients.assessments, &assessments::v1::AssessmentService::Stub::GetWave,
                         get, call.deadline));
    if (HasResults(wave)) continue;
    return StateForbids("WAVE_NOT_CLOSED", "wave", name,
                        absl::StrCat("The wave ", name, " has no results before it is closed."),
                        "Close the wave first.");
  }
  return absl::OkStatus();
}

absl::Status NothingWithin(const v1::GetIssueSpreadRequest& request) {
  return StateForbids("NO_SITES", "organisation",
                      request.within().empty() ? request.name() : request.within(),
                      "There is no site of this level on that date.",
                      "choose another level, organisation or as_of_date");
}

}  // namespace

absl::StatusOr<diagnosis::v1::SummariseIssuesResponse> GetIssueSpread(
    Clients& clients, const rpc::Call& call, const v1::GetIssueSpreadRequest& request) {
  ASSIGN_OR_RETURN(const std::string programme, ProgrammeOf("name", request.name()));
  if (programme != request.name()) {
    return InvalidField("name", request.name(), "programmes/{programme}");
  }
  registry::v1::ListSitesRequest list;
  list.set_parent(programme);
  list.set_within(request.within());
  list.set_as_of_date(request.as_of_date());
  diagnosis::v1::SummariseIssuesRequest summarise;
  summarise.set_parent(programme);
  *summarise.mutable_waves() = request.waves();
  summarise.set_level(LevelOf(request));
  summarise.set_min_sites(request.min_sites());
  std::map<std::string, diagnosis::v1::OrganisationGroup> groups;
  int sites = 0;
  RETURN_IF_ERROR(EachPage(*clients.registry, &registry::v1::RegistryService::Stub::ListSites, list,
                           kPage, [&](const auto& page) {
                             for (const registry::v1::Site& site : page.sites()) {
                               if (site.level() != summarise.level()) continue;
                               ++sites;
                               if (!request.within().empty()) {
                                 summarise.add_organisations(site.organisation());
                               }
                               if (Above(site).empty()) continue;
                               groups[Above(site)].add_members(site.organisation());
                             }
                           }));
  if (sites == 0) return NothingWithin(request);
  RETURN_IF_ERROR(CheckWaves(clients, call, programme, request));
  for (auto& [organisation, group] : groups) {
    group.set_organisation(organisation);
    *summarise.add_groups() = std::move(group);
  }
  return Ask(*clients.diagnosis, &diagnosis::v1::DiagnosisService::Stub::SummariseIssues, summarise,
             call.deadline);
}

}  // namespace pcsp::gateway

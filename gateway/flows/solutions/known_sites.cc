#include "gateway/flows/solutions/known_sites.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "gateway/flows/names.h"
#include "gateway/flows/pages.h"

namespace pcsp::gateway {
namespace {

using registry::v1::RegistryService;

constexpr absl::Duration kPage = absl::Seconds(30);

// What was said of a site on an earlier day holds no more.
void Set(const registry::v1::SiteContext& known, planning::v1::OutcomeContext& context) {
  context.clear_list_size();
  context.clear_staffing_per_1000();
  context.clear_deprivation();
  context.clear_rurality();
  context.set_clinical_system(known.clinical_system());
  double staff = 0;
  for (const auto& group : known.headcounts()) staff += group.people();
  if (known.has_list_size()) context.set_list_size(known.list_size());
  if (known.has_list_size() && known.list_size() > 0 && staff > 0) {
    context.set_staffing_per_1000(1000 * staff / known.list_size());
  }
  if (known.has_deprivation_decile()) context.set_deprivation(11 - known.deprivation_decile());
  if (!known.rurality().empty()) {
    context.set_rurality(absl::StrContains(known.rurality(), "rural") ? 1 : 0);
  }
}

}  // namespace

absl::StatusOr<std::map<std::string, KnownSite>> ReadKnownSites(Clients& clients,
                                                                const std::string& programme,
                                                                const std::string& within) {
  std::map<std::string, KnownSite> sites;
  registry::v1::ListSitesRequest list;
  list.set_parent(programme);
  list.set_within(within);
  RETURN_IF_ERROR(EachPage(*clients.registry, &RegistryService::Stub::ListSites, list, kPage,
                           [&sites](const auto& page) {
                             for (const auto& site : page.sites()) {
                               KnownSite& known = sites[site.organisation()];
                               known.display_name = site.display_name();
                               known.context.set_level(site.level());
                               known.context.set_whole_system(site.whole_system());
                             }
                           }));
  registry::v1::ListSiteContextsRequest contexts;
  contexts.set_parent(within.empty() ? absl::StrCat(programme, "/organisations/-") : within);
  RETURN_IF_ERROR(EachPage(*clients.registry, &RegistryService::Stub::ListSiteContexts, contexts,
                           kPage, [&sites](const auto& page) {
                             for (const auto& known : page.site_contexts()) {  // by day
                               Set(known, sites[known.organisation()].context);
                             }
                           }));
  return sites;
}

absl::StatusOr<planning::v1::OutcomeContext> ContextOf(Clients& clients,
                                                       const std::string& organisation) {
  ASSIGN_OR_RETURN(const std::string programme, ProgrammeOf("organisation", organisation));
  ASSIGN_OR_RETURN(const auto sites, ReadKnownSites(clients, programme, organisation));
  const auto known = sites.find(organisation);
  return known == sites.end() ? planning::v1::OutcomeContext() : known->second.context;
}

}  // namespace pcsp::gateway

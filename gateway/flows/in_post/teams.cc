#include "gateway/flows/in_post/teams.h"

#include "gateway/flows/pages.h"

namespace pcsp::gateway {
namespace {

constexpr absl::Duration kPage = absl::Seconds(10);

}  // namespace

absl::StatusOr<Teams> Teams::Read(Clients& clients, const std::string& programme) {
  using Stub = registry::v1::RegistryService::Stub;
  Teams teams;
  registry::v1::ListOrganisationsRequest list;
  list.set_parent(programme);
  list.set_kind(registry::v1::ORGANISATION_KIND_TEAM);
  list.set_show_closed(true);
  RETURN_IF_ERROR(EachPage(*clients.registry, &Stub::ListOrganisations, list, kPage,
                           [&teams](const auto& page) {
                             for (const auto& team : page.organisations()) {
                               teams.whole_[team.name()];
                             }
                           }));
  if (teams.whole_.empty()) return teams;
  registry::v1::ListRelationshipsRequest parts;
  parts.set_parent(programme);
  parts.set_kind(registry::v1::RELATIONSHIP_KIND_PART_OF);
  RETURN_IF_ERROR(EachPage(*clients.registry, &Stub::ListRelationships, parts, kPage,
                           [&teams](const auto& page) {
                             for (const auto& one : page.relationships()) {
                               const auto team = teams.whole_.find(one.subject());
                               if (team == teams.whole_.end()) continue;
                               Whole& known = team->second;
                               if (!known.practice.empty() && one.start_date() < known.since) {
                                 continue;
                               }
                               known = {one.object(), one.start_date()};
                             }
                           }));
  return teams;
}

const std::string& Teams::PracticeOf(const std::string& organisation) const {
  const auto found = whole_.find(organisation);
  return found == whole_.end() || found->second.practice.empty() ? organisation
                                                                 : found->second.practice;
}

}  // namespace pcsp::gateway

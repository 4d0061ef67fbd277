#include "services/registry/domain/ancestry.h"

#include <algorithm>

#include "absl/container/flat_hash_set.h"

namespace pcsp::registry {

Ancestry::Ancestry(const std::vector<Bond>& bonds) {
  for (const Bond& bond : bonds) {
    parents_[bond.subject].push_back({bond.object, bond.object_kind});
  }
  for (auto& [subject, parents] : parents_) {
    std::sort(parents.begin(), parents.end(),
              [](const Parent& a, const Parent& b) { return a.id < b.id; });
  }
}

SiteAbove Ancestry::AboveSite(absl::string_view organisation, OrganisationKind kind) const {
  SiteAbove above;
  if (kind == OrganisationKind::kWholeSystem) return above;
  if (kind != OrganisationKind::kSteeringGroup) {
    above.steering_group = Nearest(organisation, OrganisationKind::kSteeringGroup);
  }
  if (!above.steering_group.empty()) {
    above.whole_system = Nearest(above.steering_group, OrganisationKind::kWholeSystem);
  }
  if (above.whole_system.empty()) {
    above.whole_system = Nearest(organisation, OrganisationKind::kWholeSystem);
  }
  return above;
}

std::vector<Ancestry::Parent> Ancestry::Above(absl::string_view organisation) const {
  std::vector<Parent> above;
  absl::flat_hash_set<std::string> seen = {std::string(organisation)};
  std::string at(organisation);
  for (size_t next = 0;; ++next) {
    if (const auto found = parents_.find(at); found != parents_.end()) {
      for (const Parent& parent : found->second) {
        if (seen.insert(parent.id).second) above.push_back(parent);
      }
    }
    if (next == above.size()) return above;
    at = above[next].id;
  }
}

std::string Ancestry::Nearest(absl::string_view organisation, OrganisationKind kind) const {
  for (const Parent& parent : Above(organisation)) {
    if (parent.kind == kind) return parent.id;
  }
  return "";
}

}  // namespace pcsp::registry

#include "gateway/flows/plan_programme/regions.h"

namespace pcsp::gateway {
namespace {

std::string Own(const registry::v1::Site& site) {
  if (!site.whole_system().empty()) return site.whole_system();
  if (!site.steering_group().empty()) return site.steering_group();
  return site.level() == type::v1::LEVEL_PRACTICE ? "" : site.organisation();
}

}  // namespace

PlanRegions::PlanRegions(const PlanFacts& facts) {
  for (const registry::v1::Site& site : facts.sites)
    by_organisation_[site.organisation()] = Own(site);
  for (const auto& [above, parts] : facts.parts) {
    for (const registry::v1::Site& part : parts) {
      const std::string own = Own(part);
      if (own.empty()) continue;
      std::string& region = by_organisation_[above];
      if (region.empty()) region = own;
      const std::string from = Root(own), to = Root(region);
      if (from != to) joined_[from] = to;
    }
  }
}

std::string PlanRegions::Root(std::string region) const {
  for (auto next = joined_.find(region); next != joined_.end(); next = joined_.find(region)) {
    region = next->second;
  }
  return region;
}

std::string PlanRegions::OfSite(const registry::v1::Site& site) const { return Root(Own(site)); }

std::string PlanRegions::OfOrganisation(const std::string& name) const {
  const auto found = by_organisation_.find(name);
  return found == by_organisation_.end() ? "" : Root(found->second);
}

std::string PlanRegions::OfTrainer(const registry::v1::Appointment& appointment) const {
  std::string region = OfOrganisation(appointment.organisation());
  for (const std::string& served : appointment.serves()) {
    if (region.empty()) region = OfOrganisation(served);
  }
  return region;
}

}  // namespace pcsp::gateway

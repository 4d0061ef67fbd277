#include "gateway/flows/in_post/headcounts.h"

#include <algorithm>

namespace pcsp::gateway {

std::map<type::v1::StaffGroup, int> HeadcountsOf(const registry::v1::Site& site,
                                                 const Posts& posts) {
  std::map<type::v1::StaffGroup, int> people;
  if (site.level() != type::v1::LEVEL_PRACTICE) return people;
  for (const type::v1::Headcount& headcount : site.headcounts()) {
    const type::v1::StaffGroup group = headcount.staff_group();
    if (group < type::v1::STAFF_GROUP_GP || group > type::v1::STAFF_GROUP_ADMIN) continue;
    people[group] = headcount.people();
  }
  for (int g = type::v1::STAFF_GROUP_GP; g <= type::v1::STAFF_GROUP_ADMIN; ++g) {
    const auto group = static_cast<type::v1::StaffGroup>(g);
    const auto known = people.find(group);
    if (known == people.end() && !posts.HasStaff(site.organisation(), group)) continue;
    people[group] = std::max(known == people.end() ? 0 : known->second,
                             posts.Appointed(site.organisation(), group));
  }
  return people;
}

}  // namespace pcsp::gateway

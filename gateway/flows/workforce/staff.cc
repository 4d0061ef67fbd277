#include "gateway/flows/workforce/staff.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "gateway/flows/in_post/headcounts.h"
#include "gateway/flows/pages.h"

namespace pcsp::gateway {
namespace {

constexpr absl::Duration kPage = absl::Seconds(10);

absl::Status NoHeadcounts(const std::string& programme) {
  return StateForbids("NO_HEADCOUNTS", "programme", programme,
                      "No practice has headcounts on that date, so that there is nothing to "
                      "forecast.",
                      "import the workforce first, or ask for another date");
}

// How many practices are without the headcount of a staff group.
using Unknown = std::map<type::v1::StaffGroup, int>;

void AddPractice(const registry::v1::Site& site, const Posts& posts, Staff& staff,
                 Unknown& unknown) {
  const std::string group =
      site.steering_group().empty() ? kNoSteeringGroup : LastPart(site.steering_group());
  staff.site_of[site.organisation()] = group;
  const std::map<type::v1::StaffGroup, int> known = HeadcountsOf(site, posts);
  for (const auto& [of, people] : known) staff.people[{group, of}] += people;
  if (!known.empty()) ++staff.practices;
  for (int g = type::v1::STAFF_GROUP_GP; g <= type::v1::STAFF_GROUP_ADMIN; ++g) {
    const auto one = static_cast<type::v1::StaffGroup>(g);
    if (known.count(one) == 0) ++unknown[one];
  }
}

void AddRole(const ForecastQuestion& question, type::v1::StaffGroup group,
             planning::v1::WorkforceProblem* problem) {
  planning::v1::WorkforceRole* const role = problem->add_roles();
  role->set_id(RoleOf(group));
  const auto assumed = question.staff.find(group);
  if (assumed == question.staff.end()) return;
  const v1::StaffAssumption& staff = assumed->second;
  role->set_replaced_trained(staff.replaced_trained());
  if (staff.has_refreshed()) role->set_refreshed(staff.refreshed());
  if (staff.has_turnover()) role->set_turnover(staff.turnover());
}

}  // namespace

std::string LastPart(const std::string& name) { return name.substr(name.rfind('/') + 1); }

absl::StatusOr<Staff> ListStaff(Clients& clients, const ForecastQuestion& question,
                                const Posts& posts, Notes& notes) {
  registry::v1::ListSitesRequest list;
  list.set_parent(question.programme);
  list.set_as_of_date(absl::FormatCivilTime(question.horizon.day));
  list.set_within(question.request.within());
  Staff staff;
  Unknown unknown;
  RETURN_IF_ERROR(EachPage(*clients.registry, &registry::v1::RegistryService::Stub::ListSites, list,
                           kPage, [&](const auto& page) {
                             for (const auto& site : page.sites()) {
                               if (site.level() != type::v1::LEVEL_PRACTICE) continue;
                               AddPractice(site, posts, staff, unknown);
                             }
                           }));
  if (staff.practices == 0) return NoHeadcounts(question.programme);
  for (const auto& [group, practices] : unknown) {
    notes.missing.push_back(absl::StrCat("How many people there are of staff group ", RoleOf(group),
                                         " is not known of ", practices, " of ",
                                         staff.site_of.size(), " practices; they are left out."));
  }
  return staff;
}

void AddPosts(const ForecastQuestion& question, const Staff& staff,
              planning::v1::WorkforceProblem* problem) {
  std::set<type::v1::StaffGroup> groups;
  for (const auto& [key, people] : staff.people) {
    planning::v1::WorkforcePost* const post = problem->add_posts();
    post->set_site(key.first);
    post->set_role(RoleOf(key.second));
    post->set_posts(people);
    post->set_target(question.target(key.second));
    groups.insert(key.second);
  }
  for (const auto group : groups) AddRole(question, group, problem);
}

}  // namespace pcsp::gateway

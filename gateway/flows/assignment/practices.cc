#include "gateway/flows/assignment/practices.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "gateway/flows/pages.h"

namespace pcsp::gateway {
namespace {

using planning::v1::TrainingService;
using registry::v1::RegistryService;

constexpr absl::Duration kPage = absl::Seconds(10);

absl::Status NoPractices(const Question& question) {
  const auto& r = question.request;
  return StateForbids("NO_PRACTICES", "organisation", r.within().empty() ? r.parent() : r.within(),
                      "No practice needs support there on that day.",
                      "choose another organisation, day, or other states");
}

bool IsAskedFor(const registry::v1::Site& site, const v1::ProposeAssignmentsRequest& request) {
  if (!request.states().empty()) {
    return std::count(request.states().begin(), request.states().end(), site.state()) > 0;
  }
  return site.state() != registry::v1::MILESTONE_STATE_PAUSED &&
         site.state() != registry::v1::MILESTONE_STATE_WITHDRAWN &&
         site.state() != registry::v1::MILESTONE_STATE_MERGED &&
         site.state() != registry::v1::MILESTONE_STATE_SUSTAINED;
}

registry::v1::ListSitesRequest Sites(const Question& question, const std::string& within) {
  registry::v1::ListSitesRequest list;
  list.set_parent(question.request.parent());
  list.set_within(within);
  list.set_as_of_date(DayText(question.start));
  return list;
}

PracticeInNeed PracticeOf(const registry::v1::Site& site) {
  PracticeInNeed practice;
  practice.name = site.organisation();
  practice.title = site.display_name();
  for (const std::string& region :
       {site.organisation(), site.steering_group(), site.whole_system()}) {
    if (!region.empty()) practice.regions.insert(region);
  }
  return practice;
}

absl::StatusOr<int> ReadSites(Clients& clients, const Question& question, AssignmentFacts& facts) {
  int left_out = 0;
  RETURN_IF_ERROR(EachPage(*clients.registry, &RegistryService::Stub::ListSites,
                           Sites(question, question.request.within()), kPage,
                           [&](const auto& page) {
                             for (const registry::v1::Site& site : page.sites()) {
                               if (site.level() != type::v1::LEVEL_PRACTICE) continue;
                               if (IsAskedFor(site, question.request)) {
                                 facts.practices.push_back(PracticeOf(site));
                               } else {
                                 ++left_out;
                               }
                             }
                           }));
  std::sort(facts.practices.begin(), facts.practices.end(),
            [](const PracticeInNeed& a, const PracticeInNeed& b) { return a.name < b.name; });
  return left_out;
}

// The practice of that name, or null.
PracticeInNeed* Find(AssignmentFacts& facts, const std::string& name) {
  const auto found = std::lower_bound(
      facts.practices.begin(), facts.practices.end(), name,
      [](const PracticeInNeed& practice, const std::string& n) { return practice.name < n; });
  return found != facts.practices.end() && found->name == name ? &*found : nullptr;
}

absl::Status ReadPostcodes(Clients& clients, const Question& question, AssignmentFacts& facts) {
  registry::v1::ListOrganisationsRequest list;
  list.set_parent(question.request.parent());
  list.set_kind(registry::v1::ORGANISATION_KIND_PRACTICE);
  list.set_as_of_date(DayText(question.start));
  list.set_view(registry::v1::ORGANISATION_VIEW_BASIC);
  return EachPage(*clients.registry, &RegistryService::Stub::ListOrganisations, list, kPage,
                  [&facts](const auto& page) {
                    for (const auto& organisation : page.organisations()) {
                      PracticeInNeed* const practice = Find(facts, organisation.name());
                      if (practice != nullptr) practice->postcode = organisation.postcode();
                    }
                  });
}

// Of several facilitators of one practice, who has supported it longest; how many practices have
// several.
absl::StatusOr<int> ReadCurrent(Clients& clients, const Question& question,
                                AssignmentFacts& facts) {
  planning::v1::ListAssignmentsRequest list;
  list.set_parent(question.request.parent());
  list.set_as_of_date(DayText(question.start));
  std::map<std::string, std::string> since;
  std::set<std::string> several;
  RETURN_IF_ERROR(EachPage(*clients.training, &TrainingService::Stub::ListAssignments, list, kPage,
                           [&](const auto& page) {
                             for (const auto& assignment : page.assignments()) {
                               PracticeInNeed* const practice = Find(facts, assignment.practice());
                               if (practice == nullptr) continue;
                               const auto [known, fresh] =
                                   since.emplace(practice->name, assignment.start_date());
                               if (!fresh) several.insert(practice->name);
                               if (!fresh && known->second <= assignment.start_date()) continue;
                               known->second = assignment.start_date();
                               practice->current = assignment.facilitator();
                             }
                           }));
  return static_cast<int>(several.size());
}

}  // namespace

absl::Status GatherPractices(Clients& clients, const Question& question, AssignmentFacts& facts) {
  ASSIGN_OR_RETURN(const int left_out, ReadSites(clients, question, facts));
  if (facts.practices.empty()) return NoPractices(question);
  RETURN_IF_ERROR(ReadPostcodes(clients, question, facts));
  ASSIGN_OR_RETURN(const int several, ReadCurrent(clients, question, facts));
  if (left_out > 0) {
    facts.notes.push_back(absl::StrCat(
        left_out, left_out == 1 ? " practice is" : " practices are",
        " in a state that was not asked about and left out; where somebody supports them still, "
        "those hours are taken off."));
  }
  if (several > 0) {
    facts.notes.push_back(absl::StrCat(
        several, several == 1 ? " practice has" : " practices have",
        " several facilitators on the day; who has been there longest counts as the one, and the "
        "others end when this is applied."));
  }
  return absl::OkStatus();
}

absl::Status GatherRegions(Clients& clients, const Question& question,
                           const std::set<std::string>& regions, AssignmentFacts& facts) {
  std::set<std::string> known;  // from the sites themselves
  for (const PracticeInNeed& practice : facts.practices) {
    known.insert(practice.regions.begin(), practice.regions.end());
  }
  for (const std::string& region : regions) {
    if (known.count(region) > 0) continue;
    const absl::Status status = EachPage(*clients.registry, &RegistryService::Stub::ListSites,
                                         Sites(question, region), kPage, [&](const auto& page) {
                                           for (const registry::v1::Site& site : page.sites()) {
                                             PracticeInNeed* const practice =
                                                 Find(facts, site.organisation());
                                             if (practice != nullptr)
                                               practice->regions.insert(region);
                                           }
                                         });
    // A region that is gone has no practices.
    if (absl::IsNotFound(status)) continue;
    RETURN_IF_ERROR(status);
  }
  return absl::OkStatus();
}

}  // namespace pcsp::gateway

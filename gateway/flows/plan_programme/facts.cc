#include "gateway/flows/plan_programme/facts.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "gateway/flows/in_post/headcounts.h"
#include "gateway/flows/pages.h"
#include "gateway/flows/plan_programme/course_order.h"
#include "gateway/flows/plan_programme/refreshers.h"
#include "gateway/flows/plan_programme/teaching_facts.h"
#include "gateway/flows/plan_programme/trained_people.h"

namespace pcsp::gateway {
namespace {

using assessments::v1::AssessmentService;
using diagnosis::v1::DiagnosisService;
using planning::v1::TrainingService;
using registry::v1::RegistryService;

constexpr absl::Duration kPage = absl::Seconds(10);

std::string DayText(absl::CivilDay day) { return absl::FormatCivilTime(day); }

class Gatherer {
 public:
  Gatherer(Clients& clients, const v1::PlanProgrammeRequest& request, PlanFacts& facts)
      : clients_(clients), request_(request), programme_(request.parent()), facts_(facts) {}

  absl::Status Gather() {
    RETURN_IF_ERROR(Sites());
    RETURN_IF_ERROR(AddTeachingFacts(clients_, request_, facts_, unknown_));
    RETURN_IF_ERROR(unknown_.ToStatus());
    RETURN_IF_ERROR(Venues());
    RETURN_IF_ERROR(People());
    DropIdleRefreshers();
    RETURN_IF_ERROR(Urgency());
    RETURN_IF_ERROR(Postcodes());
    return Places();
  }

 private:
  // Every page of a list of a programme.
  template <typename Stub, typename Request, typename Response, typename Take>
  absl::Status Each(Stub& stub,
                    grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                    Request request, Take take) {
    return EachPage(stub, method, std::move(request), kPage, take);
  }

  absl::Status SitesWithin(const std::string& organisation,
                           std::vector<registry::v1::Site>& sites) {
    registry::v1::ListSitesRequest list;
    list.set_parent(programme_);
    list.set_as_of_date(DayText(facts_.start));
    list.set_within(organisation);
    return Each(*clients_.registry, &RegistryService::Stub::ListSites, list, [&](const auto& page) {
      sites.insert(sites.end(), page.sites().begin(), page.sites().end());
    });
  }

  absl::Status Sites() {
    RETURN_IF_ERROR(SitesWithin("", facts_.sites));
    for (int i = 0; i < request_.without_size(); ++i) {
      RETURN_IF_ERROR(
          AddNamed(absl::StrCat("without[", i, "]"), request_.without(i), facts_.without));
    }
    if (request_.within().empty()) return absl::OkStatus();
    return AddNamed("within", request_.within(), facts_.within);
  }

  // An organisation of the request, and all that belongs to it.
  absl::Status AddNamed(std::string field, const std::string& name, std::set<std::string>& names) {
    std::vector<registry::v1::Site> sites;
    const absl::Status found = SitesWithin(name, sites);
    if (absl::IsNotFound(found)) {
      unknown_.Add(std::move(field), name, "an organisation of the programme");
      return absl::OkStatus();
    }
    RETURN_IF_ERROR(found);
    names.insert(name);
    for (const registry::v1::Site& site : sites) names.insert(site.organisation());
    return absl::OkStatus();
  }

  // Those that nobody asked for and nobody needs would make the plan larger for nothing.
  void DropIdleRefreshers() {
    if (!request_.courses().empty()) return;
    std::erase_if(facts_.courses, [this](const planning::v1::Course& course) {
      return IsRefresher(course) && CountLapses(facts_, course.competence()) == 0;
    });
  }

  absl::Status Venues() {
    planning::v1::ListVenuesRequest list;
    list.set_parent(programme_);
    RETURN_IF_ERROR(Each(
        *clients_.training, &TrainingService::Stub::ListVenues, list, [this](const auto& page) {
          facts_.venues.insert(facts_.venues.end(), page.venues().begin(), page.venues().end());
        }));
    std::set<std::string> known;
    for (const registry::v1::Site& site : facts_.sites) known.insert(site.organisation());
    for (const planning::v1::Venue& venue : facts_.venues) {
      if (known.contains(venue.region()) || facts_.parts.contains(venue.region())) continue;
      RETURN_IF_ERROR(SitesWithin(venue.region(), facts_.parts[venue.region()]));
    }
    return absl::OkStatus();
  }

  absl::Status People() {
    std::set<std::string> practices;
    for (const registry::v1::Site& site : facts_.sites) {
      if (site.level() == type::v1::LEVEL_PRACTICE) practices.insert(site.organisation());
    }
    Posts posts(clients_, programme_, facts_.start, std::move(practices));
    RETURN_IF_ERROR(posts.Count());
    for (registry::v1::Site& site : facts_.sites) SetHeadcounts(posts, site);
    ASSIGN_OR_RETURN(facts_.people, TrainedPeople(clients_, programme_, facts_, posts));
    return absl::OkStatus();
  }

  // Of practices, as far as they are known.
  static void SetHeadcounts(const Posts& posts, registry::v1::Site& site) {
    if (site.level() != type::v1::LEVEL_PRACTICE) return;
    const auto people = HeadcountsOf(site, posts);
    site.clear_headcounts();
    for (const auto& [group, count] : people) {
      type::v1::Headcount& headcount = *site.add_headcounts();
      headcount.set_staff_group(group);
      headcount.set_people(count);
    }
  }

  // By the last wave that is over.
  absl::Status Urgency() {
    assessments::v1::ListWavesRequest waves;
    waves.set_parent(programme_);
    std::pair<int64_t, std::string> last;
    RETURN_IF_ERROR(Each(*clients_.assessments, &AssessmentService::Stub::ListWaves, waves,
                         [&last](const auto& page) {
                           for (const auto& wave : page.waves()) {
                             if (!wave.has_close_time()) continue;
                             last = std::max(last, {wave.close_time().seconds(), wave.name()});
                           }
                         }));
    if (last.second.empty()) return absl::OkStatus();
    diagnosis::v1::ListDiagnosesRequest list;
    list.set_parent(absl::StrCat(programme_, "/organisations/-"));
    list.set_wave(last.second);
    list.set_level(type::v1::LEVEL_PRACTICE);
    list.set_latest_only(true);
    return Each(*clients_.diagnosis, &DiagnosisService::Stub::ListDiagnoses, list,
                [this](const auto& page) {
                  for (const auto& diagnosis : page.diagnoses()) TakeUrgency(diagnosis);
                });
  }

  void TakeUrgency(const diagnosis::v1::Diagnosis& diagnosis) {
    double& most = facts_.urgency[diagnosis.organisation()];
    for (const diagnosis::v1::Finding& finding : diagnosis.findings()) {
      most = std::max(most, finding.priority() / 100);
    }
  }

  absl::Status Postcodes() {
    registry::v1::ListOrganisationsRequest list;
    list.set_parent(programme_);
    list.set_kind(registry::v1::ORGANISATION_KIND_PRACTICE);
    list.set_as_of_date(DayText(facts_.start));
    return Each(*clients_.registry, &RegistryService::Stub::ListOrganisations, list,
                [this](const auto& page) {
                  for (const auto& one : page.organisations()) {
                    if (!one.postcode().empty()) facts_.postcodes[one.name()] = one.postcode();
                  }
                });
  }

  absl::Status Places() {
    std::vector<std::string> postcodes;
    for (const auto& [practice, postcode] : facts_.postcodes) postcodes.push_back(postcode);
    for (const planning::v1::Venue& venue : facts_.venues) postcodes.push_back(venue.postcode());
    ASSIGN_OR_RETURN(facts_.places, PlacesOf(clients_, programme_, postcodes));
    return absl::OkStatus();
  }

  Clients& clients_;
  const v1::PlanProgrammeRequest& request_;
  const std::string programme_;
  PlanFacts& facts_;
  Violations unknown_;  // what the request names and nobody knows
};

}  // namespace

absl::StatusOr<PlanFacts> GatherFacts(Clients& clients, const v1::PlanProgrammeRequest& request,
                                      absl::CivilDay today, absl::CivilDay start, int fortnights) {
  PlanFacts facts;
  facts.today = today;
  facts.start = start;
  facts.fortnights = fortnights;
  RETURN_IF_ERROR(Gatherer(clients, request, facts).Gather());
  return facts;
}

}  // namespace pcsp::gateway

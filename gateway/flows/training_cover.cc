#include "gateway/flows/training_cover.h"

#include "common/base/error.h"
#include "gateway/flows/pages.h"

namespace pcsp::gateway {
namespace {

using planning::v1::TrainingService;

constexpr absl::Duration kPage = absl::Seconds(10);

absl::Status NoHeadcounts(const std::string& programme) {
  return StateForbids("NO_HEADCOUNTS", "programme", programme,
                      "No practice has headcounts on that date, so that there is nothing to take a "
                      "share of.",
                      "import the workforce first, or ask for another date");
}

// Adds a practice's people, as far as they are of one of its four staff groups.
void AddPractice(const registry::v1::Site& site, planning::v1::GetCoverageRequest* request) {
  if (site.level() != type::v1::LEVEL_PRACTICE || site.headcounts().empty()) return;
  planning::v1::PracticeHeadcount practice;
  practice.set_practice(site.organisation());
  practice.set_region(site.steering_group());
  for (const auto& headcount : site.headcounts()) {
    if (headcount.staff_group() > type::v1::STAFF_GROUP_ADMIN) continue;
    *practice.add_headcounts() = headcount;
  }
  if (!practice.headcounts().empty()) *request->add_practices() = std::move(practice);
}

}  // namespace

absl::StatusOr<planning::v1::GetCoverageResponse> CoverageOf(
    Clients& clients, const v1::GetTrainingCoverRequest& request, absl::Time deadline) {
  registry::v1::ListSitesRequest list;
  list.set_parent(request.parent());
  list.set_as_of_date(request.as_of_date());
  list.set_within(request.within());
  planning::v1::GetCoverageRequest ask;
  ask.set_parent(request.parent());
  ask.set_competence(request.competence());
  ask.set_as_of_date(request.as_of_date());
  RETURN_IF_ERROR(EachPage(*clients.registry, &registry::v1::RegistryService::Stub::ListSites, list,
                           kPage, [&ask](const auto& page) {
                             for (const auto& site : page.sites()) AddPractice(site, &ask);
                           }));
  if (ask.practices().empty()) return NoHeadcounts(request.parent());
  return Ask(*clients.training, &TrainingService::Stub::GetCoverage, ask, deadline);
}

absl::StatusOr<std::set<std::string>> CoreCompetences(Clients& clients,
                                                      const std::string& programme) {
  planning::v1::ListCoursesRequest request;
  request.set_parent(programme);
  request.set_kind(planning::v1::COURSE_KIND_CORE_DAY);
  std::set<std::string> competences;
  const absl::Status status = EachPage(*clients.training, &TrainingService::Stub::ListCourses,
                                       request, kPage, [&competences](const auto& page) {
                                         for (const auto& course : page.courses())
                                           competences.insert(course.competence());
                                       });
  competences.erase("");
  // A service of the release before, while an upgrade is under way, knows of no courses.
  if (absl::IsUnimplemented(status)) return competences;
  RETURN_IF_ERROR(status);
  return competences;
}

absl::StatusOr<planning::v1::GetCoverageResponse> GetTrainingCover(
    Clients& clients, const rpc::Call& call, const v1::GetTrainingCoverRequest& request) {
  return CoverageOf(clients, request, call.deadline);
}

}  // namespace pcsp::gateway

#include "gateway/flows/training_cover.h"

#include <algorithm>
#include <utility>

#include "common/base/error.h"
#include "gateway/flows/in_post/headcounts.h"
#include "gateway/flows/in_post/trained.h"
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

absl::Status CheckCoverRequest(const v1::GetTrainingCoverRequest& request, absl::CivilDay* day) {
  Violations violations;
  const std::string& given = request.as_of_date();
  if (!given.empty() &&
      (!absl::ParseCivilTime(given, day) || absl::FormatCivilTime(*day) != given)) {
    violations.Add("as_of_date", given, "a day, yyyy-mm-dd");
  }
  if (request.competence().empty()) {
    violations.Add("competence", "", "the competence in question, as courses name it");
  }
  return violations.ToStatus();
}

absl::Status AddPractices(Clients& clients, const v1::GetTrainingCoverRequest& request,
                          const Posts& posts, planning::v1::GetCoverageRequest& ask) {
  registry::v1::ListSitesRequest list;
  list.set_parent(request.parent());
  list.set_as_of_date(absl::FormatCivilTime(posts.day()));
  list.set_within(request.within());
  return EachPage(*clients.registry, &registry::v1::RegistryService::Stub::ListSites, list, kPage,
                  [&](const auto& page) {
                    for (const auto& site : page.sites()) {
                      const auto people = HeadcountsOf(site, posts);
                      if (people.empty()) continue;
                      planning::v1::PracticeHeadcount& practice = *ask.add_practices();
                      practice.set_practice(site.organisation());
                      practice.set_region(site.steering_group());
                      for (const auto& [group, count] : people) {
                        type::v1::Headcount& headcount = *practice.add_headcounts();
                        headcount.set_staff_group(group);
                        headcount.set_people(count);
                      }
                    }
                  });
}

}  // namespace

absl::StatusOr<planning::v1::GetCoverageResponse> CoverageOf(
    Clients& clients, const v1::GetTrainingCoverRequest& request, absl::Time deadline) {
  absl::CivilDay day = absl::ToCivilDay(absl::Now(), absl::UTCTimeZone());
  RETURN_IF_ERROR(CheckCoverRequest(request, &day));
  planning::v1::GetCoverageRequest ask;
  ask.set_parent(request.parent());
  ask.set_competence(request.competence());
  ask.set_as_of_date(absl::FormatCivilTime(day));
  ASSIGN_OR_RETURN(auto practices, PracticesOn(clients, request.parent(), day));
  Posts posts(clients, request.parent(), day, std::move(practices));
  RETURN_IF_ERROR(posts.Count());
  RETURN_IF_ERROR(AddPractices(clients, request, posts, ask));
  if (ask.practices().empty()) return NoHeadcounts(request.parent());
  ASSIGN_OR_RETURN(const Competences competences,
                   ListCompetences(clients, request.parent(), request.competence(), day));
  RETURN_IF_ERROR(posts.Read(ParticipantsOf(competences)));
  TellPosts(competences, posts, ask);
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
  ASSIGN_OR_RETURN(planning::v1::GetCoverageResponse cover,
                   CoverageOf(clients, request, call.deadline));
  const auto known = [](const auto& cell) {
    return cell.current_count() + cell.lapsed_count() > 0;
  };
  if (std::ranges::any_of(cover.total(), known)) return cover;
  // A misspelt competence would look like one that nobody has.
  planning::v1::ListCoursesRequest granting;
  granting.set_parent(request.parent());
  granting.set_competence(request.competence());
  granting.set_page_size(1);
  ASSIGN_OR_RETURN(const auto courses, Ask(*clients.training, &TrainingService::Stub::ListCourses,
                                           granting, call.deadline));
  if (courses.courses().empty()) return ResourceNotFound("competence", request.competence());
  return cover;
}

}  // namespace pcsp::gateway

#include "gateway/flows/plan_programme/facts.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "gateway/flows/in_post/headcounts.h"
#include "gateway/flows/in_post/leavers.h"
#include "gateway/flows/pages.h"
#include "gateway/flows/plan_programme/course_order.h"
#include "gateway/flows/plan_programme/refreshers.h"
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
    RETURN_IF_ERROR(Courses());
    RETURN_IF_ERROR(Venues());
    RETURN_IF_ERROR(Trainers());
    RETURN_IF_ERROR(ClosedDays());
    RETURN_IF_ERROR(Sessions());
    RETURN_IF_ERROR(Leavers());
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
    for (const std::string& name : request_.without()) {
      std::vector<registry::v1::Site> without;
      RETURN_IF_ERROR(SitesWithin(name, without));
      facts_.without.insert(name);
      for (const registry::v1::Site& site : without) facts_.without.insert(site.organisation());
    }
    if (request_.within().empty()) return absl::OkStatus();
    std::vector<registry::v1::Site> within;
    RETURN_IF_ERROR(SitesWithin(request_.within(), within));
    facts_.within.insert(request_.within());
    for (const registry::v1::Site& site : within) facts_.within.insert(site.organisation());
    return absl::OkStatus();
  }

  bool IsPlanned(const planning::v1::Course& course) const {
    const auto& named = request_.courses();
    if (!named.empty()) return std::ranges::count(named, course.name()) > 0;
    return course.kind() == planning::v1::COURSE_KIND_CORE_DAY ||
           course.kind() == planning::v1::COURSE_KIND_FOLLOW_UP ||
           (IsRefresher(course) && !request_.without_refreshers());
  }

  // Those that nobody asked for and nobody needs would make the plan larger for nothing.
  void DropIdleRefreshers() {
    if (!request_.courses().empty()) return;
    std::erase_if(facts_.courses, [this](const planning::v1::Course& course) {
      return IsRefresher(course) && CountLapses(facts_, course.competence()) == 0;
    });
  }

  absl::Status Courses() {
    planning::v1::ListCoursesRequest list;
    list.set_parent(programme_);
    return Each(*clients_.training, &TrainingService::Stub::ListCourses, list,
                [this](const auto& page) {
                  for (const auto& course : page.courses()) {
                    facts_.known_courses[course.name()] = course;
                    if (IsPlanned(course)) facts_.courses.push_back(course);
                  }
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

  absl::Status Trainers() {
    planning::v1::ListTrainersRequest list;
    list.set_parent(programme_);
    list.set_as_of_date(DayText(facts_.start));
    list.set_stage(planning::v1::TRAINER_STAGE_QUALITY_ASSURED);
    RETURN_IF_ERROR(Each(*clients_.training, &TrainingService::Stub::ListTrainers, list,
                         [this](const auto& page) {
                           facts_.trainers.insert(facts_.trainers.end(), page.trainers().begin(),
                                                  page.trainers().end());
                         }));
    registry::v1::ListAppointmentsRequest appointments;
    appointments.set_parent(programme_);
    appointments.set_role(registry::v1::APPOINTMENT_ROLE_TRAINER);
    RETURN_IF_ERROR(Each(*clients_.registry, &RegistryService::Stub::ListAppointments, appointments,
                         [this](const auto& page) {
                           for (const auto& one : page.appointments()) {
                             facts_.appointments[one.name()] = one;
                           }
                         }));
    planning::v1::ListLeavesRequest leaves;
    leaves.set_parent(programme_);
    leaves.set_from_date(DayText(facts_.start));
    return Each(
        *clients_.training, &TrainingService::Stub::ListLeaves, leaves, [this](const auto& page) {
          facts_.leaves.insert(facts_.leaves.end(), page.leaves().begin(), page.leaves().end());
        });
  }

  absl::Status ClosedDays() {
    planning::v1::GetTrainingSettingsRequest get;
    get.set_name(absl::StrCat(programme_, "/trainingSettings"));
    ASSIGN_OR_RETURN(const auto settings,
                     Ask(*clients_.training, &TrainingService::Stub::GetTrainingSettings, get,
                         absl::Now() + kPage));
    for (const planning::v1::ClosedDay& one : settings.closed_days()) {
      absl::CivilDay day;
      if (absl::ParseCivilTime(one.date(), &day)) facts_.closed.insert(day);
    }
    return absl::OkStatus();
  }

  // From today to the end of what is planned.
  absl::Status Sessions() {
    const absl::CivilDay last = facts_.start + facts_.fortnights * kDaysPerFortnight - 1;
    for (const planning::v1::Course& course : facts_.courses) {
      planning::v1::ListSessionsRequest list;
      list.set_parent(programme_);
      list.set_course(course.name());
      list.set_from_date(DayText(std::min(facts_.today, facts_.start)));
      list.set_until_date(DayText(last));
      RETURN_IF_ERROR(Each(*clients_.training, &TrainingService::Stub::ListSessions, list,
                           [this](const auto& page) {
                             for (const auto& session : page.sessions()) TakeSession(session);
                           }));
    }
    for (const planning::v1::Session& session : facts_.sessions) {
      if (session.enrolled_count() == 0) continue;
      RETURN_IF_ERROR(Enrolments(session.name(), planning::v1::ENROLMENT_STATE_ENROLLED,
                                 facts_.enrolled[session.name()]));
    }
    return absl::OkStatus();
  }

  void TakeSession(const planning::v1::Session& session) {
    if (session.state() == planning::v1::SESSION_STATE_PLANNED ||
        session.state() == planning::v1::SESSION_STATE_CONFIRMED) {
      facts_.sessions.push_back(session);
    }
  }

  absl::Status Enrolments(const std::string& session, planning::v1::EnrolmentState state,
                          std::vector<planning::v1::Enrolment>& enrolments) {
    planning::v1::ListEnrolmentsRequest list;
    list.set_parent(session);
    list.set_state(state);
    return Each(
        *clients_.training, &TrainingService::Stub::ListEnrolments, list, [&](const auto& page) {
          enrolments.insert(enrolments.end(), page.enrolments().begin(), page.enrolments().end());
        });
  }

  absl::Status Leavers() {
    std::set<std::string> participants;
    for (const auto& [session, enrolled] : facts_.enrolled) {
      for (const planning::v1::Enrolment& one : enrolled) participants.insert(one.participant());
    }
    if (participants.empty()) return absl::OkStatus();
    ASSIGN_OR_RETURN(
        const Careers careers,
        Careers::Read(clients_, programme_, {participants.begin(), participants.end()}));
    for (const planning::v1::Session& session : facts_.sessions) {
      const planning::v1::Course& course = facts_.known_courses[session.course()];
      for (const planning::v1::Enrolment& one : facts_.enrolled[session.name()]) {
        if (LeaverOf(one, session, course, careers)) ++facts_.leavers;
      }
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

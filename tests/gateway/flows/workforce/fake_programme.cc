#include "tests/gateway/flows/workforce/fake_programme.h"

#include <algorithm>
#include <set>

#include "gateway/flows/in_post/posts.h"

namespace pcsp::gateway::testing {
namespace {

namespace pb = planning::v1;
using Context = grpc::CallbackServerContext;
using Reactor = grpc::ServerUnaryReactor;

constexpr size_t kPage = 2;

Reactor* Finish(Context* context) {
  auto* reactor = context->DefaultReactor();
  reactor->Finish(grpc::Status::OK);
  return reactor;
}

// One page of those of `all` that `keep` keeps.
template <typename T, typename Request, typename Response, typename Keep>
void AddPage(const std::vector<T>& all, const Request& request,
             google::protobuf::RepeatedPtrField<T>* page, Response* response, Keep keep) {
  std::vector<const T*> kept;
  for (const T& one : all) {
    if (keep(one)) kept.push_back(&one);
  }
  const size_t begin = request.page_token().empty() ? 0 : std::stoul(request.page_token());
  const size_t end = std::min(kept.size(), begin + kPage);
  for (size_t i = begin; i < end; ++i) *page->Add() = *kept[i];
  if (end < kept.size()) response->set_next_page_token(std::to_string(end));
}

}  // namespace

void CountAppointed(const std::vector<registry::v1::Appointment>& appointments,
                    const std::map<std::string, std::string>& teams, const std::string& day,
                    registry::v1::CountAppointedPeopleResponse& response) {
  struct Who {
    std::set<std::string> people, staff;
  };
  std::map<std::string, std::map<type::v1::StaffGroup, Who>> counted;
  for (const registry::v1::Appointment& one : appointments) {
    const bool over = !one.end_date().empty() && one.end_date() < day;
    if (over || one.start_date() > day || !WorksThere(one) ||
        one.staff_group() > type::v1::STAFF_GROUP_ADMIN) {
      continue;
    }
    const auto team = teams.find(one.organisation());
    Who& who = counted[team == teams.end() ? one.organisation() : team->second][one.staff_group()];
    who.people.insert(one.person());
    if (one.role() == registry::v1::APPOINTMENT_ROLE_STAFF) who.staff.insert(one.person());
  }
  for (const auto& [practice, groups] : counted) {
    auto& added = *response.add_practices();
    added.set_practice(practice);
    for (const auto& [group, who] : groups) {
      auto& count = *added.add_groups();
      count.set_staff_group(group);
      count.set_people(static_cast<int>(who.people.size()));
      count.set_staff(static_cast<int>(who.staff.size()));
    }
  }
}

class FakeProgramme::Registry final : public registry::v1::RegistryService::CallbackService {
 public:
  explicit Registry(FakeProgramme* all) : all_(*all) {}
  Reactor* ListSites(Context* context, const registry::v1::ListSitesRequest* request,
                     registry::v1::ListSitesResponse* response) override {
    AddPage(all_.sites, *request, response->mutable_sites(), response, [&](const auto& site) {
      return request->within().empty() || site.steering_group() == request->within();
    });
    return Finish(context);
  }
  Reactor* ListAppointments(Context* context, const registry::v1::ListAppointmentsRequest* request,
                            registry::v1::ListAppointmentsResponse* response) override {
    const auto keep = [&](const registry::v1::Appointment& one) {
      const auto& inside = all_.within[request->within()];
      const bool here = request->within().empty() ||
                        std::find(inside.begin(), inside.end(), one.name()) != inside.end();
      const bool over = !one.end_date().empty() && one.end_date() < request->from_date();
      const bool later = !request->until_date().empty() && one.start_date() > request->until_date();
      const bool of_role = request->role() == registry::v1::APPOINTMENT_ROLE_UNSPECIFIED ||
                           one.role() == request->role();
      const bool asked = request->people().empty() ||
                         std::ranges::count(request->people(), one.person()) > 0 ||
                         std::ranges::count(request->people(), one.name()) > 0;
      return here && !over && !later && of_role && asked;
    };
    AddPage(all_.appointments, *request, response->mutable_appointments(), response, keep);
    return Finish(context);
  }
  Reactor* CountAppointedPeople(Context* context,
                                const registry::v1::CountAppointedPeopleRequest* request,
                                registry::v1::CountAppointedPeopleResponse* response) override {
    testing::CountAppointed(all_.appointments, all_.teams, request->as_of_date(), *response);
    return Finish(context);
  }
  Reactor* ListOrganisations(Context* context, const registry::v1::ListOrganisationsRequest*,
                             registry::v1::ListOrganisationsResponse* response) override {
    for (const auto& [team, practice] : all_.teams) response->add_organisations()->set_name(team);
    return Finish(context);
  }
  Reactor* ListRelationships(Context* context, const registry::v1::ListRelationshipsRequest*,
                             registry::v1::ListRelationshipsResponse* response) override {
    for (const auto& [team, practice] : all_.teams) {
      auto& part = *response->add_relationships();
      part.set_subject(team);
      part.set_object(practice);
    }
    return Finish(context);
  }

 private:
  FakeProgramme& all_;
};

class FakeProgramme::Training final : public pb::TrainingService::CallbackService {
 public:
  explicit Training(FakeProgramme* all) : all_(*all) {}
  Reactor* ListCourses(Context* context, const pb::ListCoursesRequest* request,
                       pb::ListCoursesResponse* response) override {
    AddPage(all_.courses, *request, response->mutable_courses(), response, [&](const auto& course) {
      return (request->competence().empty() || course.competence() == request->competence()) &&
             (request->kind() == 0 || course.kind() == request->kind());
    });
    return Finish(context);
  }
  Reactor* ListSessions(Context* context, const pb::ListSessionsRequest* request,
                        pb::ListSessionsResponse* response) override {
    AddPage(all_.sessions, *request, response->mutable_sessions(), response,
            [&](const auto& session) {
              const std::string day = session.start().substr(0, 10);
              return (request->course().empty() || session.course() == request->course()) &&
                     day >= request->from_date() &&
                     (request->until_date().empty() || day <= request->until_date());
            });
    return Finish(context);
  }
  Reactor* ListEnrolments(Context* context, const pb::ListEnrolmentsRequest* request,
                          pb::ListEnrolmentsResponse* response) override {
    AddPage(all_.enrolments[request->parent()], *request, response->mutable_enrolments(), response,
            [&](const auto& one) {
              return (request->state() == 0 || one.state() == request->state()) &&
                     (request->practice().empty() || one.practice() == request->practice());
            });
    return Finish(context);
  }
  Reactor* GetCourse(Context* context, const pb::GetCourseRequest* request,
                     pb::Course* response) override {
    for (const pb::Course& course : all_.courses) {
      if (course.name() == request->name()) *response = course;
    }
    return Finish(context);
  }
  Reactor* GetSession(Context* context, const pb::GetSessionRequest* request,
                      pb::Session* response) override {
    for (const pb::Session& session : all_.sessions) {
      if (session.name() == request->name()) *response = session;
    }
    return Finish(context);
  }
  Reactor* BatchWithdrawEnrolments(Context* context,
                                   const pb::BatchWithdrawEnrolmentsRequest* request,
                                   pb::BatchWithdrawEnrolmentsResponse* response) override {
    all_.withdrawals.push_back(*request);
    for (const auto& one : request->enrolments()) {
      auto& gone = *response->add_enrolments();
      gone.set_name(one.name());
      gone.set_state(pb::ENROLMENT_STATE_WITHDRAWN);
    }
    response->set_reservations_given_up(request->give_up_reservations() ? 1 : 0);
    response->set_remark(request->remark());
    return Finish(context);
  }
  Reactor* ListCompetences(Context* context, const pb::ListCompetencesRequest* request,
                           pb::ListCompetencesResponse* response) override {
    AddPage(all_.competences, *request, response->mutable_competences(), response,
            [&](const auto& one) { return one.competence() == request->competence(); });
    response->set_as_of_date(request->as_of_date().empty() ? "2027-01-15" : request->as_of_date());
    return Finish(context);
  }
  Reactor* ListTrainers(Context* context, const pb::ListTrainersRequest* request,
                        pb::ListTrainersResponse* response) override {
    AddPage(all_.trainers, *request, response->mutable_trainers(), response,
            [](const auto&) { return true; });
    return Finish(context);
  }
  Reactor* ListAssignments(Context* context, const pb::ListAssignmentsRequest* request,
                           pb::ListAssignmentsResponse* response) override {
    AddPage(all_.assignments, *request, response->mutable_assignments(), response,
            [](const auto&) { return true; });
    return Finish(context);
  }
  Reactor* GetCaseload(Context* context, const pb::GetCaseloadRequest* request,
                       pb::GetCaseloadResponse* response) override {
    all_.caseload_asked = *request;
    *response = all_.caseload;
    return Finish(context);
  }

 private:
  FakeProgramme& all_;
};

FakeProgramme::FakeProgramme()
    : registry_(std::make_shared<Registry>(this)),
      training_(std::make_shared<Training>(this)),
      workforce_({.pool = &pool_, .metrics = &metrics_, .log = &log_, .clock = &SystemClock()}) {
  caseload.mutable_settings()->set_contact_hours_per_year(15);
  caseload.mutable_settings()->set_most_practices(13);
  server_ =
      rpc::Server::Start({.services = {registry_.get(), training_.get(), &workforce_}}).value();
}

Channels FakeProgramme::channels() {
  const auto channel = server_->InProcessChannel();
  return {channel, channel, channel, channel};
}

registry::v1::Site& FakeProgramme::AddPractice(const std::string& id, const std::string& group,
                                               const std::map<type::v1::StaffGroup, int>& people) {
  registry::v1::Site& site = sites.emplace_back();
  site.set_organisation(Named("organisations/" + id));
  site.set_level(type::v1::LEVEL_PRACTICE);
  if (!group.empty()) site.set_steering_group(Named("organisations/" + group));
  for (const auto& [staff_group, count] : people) {
    auto* headcount = site.add_headcounts();
    headcount->set_staff_group(staff_group);
    headcount->set_people(count);
  }
  return site;
}

registry::v1::Appointment& FakeProgramme::AddAppointment(const std::string& id,
                                                         registry::v1::AppointmentRole role,
                                                         const std::string& organisation,
                                                         const std::string& start,
                                                         const std::string& end) {
  registry::v1::Appointment& one = appointments.emplace_back();
  one.set_name(Named("appointments/" + id));
  one.set_role(role);
  one.set_organisation(Named("organisations/" + organisation));
  one.set_staff_group(type::v1::STAFF_GROUP_GP);
  one.set_start_date(start);
  one.set_end_date(end);
  return one;
}

void FakeProgramme::AddCompetence(const std::string& person, const std::string& practice,
                                  const std::string& lapse) {
  pb::Competence& one = competences.emplace_back();
  one.set_participant(Named("people/" + person));
  one.set_practice(Named("organisations/" + practice));
  one.set_staff_group(type::v1::STAFF_GROUP_GP);
  one.set_competence("conversation");
  one.set_state(pb::COMPETENCE_STATE_CURRENT);
  one.set_lapse_date(lapse);
}

void FakeProgramme::AddEnrolment(const std::string& session, const std::string& person,
                                 const std::string& practice) {
  pb::Enrolment& one = enrolments[Named("sessions/" + session)].emplace_back();
  one.set_participant(Named("people/" + person));
  one.set_practice(Named("organisations/" + practice));
  one.set_staff_group(type::v1::STAFF_GROUP_GP);
  one.set_state(pb::ENROLMENT_STATE_ENROLLED);
}

void FakeProgramme::AddTrainer(const std::string& appointment, pb::TrainerStage stage) {
  pb::Trainer& one = trainers.emplace_back();
  one.set_appointment(Named("appointments/" + appointment));
  one.set_stage(stage);
}

void FakeProgramme::AddAssignment(const std::string& facilitator, const std::string& practice,
                                  const std::string& start, const std::string& end) {
  pb::Assignment& one = assignments.emplace_back();
  one.set_facilitator(Named("appointments/" + facilitator));
  one.set_practice(Named("organisations/" + practice));
  one.set_start_date(start);
  one.set_end_date(end);
}

}  // namespace pcsp::gateway::testing

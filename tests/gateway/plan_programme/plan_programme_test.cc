#include "gateway/flows/plan_programme/plan_programme.h"

#include "absl/strings/ascii.h"
#include "common/base/error.h"
#include "gateway/flows/in_post/release_leavers.h"
#include "services/planning/rpc/place/place_service.h"
#include "tests/planning/programme_plan/service_fixture.h"

namespace pcsp::gateway {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using Context = grpc::CallbackServerContext;
using Reactor = grpc::ServerUnaryReactor;
using planning::testing::In;

constexpr char kRequest[] = "0189a7f4-0000-7000-8000-000000000001";

Reactor* Done(Context* context) {
  Reactor* const reactor = context->DefaultReactor();
  reactor->Finish(grpc::Status::OK);
  return reactor;
}

// A whole system with a steering group and two practices of two GPs and two nurses each; trainer t1
// is appointed to the system, and whoever a test appoints.
class Registry final : public registry::v1::RegistryService::CallbackService {
 public:
  void Appoint(const std::string& person, const std::string& practice, type::v1::StaffGroup group,
               const std::string& end) {
    registry::v1::Appointment& one = staff_.emplace_back();
    one.set_name(In("appointments/" + person));
    one.set_person(In("people/" + person));
    one.set_organisation(In("organisations/" + practice));
    one.set_role(registry::v1::APPOINTMENT_ROLE_STAFF);
    one.set_staff_group(group);
    one.set_end_date(end);
  }
  Reactor* ListSites(Context* context, const registry::v1::ListSitesRequest* request,
                     registry::v1::ListSitesResponse* response) override {
    if (request->within() == In("organisations/nowhere")) {
      Reactor* const reactor = context->DefaultReactor();
      reactor->Finish({grpc::StatusCode::NOT_FOUND, "There is no such organisation."});
      return reactor;
    }
    if (request->within() == In("organisations/p2")) {
      Add("p2", type::v1::LEVEL_PRACTICE, *response);
      return Done(context);
    }
    Add("ws", type::v1::LEVEL_WHOLE_SYSTEM, *response);
    Add("sg1", type::v1::LEVEL_STEERING_GROUP, *response);
    for (const char* const practice : {"p1", "p2"}) {
      registry::v1::Site& site = Add(practice, type::v1::LEVEL_PRACTICE, *response);
      site.set_steering_group(In("organisations/sg1"));
      for (const auto group : {type::v1::STAFF_GROUP_GP, type::v1::STAFF_GROUP_NURSE}) {
        type::v1::Headcount& headcount = *site.add_headcounts();
        headcount.set_staff_group(group);
        headcount.set_people(2);
      }
    }
    return Done(context);
  }
  Reactor* ListAppointments(Context* context, const registry::v1::ListAppointmentsRequest*,
                            registry::v1::ListAppointmentsResponse* response) override {
    registry::v1::Appointment& appointment = *response->add_appointments();
    appointment.set_name(In("appointments/t1"));
    appointment.set_organisation(In("organisations/ws"));
    for (const registry::v1::Appointment& one : staff_) *response->add_appointments() = one;
    return Done(context);
  }
  Reactor* CountAppointedPeople(Context* context, const registry::v1::CountAppointedPeopleRequest*,
                                registry::v1::CountAppointedPeopleResponse*) override {
    return Done(context);
  }
  Reactor* ListOrganisations(Context* context,
                             const registry::v1::ListOrganisationsRequest* request,
                             registry::v1::ListOrganisationsResponse* response) override {
    if (request->kind() != registry::v1::ORGANISATION_KIND_PRACTICE) return Done(context);
    registry::v1::Organisation& practice = *response->add_organisations();
    practice.set_name(In("organisations/p1"));
    practice.set_postcode("NE1 1AA");
    return Done(context);
  }

 private:
  std::vector<registry::v1::Appointment> staff_;

  static registry::v1::Site& Add(const std::string& id, type::v1::Level level,
                                 registry::v1::ListSitesResponse& response) {
    registry::v1::Site& site = *response.add_sites();
    site.set_organisation(In("organisations/" + id));
    site.set_display_name("Title of " + id);
    site.set_level(level);
    if (level != type::v1::LEVEL_WHOLE_SYSTEM) site.set_whole_system(In("organisations/ws"));
    return site;
  }
};

// A wave that is over, and before it another.
class Assessments final : public assessments::v1::AssessmentService::CallbackService {
 public:
  Reactor* ListWaves(Context* context, const assessments::v1::ListWavesRequest*,
                     assessments::v1::ListWavesResponse* response) override {
    for (const auto& [wave, closed] : {std::pair("first", 100), std::pair("last", 200)}) {
      assessments::v1::Wave& added = *response->add_waves();
      added.set_name(In(std::string("waves/") + wave));
      added.mutable_close_time()->set_seconds(closed);
    }
    response->add_waves()->set_name(In("waves/open"));
    return Done(context);
  }
};

// In which p2 was found to be in need.
class Diagnosis final : public diagnosis::v1::DiagnosisService::CallbackService {
 public:
  Reactor* ListDiagnoses(Context* context, const diagnosis::v1::ListDiagnosesRequest* request,
                         diagnosis::v1::ListDiagnosesResponse* response) override {
    if (request->wave() != In("waves/last")) return Done(context);
    diagnosis::v1::Diagnosis& diagnosis = *response->add_diagnoses();
    diagnosis.set_organisation(In("organisations/p2"));
    diagnosis.add_findings()->set_priority(20);
    diagnosis.add_findings()->set_priority(50);
    return Done(context);
  }
};

class PlanFlowTest : public planning::testing::ProgrammePlanTest {
 protected:
  PlanFlowTest()
      : places_({.records = records_.get(), .page_token_key = "key", .handler = Handler()}) {
    Serve();
    const auto channel = server_->InProcessChannel();
    clients_ = std::make_unique<Clients>(Channels{channel, channel, channel, channel});
    AddCourse("core", "");
    AddCourse("follow-up", "core");
    AddVenue("hall");
    AddTrainer("t1");
    AddTrainer("t2");  // whom the registry does not know
    request_.set_parent("programmes/north");
    request_.set_start_date("2026-03-02");
    request_.set_weeks(16);
    request_.set_trainers_per_session(1);
    request_.set_backfill_share(1);
    request_.set_most_moves(200);
    request_.set_time_limit_seconds(60);
  }
  std::vector<grpc::Service*> Others() override {
    return {&registry_, &assessments_, &diagnosis_, &places_};
  }

  absl::StatusOr<planning::v1::ProgrammePlan> Plan() {
    const rpc::Call call{.now = clock_.Now(), .deadline = absl::Now() + absl::Seconds(60)};
    return PlanProgramme(*clients_, call, request_);
  }
  absl::StatusOr<planning::v1::ProgrammePlan> PlanToItsEnd(const std::string& id) {
    request_.set_programme_plan_id(id);
    RETURN_IF_ERROR(Plan().status());
    RETURN_IF_ERROR(AwaitEnd(id).status());
    return Get(id, planning::v1::PROGRAMME_PLAN_VIEW_FULL);
  }

  // A core day a month before the first day, at which these GPs and nurses of p1 were.
  void TeachBefore(const std::vector<std::pair<std::string, type::v1::StaffGroup>>& people) {
    planning::v1::CreateSessionRequest create;
    create.set_parent("programmes/north");
    create.set_session_id("old");
    create.set_allow_past(true);
    create.mutable_session()->set_course(In("courses/core"));
    create.mutable_session()->set_online(true);
    create.mutable_session()->set_capacity(12);
    create.mutable_session()->set_start("2025-12-01T09:00");
    create.mutable_session()->set_end("2025-12-01T16:00");
    ASSERT_OK(Ask(&Training::CreateSession, create));
    planning::v1::RecordAttendanceRequest record;
    record.set_name(In("sessions/old"));
    for (const auto& [person, group] : people) {
      auto& mark = *record.add_marks();
      mark.set_participant(In("people/" + person));
      mark.set_attendance(planning::v1::ATTENDANCE_ATTENDED);
      mark.set_practice(In("organisations/p1"));
      mark.set_staff_group(group);
    }
    ASSERT_OK(Ask(&Training::RecordAttendance, record));
  }

  // What was learned at TeachBefore(), which a refresher of the course renews.
  void LetCoreLapseInMay() {
    planning::v1::UpdateCourseRequest update;
    update.mutable_course()->set_name(In("courses/core"));
    update.mutable_course()->set_competence("conversation");
    update.mutable_course()->set_validity_months(5);
    ASSERT_OK(Ask(&Training::UpdateCourse, update));
    planning::v1::CreateCourseRequest create;
    create.set_parent("programmes/north");
    create.set_course_id("again");
    create.mutable_course()->set_title("Course again");
    create.mutable_course()->set_kind(planning::v1::COURSE_KIND_REFRESHER);
    create.mutable_course()->set_length_minutes(120);
    create.mutable_course()->set_competence("conversation");
    create.mutable_course()->set_validity_months(12);
    create.mutable_course()->add_prerequisites(In("courses/core"));
    ASSERT_OK(Ask(&Training::CreateCourse, create));
  }

  Registry registry_;
  Assessments assessments_;
  Diagnosis diagnosis_;
  planning::training::PlaceService places_;
  std::unique_ptr<Clients> clients_;
  v1::PlanProgrammeRequest request_;
};

TEST_F(PlanFlowTest, PlansFromWhatIsKnown) {
  const auto plan = PlanToItsEnd("spring");
  ASSERT_OK(plan);
  EXPECT_EQ(plan->state(), planning::v1::PROGRAMME_PLAN_STATE_PROPOSED);
  EXPECT_EQ(plan->unmet_people(), 0);
  int people = 0;
  for (const auto& booking : plan->result().bookings()) people += booking.people();
  EXPECT_EQ(people, 2 * 2 * 4);
  ASSERT_THAT(plan->problem().practices(), SizeIs(2));
  EXPECT_DOUBLE_EQ(plan->problem().practices(1).priority(), 1.5);
  EXPECT_THAT(plan->result().bookings(0).practice_title(), HasSubstr("Title of p"));
  const auto& words = plan->result().sessions(0).in_words();
  EXPECT_EQ(words.region(), "Title of ws");
  EXPECT_EQ(words.start(), "") << "it has no day yet";
  EXPECT_THAT(words.text(), HasSubstr(" at Venue hall, in the fortnight from Mon "));
  EXPECT_THAT(plan->notes(), ElementsAre(HasSubstr("1 quality-assured trainers are left out"),
                                         HasSubstr("2 practices and 1 venues")));
}

TEST_F(PlanFlowTest, NobodyIsTaughtOnClosedDays) {
  // A fortnight but for its last Friday, then the next one wholly, and all Mondays.
  std::set<std::string> closed;
  for (absl::CivilDay day(2026, 3, 2); day < absl::CivilDay(2026, 3, 30); ++day) {
    if (day != absl::CivilDay(2026, 3, 13)) closed.insert(absl::FormatCivilTime(day));
  }
  for (absl::CivilDay day(2026, 3, 30); day < absl::CivilDay(2026, 6, 22); day += 7) {
    closed.insert(absl::FormatCivilTime(day));
  }
  planning::v1::UpdateTrainingSettingsRequest update;
  update.mutable_training_settings()->set_name(In("trainingSettings"));
  for (const std::string& day : closed) {
    auto& one = *update.mutable_training_settings()->add_closed_days();
    one.set_date(day);
    one.set_title("Holiday");
  }
  update.mutable_update_mask()->add_paths("closed_days");
  ASSERT_OK(Ask(&Training::UpdateTrainingSettings, update));
  const auto plan = PlanToItsEnd("spring");
  ASSERT_OK(plan);
  EXPECT_EQ(plan->unmet_people(), 0);
  for (const auto& session : plan->result().sessions()) EXPECT_NE(session.fortnight(), 1);
  ASSERT_OK(Approve("spring"));
  planning::v1::ApplyProgrammePlanRequest apply;
  apply.set_name(In("programmePlans/spring"));
  apply.set_applied_by(In("appointments/manager"));
  ASSERT_OK(Ask(&Plans::ApplyProgrammePlan, apply));
  planning::v1::ListSessionsRequest list;
  list.set_parent("programmes/north");
  const auto sessions = Ask(&Training::ListSessions, list);
  ASSERT_OK(sessions);
  EXPECT_FALSE(sessions->sessions().empty());
  for (const auto& session : sessions->sessions()) {
    EXPECT_FALSE(closed.contains(session.start().substr(0, 10))) << session.start();
  }
}

TEST_F(PlanFlowTest, RefreshersArePlannedForWhomTheyAreDueUnlessTheyAreNotWanted) {
  LetCoreLapseInMay();
  const auto courses = [](const planning::v1::ProgrammePlan& plan) {
    std::vector<std::string> ids;
    for (const auto& course : plan.problem().courses()) ids.push_back(course.id());
    return ids;
  };
  auto plan = PlanToItsEnd("nobody-due");
  ASSERT_OK(plan);
  EXPECT_THAT(courses(*plan), ElementsAre("core", "follow-up")) << "nobody needs it";
  TeachBefore({{"ann", type::v1::STAFF_GROUP_GP}});
  plan = PlanToItsEnd("due");
  ASSERT_OK(plan);
  ASSERT_THAT(courses(*plan), ::testing::UnorderedElementsAre("again", "core", "follow-up"));
  int again = 0;
  for (const auto& booking : plan->result().bookings()) {
    again += booking.course() == "again" ? booking.people() : 0;
  }
  EXPECT_EQ(again, 1);
  request_.set_without_refreshers(true);
  plan = PlanToItsEnd("without");
  ASSERT_OK(plan);
  EXPECT_THAT(courses(*plan), ElementsAre("core", "follow-up"));
  EXPECT_THAT(plan->notes(), ::testing::Contains(HasSubstr("lapses within the plan")));
}

TEST_F(PlanFlowTest, WhoLeftOrMovedIsTrainedWhereTheyAreNow) {
  TeachBefore({{"ann", type::v1::STAFF_GROUP_GP},
               {"ben", type::v1::STAFF_GROUP_GP},
               {"cat", type::v1::STAFF_GROUP_NURSE}});
  registry_.Appoint("ben", "p1", type::v1::STAFF_GROUP_GP, "2026-01-31");
  registry_.Appoint("cat", "p2", type::v1::STAFF_GROUP_NURSE, "");
  const auto plan = PlanToItsEnd("spring");
  ASSERT_OK(plan);
  const auto people = [&](int practice, int need, int role) {
    return plan->problem().practices(practice).needs(need).roles(role).people();
  };
  EXPECT_EQ(people(0, 0, 0), 1) << "Ann is there; whoever came in Ben's place is not trained";
  EXPECT_EQ(people(0, 0, 1), 2) << "Cat went";
  EXPECT_EQ(people(1, 0, 0), 2);
  EXPECT_EQ(people(1, 0, 1), 1) << "Cat came";
  EXPECT_EQ(people(0, 1, 0), 2) << "the core day is no follow-up";
}

TEST_F(PlanFlowTest, PlacesOfThoseWhoWillHaveLeftAreNotedUntilTheyAreReleased) {
  planning::v1::CreateSessionRequest create;
  create.set_parent("programmes/north");
  create.set_session_id("s1");
  create.mutable_session()->set_course(In("courses/core"));
  create.mutable_session()->set_venue(In("venues/hall"));
  create.mutable_session()->set_capacity(8);
  create.mutable_session()->set_start("2026-04-15T09:00");
  create.mutable_session()->set_end("2026-04-15T16:00");
  ASSERT_OK(Ask(&Training::CreateSession, create));
  planning::v1::CreateEnrolmentRequest enrol;
  enrol.set_parent(In("sessions/s1"));
  enrol.mutable_enrolment()->set_participant(In("people/ben"));
  enrol.mutable_enrolment()->set_practice(In("organisations/p1"));
  enrol.mutable_enrolment()->set_staff_group(type::v1::STAFF_GROUP_GP);
  ASSERT_OK(Ask(&Training::CreateEnrolment, enrol));
  registry_.Appoint("ben", "p1", type::v1::STAFF_GROUP_GP, "2026-04-14");
  const auto bookings = [](const planning::v1::ProgrammePlan& plan) {
    return plan.problem().current().bookings_size();
  };
  auto plan = PlanToItsEnd("before");
  ASSERT_OK(plan);
  EXPECT_THAT(plan->notes(), ::testing::Contains(HasSubstr("1 place in sessions is of people")));
  EXPECT_EQ(bookings(*plan), 1);
  v1::ReleaseLeaversRequest release;
  release.set_parent("programmes/north");
  release.set_request_id("0190B0A0-0000-7000-8000-000000000001");
  const rpc::Call call{.now = clock_.Now(), .deadline = absl::Now() + absl::Seconds(60)};
  const auto released = ReleaseLeavers(*clients_, call, release);
  ASSERT_OK(released);
  EXPECT_THAT(released->places(), SizeIs(1));
  // The place is free now, and whoever lost the reply is told all the same.
  release.set_request_id(absl::AsciiStrToLower(release.request_id()));
  const auto again = ReleaseLeavers(*clients_, call, release);
  ASSERT_OK(again);
  EXPECT_EQ(again->SerializeAsString(), released->SerializeAsString());
  release.set_keep_reservations(true);
  const auto reused = ReleaseLeavers(*clients_, call, release).status();
  EXPECT_EQ(pcsp::ErrorDetailOf(reused)->reason, "REQUEST_ID_REUSED");
  EXPECT_THAT(reused.message(), HasSubstr(release.request_id()));
  plan = PlanToItsEnd("after");
  ASSERT_OK(plan);
  EXPECT_THAT(plan->notes(), ::testing::Not(::testing::Contains(HasSubstr("release"))));
  EXPECT_EQ(bookings(*plan), 0) << "the place is free";
}

TEST_F(PlanFlowTest, WhoCannotBePlannedForIsListedInThePlan) {
  TeachBefore({{"ann", type::v1::STAFF_GROUP_GP}});
  request_.add_courses(In("courses/follow-up"));
  request_.add_without(In("organisations/p2"));
  const auto plan = PlanToItsEnd("spring");
  ASSERT_OK(plan);
  int lacking = 0, left_out = 0;
  for (const auto& one : plan->result().not_planned()) {
    const bool out = one.reason() == planning::v1::NOT_PLANNED_REASON_LEFT_OUT;
    (out ? left_out : lacking) += one.people();
    EXPECT_FALSE(one.words().empty());
  }
  EXPECT_EQ(lacking, 7) << "all but Ann, wherever they are";
  EXPECT_EQ(left_out, 0) << "those of p2 could not be planned for anyway";
  EXPECT_THAT(plan->notes(), ::testing::Contains(HasSubstr("7 people are not planned for")));
}

TEST_F(PlanFlowTest, TheDiaryIsKept) {
  ASSERT_OK(PlanToItsEnd("spring"));
  ASSERT_OK(Approve("spring"));
  planning::v1::ApplyProgrammePlanRequest apply;
  apply.set_name(In("programmePlans/spring"));
  apply.set_applied_by(In("appointments/manager"));
  const auto applied = Ask(&Plans::ApplyProgrammePlan, apply);
  ASSERT_OK(applied);
  request_.add_dropped_sessions(applied->created_sessions(0));
  request_.set_frozen_weeks(0);
  const auto again = PlanToItsEnd("again");
  ASSERT_OK(again);
  EXPECT_THAT(again->problem().current().diary(), SizeIs(applied->created_sessions_size()));
  EXPECT_GT(again->moved_people(), 0);
  const auto& move = again->result().changes().moves(0);
  EXPECT_THAT(move.from_in_words().start(), HasSubstr("T09:00"));
  ASSERT_OK(Approve("again"));
  apply.set_name(In("programmePlans/again"));
  const auto changed = Ask(&Plans::ApplyProgrammePlan, apply);
  ASSERT_OK(changed);
  EXPECT_THAT(changed->cancelled_sessions(), ::testing::Contains(request_.dropped_sessions(0)));
}

TEST_F(PlanFlowTest, ARepeatedRequestBeginsNothingTwice) {
  request_.set_request_id(kRequest);
  const auto first = Plan();
  ASSERT_OK(first);
  AddVenue("barn");  // what is known has changed meanwhile
  const auto second = Plan();
  ASSERT_OK(second);
  EXPECT_EQ(first->name(), second->name());
  EXPECT_EQ(first->input_hash(), second->input_hash());
}

TEST_F(PlanFlowTest, EverythingWrongWithARequestIsToldAtOnce) {
  request_.set_start_date("soon");
  request_.set_weeks(1);
  request_.set_seats(-1);
  request_.set_backfill_share(2);
  request_.add_blocked_weeks("2026-02-30");
  request_.add_courses("core");
  request_.add_without("p1");
  request_.set_keep(-1);
  request_.set_time_limit_seconds(-1);
  request_.set_most_moves(-1);
  request_.set_refresher_weeks(1);
  request_.mutable_costs()->set_unmet(-1);
  request_.set_programme_plan_id("No id");
  EXPECT_THAT(ViolatedFields(Plan().status()),
              ElementsAre("start_date", "blocked_weeks[0]", "programme_plan_id", "courses[0]",
                          "without[0]", "weeks", "seats", "backfill_share", "keep",
                          "time_limit_seconds", "refresher_weeks", "costs.unmet", "most_moves"));
}

TEST_F(PlanFlowTest, NamesThatNobodyKnowsAreToldAtOnce) {
  request_.set_within(In("organisations/nowhere"));
  request_.add_without(In("organisations/p2"));
  request_.add_without(In("organisations/nowhere"));
  request_.add_courses(In("courses/core"));
  request_.add_courses(In("courses/cor"));
  request_.add_dropped_sessions(In("sessions/none"));
  EXPECT_THAT(
      pcsp::testing::ViolatedFields(Plan().status()),
      ::testing::UnorderedElementsAre("within", "without[1]", "courses[1]", "dropped_sessions[0]"));
  request_.Clear();
  request_.set_parent("programmes/north");
  request_.set_start_date("9999-12-27");
  EXPECT_THAT(pcsp::testing::ViolatedFields(Plan().status()), ElementsAre("start_date"));
}

TEST_F(PlanFlowTest, NobodyToTeachIsNoPlan) {
  request_.add_without(In("organisations/sg1"));  // with all that belongs to it
  EXPECT_THAT(Plan(), HasReason("NOTHING_TO_PLAN"));
}

}  // namespace
}  // namespace pcsp::gateway

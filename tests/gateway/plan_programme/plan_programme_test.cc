#include "gateway/flows/plan_programme/plan_programme.h"

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
// is appointed to the system.
class Registry final : public registry::v1::RegistryService::CallbackService {
 public:
  Reactor* ListSites(Context* context, const registry::v1::ListSitesRequest*,
                     registry::v1::ListSitesResponse* response) override {
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
    return Done(context);
  }
  Reactor* ListOrganisations(Context* context, const registry::v1::ListOrganisationsRequest*,
                             registry::v1::ListOrganisationsResponse* response) override {
    registry::v1::Organisation& practice = *response->add_organisations();
    practice.set_name(In("organisations/p1"));
    practice.set_postcode("NE1 1AA");
    return Done(context);
  }

 private:
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
  EXPECT_THAT(ViolatedFields(Plan().status()),
              ElementsAre("start_date", "blocked_weeks[0]", "courses[0]", "weeks", "seats",
                          "backfill_share"));
}

TEST_F(PlanFlowTest, NothingToTeachIsNoPlan) {
  request_.add_courses(In("courses/other"));
  EXPECT_THAT(Plan(), HasReason("NOTHING_TO_PLAN"));
}

}  // namespace
}  // namespace pcsp::gateway

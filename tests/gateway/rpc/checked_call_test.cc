// Names that nobody has are refused before a service gets the request.
#include "gateway/checks/checked_call.h"

#include "absl/strings/str_split.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "gateway/checks/mentions.h"
#include "gateway/rpc/pass_through.h"
#include "google/protobuf/descriptor.h"
#include "tests/gateway/flows/fake_services.h"
#include "tests/support/status_matchers.h"

namespace pcsp::gateway {
namespace {

using grpc::ServerContext;
using ::pcsp::testing::ViolatedFields;
using planning::v1::TrainingService;
using registry::v1::RegistryService;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

grpc::Status NoSuch(const std::string& name) {
  return rpc::ToGrpcStatus(ResourceNotFound("thing", name));
}

// Knows Kim, who is appointed as `kim`, was as `left` and will not be as `leaves`, the erased
// person `gone`, and the practice `p1`.
class FewPeople final : public RegistryService::Service {
 public:
  grpc::Status GetPerson(ServerContext*, const registry::v1::GetPersonRequest* request,
                         registry::v1::Person* reply) override {
    if (request->name() == "programmes/p/people/gone") {
      reply->mutable_erase_time()->set_seconds(1);
    } else if (request->name() != "programmes/p/people/k") {
      return NoSuch(request->name());
    }
    reply->set_name(request->name());
    return grpc::Status::OK;
  }
  grpc::Status GetAppointment(ServerContext*, const registry::v1::GetAppointmentRequest* request,
                              registry::v1::Appointment* reply) override {
    if (broken) return rpc::ToGrpcStatus(absl::UnavailableError("no registry"));
    if (request->name() == "programmes/p/appointments/left") {
      reply->set_end_date("2020-01-31");
    } else if (request->name() == "programmes/p/appointments/leaves") {
      reply->set_end_date("2999-03-31");
    } else if (request->name() != "programmes/p/appointments/kim") {
      return NoSuch(request->name());
    }
    reply->set_person("programmes/p/people/k");
    return grpc::Status::OK;
  }
  grpc::Status GetOrganisation(ServerContext*, const registry::v1::GetOrganisationRequest* request,
                               registry::v1::Organisation*) override {
    return request->name() == "programmes/p/organisations/p1" ? grpc::Status::OK
                                                              : NoSuch(request->name());
  }

  bool broken = false;
};

// Finds every contact too long, and any session too full that it cannot keep, and keeps what it
// gets.
class Diary final : public TrainingService::Service {
 public:
  grpc::Status CreateContact(ServerContext*, const planning::v1::CreateContactRequest* request,
                             planning::v1::Contact*) override {
    trials += request->validate_only() ? 1 : 0;
    kept += request->validate_only() ? 0 : 1;
    return rpc::ToGrpcStatus(InvalidField("contact.hours", "99", "less"));
  }
  grpc::Status RecordTrainerStep(ServerContext*,
                                 const planning::v1::RecordTrainerStepRequest* request,
                                 planning::v1::Trainer*) override {
    kept += request->validate_only() ? 0 : 1;
    return grpc::Status::OK;
  }
  grpc::Status RecordAttendance(ServerContext*,
                                const planning::v1::RecordAttendanceRequest* request,
                                planning::v1::RecordAttendanceResponse*) override {
    kept += request->validate_only() ? 0 : 1;
    return grpc::Status::OK;
  }
  grpc::Status UpdateSession(ServerContext*, const planning::v1::UpdateSessionRequest* request,
                             planning::v1::Session*) override {
    if (request->request_id().empty() || IsUuid(request->request_id())) {
      ++kept;
      return grpc::Status::OK;
    }
    ++trials;
    Violations violations;
    violations.Add("request_id", request->request_id(), "a UUID");
    violations.Add("session.places", "99", "less");
    return rpc::ToGrpcStatus(violations.ToStatus());
  }

  int trials = 0, kept = 0;
};

// Makes feeds for whoever is asked for, and has anybody own any action and agree any plan.
class Feeds final : public planning::v1::PlanningService::Service {
  grpc::Status CreateCalendarFeed(ServerContext*, const planning::v1::CreateCalendarFeedRequest*,
                                  planning::v1::CalendarFeed*) override {
    return grpc::Status::OK;
  }
  grpc::Status UpdateAction(ServerContext*, const planning::v1::UpdateActionRequest*,
                            planning::v1::Action*) override {
    return grpc::Status::OK;
  }
  grpc::Status AgreePlan(ServerContext*, const planning::v1::AgreePlanRequest*,
                         planning::v1::Plan*) override {
    return grpc::Status::OK;
  }
  grpc::Status GetPlan(ServerContext*, const planning::v1::GetPlanRequest*,
                       planning::v1::Plan* reply) override {
    reply->set_state(planning::v1::PLAN_STATE_DRAFT);
    AddAction("stays", "kim", "2999-04-01", planning::v1::ACTION_STATE_PLANNED, reply);
    AddAction("in time", "leaves", "2999-03-31", planning::v1::ACTION_STATE_PLANNED, reply);
    AddAction("late", "leaves", "2999-04-01", planning::v1::ACTION_STATE_UNDER_WAY, reply);
    AddAction("done", "leaves", "2999-04-01", planning::v1::ACTION_STATE_DONE, reply);
    AddAction("has left", "left", "2020-01-31", planning::v1::ACTION_STATE_PLANNED, reply);
    return grpc::Status::OK;
  }
  static void AddAction(const std::string& title, const std::string& owner, const std::string& due,
                        planning::v1::ActionState state, planning::v1::Plan* plan) {
    planning::v1::Action& action = *plan->add_actions();
    action.set_title(title);
    action.set_owner("programmes/p/appointments/" + owner);
    action.set_due_date(due);
    action.set_state(state);
  }
};

class CheckedCallTest : public ::testing::Test {
 protected:
  using Training = TrainingService::Stub;

  template <typename Stub, typename Request, typename Response>
  absl::Status Asked(Stub& stub,
                     grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                     const Request& request) {
    return Ask(stub, method, request, absl::Now() + absl::Seconds(10)).status();
  }

  FewPeople registry_;
  Diary training_;
  Feeds planning_;
  std::unique_ptr<rpc::Server> behind_ =
      rpc::Server::Start({.services = {&registry_, &training_, &planning_}}).value();
  Channels channels_{behind_->InProcessChannel(), behind_->InProcessChannel(),
                     behind_->InProcessChannel(), behind_->InProcessChannel()};
  Clients direct_{channels_};
  rpc::WorkerPool pool_{2, 10};
  Checks checks_{&direct_, &pool_};
  ForwardTable table_{channels_};
  PassThrough pass_through_{&table_, &checks_};
  std::unique_ptr<rpc::Server> door_ = rpc::Server::Start({.generic = &pass_through_}).value();
  Clients clients_{{door_->InProcessChannel(), door_->InProcessChannel(), door_->InProcessChannel(),
                    door_->InProcessChannel()}};
};

TEST_F(CheckedCallTest, TellsUnknownNamesWithWhatTheServiceFindsBesides) {
  planning::v1::CreateContactRequest request;
  request.mutable_contact()->set_facilitator("programmes/p/appointments/nobody");
  request.mutable_contact()->set_practice("programmes/p/organisations/nowhere");
  EXPECT_THAT(ViolatedFields(Asked(*clients_.training, &Training::CreateContact, request)),
              ElementsAre("contact.facilitator", "contact.practice", "contact.hours"));
  EXPECT_EQ(training_.trials, 1);
  EXPECT_EQ(training_.kept, 0);
}

TEST_F(CheckedCallTest, PassesOnWhatIsKnownAsItStands) {
  planning::v1::CreateContactRequest request;
  request.mutable_contact()->set_facilitator("programmes/p/appointments/kim");
  request.mutable_contact()->set_practice("programmes/p/organisations/p1");
  EXPECT_THAT(ViolatedFields(Asked(*clients_.training, &Training::CreateContact, request)),
              ElementsAre("contact.hours"));
  EXPECT_EQ(training_.kept, 1);
}

TEST_F(CheckedCallTest, ATrainerIsAnAppointment) {
  planning::v1::RecordTrainerStepRequest request;
  request.set_name("programmes/p/trainers/nobody");
  EXPECT_THAT(ViolatedFields(Asked(*clients_.training, &Training::RecordTrainerStep, request)),
              ElementsAre("name"));
  EXPECT_EQ(training_.kept, 0) << "not kept by a trial either";
  request.set_name("programmes/p/trainers/kim");
  EXPECT_OK(Asked(*clients_.training, &Training::RecordTrainerStep, request));
}

TEST_F(CheckedCallTest, EveryPlaceIsNamedAndTheErasedAreNobody) {
  planning::v1::RecordAttendanceRequest request;
  for (const char* person : {"k", "gone", "nobody"}) {
    request.add_marks()->set_participant(absl::StrCat("programmes/p/people/", person));
  }
  request.mutable_marks(0)->set_practice("programmes/p/organisations/nowhere");
  EXPECT_THAT(ViolatedFields(Asked(*clients_.training, &Training::RecordAttendance, request)),
              ElementsAre("marks[1].participant", "marks[2].participant", "marks[0].practice"));
  EXPECT_EQ(training_.kept, 0);
}

TEST_F(CheckedCallTest, WhatHasNoTrialIsJudgedByARequestIdThatIsNone) {
  planning::v1::UpdateSessionRequest request;
  request.set_request_id("3f1c8f52-8a86-4a43-9a52-3a3f5b0a8d11");
  request.mutable_session()->add_trainers("programmes/p/appointments/kim");
  request.mutable_session()->add_trainers("programmes/p/appointments/nobody");
  EXPECT_THAT(ViolatedFields(Asked(*clients_.training, &Training::UpdateSession, request)),
              ElementsAre("session.trainers[1]", "session.places"));
  request.set_request_id("mine");
  EXPECT_THAT(ViolatedFields(Asked(*clients_.training, &Training::UpdateSession, request)),
              ElementsAre("session.trainers[1]", "request_id", "session.places"))
      << "one that the caller got wrong is told";
  EXPECT_EQ(training_.trials, 2);
  EXPECT_EQ(training_.kept, 0);
  request.clear_request_id();
  request.mutable_session()->mutable_trainers()->RemoveLast();
  EXPECT_OK(Asked(*clients_.training, &Training::UpdateSession, request));
  EXPECT_EQ(training_.kept, 1);
}

TEST_F(CheckedCallTest, WhoHasLeftNeitherAgreesAPlanNorIsGivenAnAction) {
  using Planning = planning::v1::PlanningService::Stub;
  planning::v1::AgreePlanRequest agree;
  agree.set_agreed_by("programmes/p/appointments/left");
  agree.add_role_owners()->set_owner("programmes/p/appointments/kim");
  agree.add_role_owners()->set_owner("programmes/p/appointments/left");
  const absl::Status refused = Asked(*clients_.planning, &Planning::AgreePlan, agree);
  EXPECT_THAT(ViolatedFields(refused),
              ElementsAre("agreed_by", "role_owners[1].owner", "actions[4].owner"))
      << "also an owner that an action of the draft has got";
  const auto detail = ErrorDetailOf(refused);
  ASSERT_TRUE(detail && !detail->violations.empty());
  EXPECT_EQ(detail->violations[0].given, "programmes/p/appointments/left");
  EXPECT_THAT(detail->violations[0].expected, ::testing::HasSubstr("2020-01-31"));

  planning::v1::UpdateActionRequest update;
  update.mutable_action()->set_owner("programmes/p/appointments/left");
  update.mutable_update_mask()->add_paths("hours");
  EXPECT_OK(Asked(*clients_.planning, &Planning::UpdateAction, update)) << "the owner stays";
  update.mutable_update_mask()->add_paths("owner");
  EXPECT_THAT(ViolatedFields(Asked(*clients_.planning, &Planning::UpdateAction, update)),
              ElementsAre("action.owner"));
}

TEST_F(CheckedCallTest, WarnsOfWhatIsDueAfterItsOwnersLastDay) {
  using Planning = planning::v1::PlanningService::Stub;
  const auto get = [&] {
    return Ask(*clients_.planning, &Planning::GetPlan, planning::v1::GetPlanRequest(),
               absl::Now() + absl::Seconds(10));
  };
  const auto plan = get();
  ASSERT_OK(plan);
  ASSERT_EQ(plan->actions_size(), 5);
  for (const int fine : {0, 1, 3, 4})
    EXPECT_THAT(plan->actions(fine).warnings(), IsEmpty()) << fine;
  ASSERT_EQ(plan->actions(2).warnings_size(), 1);
  const planning::v1::Warning& warning = plan->actions(2).warnings(0);
  EXPECT_EQ(warning.code(), planning::v1::WARNING_CODE_OWNER_LEAVES);
  EXPECT_THAT(warning.message(),
              ::testing::HasSubstr("due on 2999-04-01, after the last day of its "
                                   "owner, 2999-03-31"));
  registry_.broken = true;
  const auto without = get();
  ASSERT_OK(without) << "a warning is no condition";
  EXPECT_THAT(without->actions(2).warnings(), IsEmpty());
}

TEST_F(CheckedCallTest, NothingIsChangedWhileTheRegistryCannotBeAsked) {
  registry_.broken = true;
  planning::v1::UpdateSessionRequest request;
  request.mutable_session()->add_trainers("programmes/p/appointments/kim");
  EXPECT_TRUE(absl::IsUnavailable(Asked(*clients_.training, &Training::UpdateSession, request)));
  EXPECT_EQ(training_.kept, 0);
}

TEST_F(CheckedCallTest, ADiaryIsOfTheOneWhoHoldsTheAppointment) {
  using Planning = planning::v1::PlanningService::Stub;
  planning::v1::CreateCalendarFeedRequest request;
  request.set_owner("programmes/p/appointments/kim");
  request.set_person("programmes/p/people/k");
  EXPECT_OK(Asked(*clients_.planning, &Planning::CreateCalendarFeed, request));
  request.set_person("programmes/p/people/gone");
  EXPECT_THAT(ViolatedFields(Asked(*clients_.planning, &Planning::CreateCalendarFeed, request)),
              ElementsAre("person", "person"));
}

TEST(MentionsTest, EveryFieldIsThereAndIsText) {
  for (const std::string& method : MentioningMethods()) {
    std::string name = method.substr(1);
    std::replace(name.begin(), name.end(), '/', '.');
    const auto* found = google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(name);
    ASSERT_NE(found, nullptr) << method;
    for (const std::string& path : MentioningFields(method)) {
      const google::protobuf::Descriptor* message = found->input_type();
      const google::protobuf::FieldDescriptor* field = nullptr;
      for (const absl::string_view part : absl::StrSplit(path, '.')) {
        ASSERT_NE(message, nullptr) << method << " " << path;
        field = message->FindFieldByName(std::string(part));
        ASSERT_NE(field, nullptr) << method << " " << path;
        message = field->message_type();
      }
      EXPECT_EQ(field->type(), google::protobuf::FieldDescriptor::TYPE_STRING) << path;
    }
    EXPECT_TRUE(found->input_type()->FindFieldByName("validate_only") != nullptr ||
                found->input_type()->FindFieldByName("request_id") != nullptr)
        << method << " cannot be judged without being carried out";
  }
  EXPECT_THAT(MentioningFields("/pcsp.planning.v1.TrainingService/GetSession"), IsEmpty());
}

}  // namespace
}  // namespace pcsp::gateway

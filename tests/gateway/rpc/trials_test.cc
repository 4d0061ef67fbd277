// Every method of planning that names somebody can be judged without being carried out.
#include <filesystem>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/synchronization/notification.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "gateway/checks/checked_call.h"
#include "gateway/checks/mentions.h"
#include "gateway/checks/message_bytes.h"
#include "google/protobuf/descriptor.h"
#include "grpcpp/generic/generic_stub.h"
#include "services/planning/module.h"
#include "tests/gateway/flows/fake_services.h"
#include "tests/support/status_matchers.h"

namespace pcsp::gateway {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using ::pcsp::testing::ViolatedFields;
using ::testing::IsSupersetOf;

// A registry in which nobody is.
class Nobody final : public registry::v1::RegistryService::Service {
  grpc::Status GetPerson(grpc::ServerContext*, const registry::v1::GetPersonRequest* request,
                         registry::v1::Person*) override {
    return NoSuch(request->name());
  }
  grpc::Status GetAppointment(grpc::ServerContext*,
                              const registry::v1::GetAppointmentRequest* request,
                              registry::v1::Appointment*) override {
    return NoSuch(request->name());
  }
  grpc::Status GetOrganisation(grpc::ServerContext*,
                               const registry::v1::GetOrganisationRequest* request,
                               registry::v1::Organisation*) override {
    return NoSuch(request->name());
  }
  static grpc::Status NoSuch(const std::string& name) {
    return rpc::ToGrpcStatus(ResourceNotFound("thing", name));
  }
};

// What a field of each name holds; an appointment where it is none of these.
std::string NameFor(const std::string& method, const std::string& field) {
  static const std::map<std::string, std::string>& kinds = *new std::map<std::string, std::string>{
      {"venue.region", "organisations"},
      {"enrolment.participant", "people"},
      {"enrolment.practice", "organisations"},
      {"enrolments.participant", "people"},
      {"enrolments.practice", "organisations"},
      {"marks.participant", "people"},
      {"marks.practice", "organisations"},
      {"name", "trainers"},
      {"facilitator_capacity.name", "facilitatorCapacities"},
      {"facilitator_capacity.travel_regions", "organisations"},
      {"assignment.practice", "organisations"},
      {"contact.practice", "organisations"},
      {"person", "people"},
      {"solution.organisation", "organisations"},
      {"parent", "organisations"},
      {"outcomes.organisation", "organisations"},
      {"outcomes.context.whole_system", "organisations"},
      {"context.whole_system", "organisations"}};
  const auto kind = kinds.find(field);
  return absl::StrCat("programmes/p/", kind == kinds.end() ? "appointments" : kind->second,
                      "/nobody-", absl::AsciiStrToLower(method.substr(method.rfind('/') + 1)));
}

// Sets the field at `path` from `at` on, in one element of each list on the way.
void SetAt(Message& message, const std::vector<std::string>& path, size_t at,
           const std::string& value) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(path[at]);
  const auto& reflection = *message.GetReflection();
  if (at + 1 == path.size()) {
    if (field->is_repeated()) {
      reflection.AddString(&message, field, value);
    } else {
      reflection.SetString(&message, field, value);
    }
    return;
  }
  if (!field->is_repeated()) {
    SetAt(*reflection.MutableMessage(&message, field), path, at + 1, value);
  } else if (reflection.FieldSize(message, field) > 0) {
    SetAt(*reflection.MutableRepeatedMessage(&message, field, 0), path, at + 1, value);
  } else {
    SetAt(*reflection.AddMessage(&message, field), path, at + 1, value);
  }
}

// The same as violations have it: lists at their first place.
std::string AsTold(const Message& message, const std::vector<std::string>& path) {
  std::string told;
  const auto* type = message.GetDescriptor();
  for (const std::string& part : path) {
    const FieldDescriptor* field = type->FindFieldByName(part);
    absl::StrAppend(&told, told.empty() ? "" : ".", part, field->is_repeated() ? "[0]" : "");
    type = field->message_type();
  }
  return told;
}

class TrialsTest : public ::testing::TestWithParam<std::string> {
 protected:
  TrialsTest() : folder_(absl::StrCat(::testing::TempDir(), "/pcsp_", NewUuid(absl::Now()))) {
    std::filesystem::create_directories(folder_ / "planning");
    std::filesystem::copy("services/planning/content/solutions.yaml",
                          folder_ / "planning" / "solutions.yaml");
    rpc::ModuleEnv env;
    env.database_url = absl::StrCat("sqlite:", folder_.string(), "/");
    env.content_dir = folder_.string();
    env.page_token_key = "key";
    env.log = &log_;
    env.metrics = &metrics_;
    env.clock = &clock_;
    module_ = planning::MakeModule(env).value();
    std::vector<grpc::Service*> services = module_->services();
    services.push_back(&registry_);
    server_ = rpc::Server::Start({.services = services}).value();
  }
  ~TrialsTest() override {
    server_.reset();
    module_.reset();
    std::filesystem::remove_all(folder_);
  }

  absl::Status Call(const std::string& method, const Message& request) {
    Channels channels{server_->InProcessChannel(), server_->InProcessChannel(),
                      server_->InProcessChannel(), server_->InProcessChannel()};
    Clients clients(channels);
    rpc::WorkerPool pool(1, 10);
    const Checks checks{&clients, &pool};
    grpc::GenericStub stub(server_->InProcessChannel());
    grpc::ClientContext context;
    grpc::ByteBuffer bytes = BytesOf(request), reply;
    absl::Notification done;
    grpc::Status status;
    Send(&checks, {&stub, method, &context, &bytes, &reply, [&](const grpc::Status& ended) {
                     status = ended;
                     done.Notify();
                   }});
    done.WaitForNotification();
    return rpc::FromGrpcStatus(status);
  }

  const std::filesystem::path folder_;
  Nobody registry_;
  FixedClock clock_{absl::FromUnixSeconds(1'767'600'000)};
  rpc::Metrics metrics_;
  rpc::Log log_{rpc::LogLevel::kOff};
  std::unique_ptr<rpc::Module> module_;
  std::unique_ptr<rpc::Server> server_;
};

TEST_P(TrialsTest, ABadRequestIdIsToldWithNamesOfNobody) {
  const std::string& method = GetParam();
  const grpc::Slice nothing;
  const std::unique_ptr<Message> request = ReadRequest(method, grpc::ByteBuffer(&nothing, 1));
  ASSERT_NE(request, nullptr);
  std::vector<std::string> expected;
  for (const std::string& field : MentioningFields(method)) {
    const std::vector<std::string> path = absl::StrSplit(field, '.');
    SetAt(*request, path, 0, NameFor(method, field));
    expected.push_back(AsTold(*request, path));
  }
  ASSERT_NE(request->GetDescriptor()->FindFieldByName("request_id"), nullptr)
      << "a change that cannot be repeated safely";
  SetAt(*request, {"request_id"}, 0, "mine");
  expected.push_back("request_id");
  EXPECT_THAT(ViolatedFields(Call(method, *request)), IsSupersetOf(expected));
}

INSTANTIATE_TEST_SUITE_P(AllThatMention, TrialsTest, ::testing::ValuesIn(MentioningMethods()),
                         [](const auto& one) {
                           return one.param.substr(one.param.rfind('/') + 1);
                         });

}  // namespace
}  // namespace pcsp::gateway

#include "tests/registry/rpc/registry_fixture.h"

#include <filesystem>

#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "common/base/ids.h"
#include "services/registry/module.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {

namespace {

// The content as it is installed: a folder for the service, with its files.
std::filesystem::path InstallContent() {
  const std::filesystem::path folder =
      std::filesystem::path(::testing::TempDir()) / ("pcsp_" + NewUuid(absl::Now()));
  std::filesystem::create_directories(folder);
  std::filesystem::copy("services/registry/content", folder / "registry");
  return folder;
}

}  // namespace

void RegistryTest::SetUp() {
  rpc::ModuleEnv env;
  env.database_url = "sqlite::memory:";
  const std::filesystem::path content = InstallContent();
  env.content_dir = content;
  env.worker_threads = 2;
  env.page_token_key = "the key of the test";
  env.audit_key = audit_key_;
  env.cache = &cache_;
  env.log = &log_;
  env.metrics = &metrics_;
  env.clock = &clock_;
  auto module = MakeModule(env);
  std::filesystem::remove_all(content);
  ASSERT_OK(module);
  module_ = *std::move(module);
  auto server = rpc::Server::Start({.services = {&module_->service()}});
  ASSERT_OK(server);
  server_ = *std::move(server);
  stub_ = pb::RegistryService::NewStub(server_->InProcessChannel());

  pb::CreateProgrammeRequest request;
  request.set_programme_id("north");
  request.mutable_programme()->set_display_name("North");
  ASSERT_OK(Call(&Stub::CreateProgramme, request));
}

void RegistryTest::TearDown() {
  for (const auto& counts : cache_.CountsByKind()) EXPECT_EQ(counts.different, 0u) << counts.name;
}

absl::StatusOr<pb::ImportReport> RegistryTest::Import(const pb::ImportConfig& config,
                                                      absl::string_view file, size_t piece) {
  std::vector<pb::ImportOrganisationsRequest> messages(1);
  *messages[0].mutable_config() = config;
  for (size_t at = 0; at < file.size(); at += piece) {
    messages.emplace_back().set_data(std::string(file.substr(at, piece)));
  }
  return Send(messages);
}

absl::StatusOr<pb::ImportReport> RegistryTest::Send(
    const std::vector<pb::ImportOrganisationsRequest>& messages) {
  grpc::ClientContext context;
  pb::ImportReport response;
  auto writer = stub_->ImportOrganisations(&context, &response);
  for (const auto& message : messages) {
    if (!writer->Write(message)) break;  // the call has ended; Finish() says why
  }
  writer->WritesDone();
  const grpc::Status status = writer->Finish();
  if (!status.ok()) return rpc::FromGrpcStatus(status);
  return response;
}

pb::ImportConfig RegistryTest::ImportConfig() {
  pb::ImportConfig config;
  config.set_parent("programmes/north");
  config.set_format(pb::IMPORT_FORMAT_EPRACCUR);
  return config;
}

absl::StatusOr<pb::Organisation> RegistryTest::Create(const std::string& id,
                                                      pb::OrganisationKind kind,
                                                      const std::string& code) {
  pb::CreateOrganisationRequest request;
  request.set_parent("programmes/north");
  request.set_organisation_id(id);
  request.mutable_organisation()->set_kind(kind);
  request.mutable_organisation()->set_display_name("Organisation " + id);
  if (!code.empty()) {
    request.mutable_organisation()->set_code_system("ods");
    request.mutable_organisation()->set_code(code);
  }
  return Call(&Stub::CreateOrganisation, request);
}

absl::StatusOr<pb::Relationship> RegistryTest::Relate(const std::string& subject,
                                                      pb::RelationshipKind kind,
                                                      const std::string& object,
                                                      const std::string& start_date,
                                                      const std::string& end_date) {
  pb::CreateRelationshipRequest request;
  request.set_parent("programmes/north");
  request.mutable_relationship()->set_subject(Name(subject));
  request.mutable_relationship()->set_object(Name(object));
  request.mutable_relationship()->set_kind(kind);
  request.mutable_relationship()->set_start_date(start_date);
  request.mutable_relationship()->set_end_date(end_date);
  return Call(&Stub::CreateRelationship, request);
}

absl::StatusOr<pb::Organisation> RegistryTest::Get(const std::string& id) {
  pb::GetOrganisationRequest request;
  request.set_name(Name(id));
  return Call(&Stub::GetOrganisation, request);
}

absl::StatusOr<pb::Person> RegistryTest::Enter(const std::string& display_name,
                                               const std::string& email) {
  pb::CreatePersonRequest request;
  request.set_parent("programmes/north");
  request.mutable_person()->set_display_name(display_name);
  request.mutable_person()->set_email(email);
  return Call(&Stub::CreatePerson, request);
}

pb::Appointment RegistryTest::Appointment(const std::string& person, pb::AppointmentRole role,
                                          const std::string& organisation) {
  pb::Appointment appointment;
  appointment.set_person(person);
  appointment.set_organisation(Name(organisation));
  appointment.set_role(role);
  return appointment;
}

absl::StatusOr<pb::Appointment> RegistryTest::Appoint(const pb::Appointment& appointment) {
  pb::CreateAppointmentRequest request;
  request.set_parent("programmes/north");
  *request.mutable_appointment() = appointment;
  return Call(&Stub::CreateAppointment, request);
}

std::vector<std::string> RegistryTest::Everything() {
  pb::ListOrganisationsRequest request;
  request.set_parent("programmes/north");
  request.set_show_closed(true);
  request.set_page_size(1000);
  const auto response = Call(&Stub::ListOrganisations, request);
  EXPECT_OK(response);
  std::vector<std::string> ids;
  for (const auto& organisation : response->organisations()) {
    ids.push_back(organisation.name().substr(Name("").size()));
  }
  return ids;
}

int64_t RegistryTest::ContentRevision() {
  pb::GetProgrammeRequest request;
  request.set_name("programmes/north");
  const auto programme = Call(&Stub::GetProgramme, request);
  EXPECT_OK(programme);
  return programme->revision();
}

std::string RegistryTest::Uuid(int n) {
  return absl::StrFormat("3f0e6a4e-0000-4000-8000-%012d", n);
}

}  // namespace pcsp::registry

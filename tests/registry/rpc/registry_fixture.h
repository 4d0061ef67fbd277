// The whole registry over an in-process channel: the real service, the real store on SQLite.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/base/clock.h"
#include "common/rpc/log.h"
#include "common/rpc/metrics.h"
#include "common/rpc/module.h"
#include "common/rpc/server.h"
#include "common/rpc/status.h"
#include "common/storage/cache/local_cache.h"
#include "common/storage/cache/read_through.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "pcsp/registry/v1/registry_service.grpc.pb.h"

namespace pcsp::registry {

namespace pb = ::pcsp::registry::v1;

// Fresh for each test; holds the programme `north`, and the time stands at 2024-06-01.
class RegistryTest : public ::testing::Test {
 protected:
  using Stub = pb::RegistryService::Stub;

  void SetUp() override;
  // Every answer from memory that was compared with the store's was the same.
  void TearDown() override;

  // Calls a method of the stub: Call(&Stub::GetProgramme, request).
  template <typename Request, typename Response>
  absl::StatusOr<Response> Call(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                             Response*),
                                const Request& request) {
    grpc::ClientContext context;
    Response response;
    const grpc::Status status = ((*stub_).*method)(&context, request, &response);
    if (!status.ok()) return rpc::FromGrpcStatus(status);
    return response;
  }

  // Sends `config` and then the file, in pieces of `piece` bytes.
  absl::StatusOr<pb::ImportReport> Import(const pb::ImportConfig& config, absl::string_view file,
                                          size_t piece = 1000);
  absl::StatusOr<pb::ImportReport> Send(
      const std::vector<pb::ImportOrganisationsRequest>& messages);
  // The same for another method and its request: Upload(&Stub::ImportWorkforce, config, file).
  template <typename Request>
  absl::StatusOr<pb::ImportReport> Upload(
      std::unique_ptr<grpc::ClientWriter<Request>> (Stub::*method)(grpc::ClientContext*,
                                                                   pb::ImportReport*),
      const pb::ImportConfig& config, const std::string& file) {
    grpc::ClientContext context;
    pb::ImportReport report;
    auto writer = ((*stub_).*method)(&context, &report);
    Request message;
    *message.mutable_config() = config;
    message.set_data(file);
    writer->Write(message);
    writer->WritesDone();
    const grpc::Status status = writer->Finish();
    if (!status.ok()) return rpc::FromGrpcStatus(status);
    return report;
  }
  static pb::ImportConfig ImportConfig();

  absl::StatusOr<pb::Organisation> Create(const std::string& id, pb::OrganisationKind kind,
                                          const std::string& code = "");
  absl::StatusOr<pb::Relationship> Relate(const std::string& subject, pb::RelationshipKind kind,
                                          const std::string& object,
                                          const std::string& start_date = "",
                                          const std::string& end_date = "");
  absl::StatusOr<pb::Organisation> Get(const std::string& id);
  absl::StatusOr<pb::Person> Enter(const std::string& display_name, const std::string& email = "");
  // An appointment to be made; `person` is a name, `organisation` an id.
  static pb::Appointment Appointment(const std::string& person, pb::AppointmentRole role,
                                     const std::string& organisation);
  absl::StatusOr<pb::Appointment> Appoint(const pb::Appointment& appointment);
  // Ids of all organisations, closed ones too.
  std::vector<std::string> Everything();
  int64_t ContentRevision();

  static std::string Name(const std::string& id) { return "programmes/north/organisations/" + id; }
  static std::string Uuid(int n);

  FixedClock clock_{absl::FromCivil(absl::CivilDay(2024, 6, 1), absl::UTCTimeZone())};
  std::shared_ptr<const audit::SigningKey> audit_key_ =
      audit::SigningKey::FromPem(audit::SigningKey::NewPem()).value();
  rpc::Log log_{rpc::LogLevel::kOff};
  rpc::Metrics metrics_;
  ReadThrough cache_{std::make_unique<LocalCache>(1 << 20, &clock_), nullptr, {.check_one_in = 1}};
  std::unique_ptr<rpc::Module> module_;
  std::unique_ptr<rpc::Server> server_;
  std::unique_ptr<Stub> stub_;
};

}  // namespace pcsp::registry

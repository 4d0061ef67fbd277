// The whole service, made as a process makes it, behind an in-process channel: small instruments,
// SQLite in a file, a clock that stands still.
#pragma once

#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/clock.h"
#include "common/rpc/status.h"
#include "common/storage/cache/local_cache.h"
#include "common/storage/cache/read_through.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "pcsp/assessments/v1/assessment_service.grpc.pb.h"
#include "services/assessments/module.h"
#include "tests/assessments/small_instruments.h"
#include "tests/support/status_matchers.h"

namespace pcsp::assessments::testing {

namespace pb = ::pcsp::assessments::v1;

inline constexpr char kWave[] = "programmes/p/waves/w1";

inline std::string Organisation(const std::string& id) {
  return absl::StrCat("programmes/p/organisations/", id);
}

class ServiceTest : public ::testing::Test {
 protected:
  using Stub = pb::AssessmentService::Stub;

  void SetUp() override {
    const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::path(::testing::TempDir()) /
              absl::StrCat("assessments_", info->test_suite_name(), "_", info->name());
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_ / "content" / "assessments" / "measures");
    std::ofstream(folder_ / "content/assessments/measures/process_measures.yaml") << kSmallMeasures;
    WriteInstrument("practice", SmallYaml("practice", "practice", "pr"));
    WriteInstrument("steering", SmallYaml("steering_group", "steering_group", "sg"));
    ASSERT_OK(Start());
  }
  void TearDown() override {
    for (const auto& counts : cache_.CountsByKind()) EXPECT_EQ(counts.different, 0u) << counts.name;
    Stop();
    std::filesystem::remove_all(folder_);
  }

  void WriteInstrument(const std::string& file, const std::string& yaml) {
    std::ofstream(folder_ / "content" / "assessments" / (file + ".yaml")) << yaml;
  }

  absl::Status Start() {
    auto module =
        MakeModuleUnder(rules_, {.database_url = absl::StrCat("sqlite:", folder_.string(), "/"),
                                 .database_connections = 4,
                                 .worker_threads = 2,
                                 .content_dir = (folder_ / "content").string(),
                                 .page_token_key = "key",
                                 .cache = &cache_,
                                 .log = &log_,
                                 .metrics = &metrics_,
                                 .clock = &clock_});
    if (!module.ok()) return module.status();
    module_ = *std::move(module);
    grpc::ServerBuilder builder;
    builder.RegisterService(&module_->service());
    server_ = builder.BuildAndStart();
    stub_ = pb::AssessmentService::NewStub(server_->InProcessChannel({}));
    return absl::OkStatus();
  }
  void Stop() {
    if (server_) server_->Shutdown();
    stub_.reset();
    server_.reset();
    module_.reset();
  }

  template <typename Request, typename Response>
  absl::StatusOr<Response> Ask(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                            Response*),
                               const Request& request) {
    grpc::ClientContext context;
    Response response;
    const grpc::Status status = (stub_.get()->*method)(&context, request, &response);
    if (!status.ok()) return rpc::FromGrpcStatus(status);
    return response;
  }

  absl::StatusOr<pb::Wave> CreateWave(const std::string& id, int min_group_size = 3) {
    pb::CreateWaveRequest request;
    request.set_parent("programmes/p");
    request.set_wave_id(id);
    request.mutable_wave()->set_display_name("Spring");
    request.mutable_wave()->set_min_group_size(min_group_size);
    // Distributions and exact counts from as few people on, so that small tests have some.
    request.mutable_wave()->mutable_privacy_policy()->set_min_distribution_size(min_group_size);
    request.mutable_wave()->add_instruments("instruments/practice/versions/1");
    request.mutable_wave()->add_instruments("instruments/steering_group/versions/1");
    return Ask(&Stub::CreateWave, request);
  }

  static pb::OpenWaveRequest OpenRequest(const std::string& wave = kWave) {
    pb::OpenWaveRequest request;
    request.set_name(wave);
    for (const char* id : {"a3", "a1", "a2"}) {
      auto* site = request.add_sites();
      site->set_organisation(Organisation(id));
      site->set_level(type::v1::LEVEL_PRACTICE);
      site->set_steering_group(Organisation("north"));
      auto* headcount = site->add_headcounts();
      headcount->set_staff_group(type::v1::STAFF_GROUP_GP);
      headcount->set_people(8);
    }
    auto* north = request.add_sites();
    north->set_organisation(Organisation("north"));
    north->set_level(type::v1::LEVEL_STEERING_GROUP);
    // No instrument is for this level, so it is left out.
    auto* east = request.add_sites();
    east->set_organisation(Organisation("east"));
    east->set_level(type::v1::LEVEL_WHOLE_SYSTEM);
    return request;
  }
  void OpenWave(int min_group_size = 3) {
    ASSERT_OK(CreateWave("w1", min_group_size));
    ASSERT_OK(Ask(&Stub::OpenWave, OpenRequest()));
  }
  absl::StatusOr<pb::Wave> CloseWave() {
    pb::CloseWaveRequest request;
    request.set_name(kWave);
    return Ask(&Stub::CloseWave, request);
  }

  static pb::SubmitResponseRequest Response(
      const std::string& site, const std::vector<std::pair<std::string, std::string>>& answers,
      const std::string& request_id = "") {
    pb::SubmitResponseRequest request;
    request.set_parent(kWave);
    request.set_organisation(Organisation(site));
    request.set_staff_group(type::v1::STAFF_GROUP_NURSE);
    for (const auto& [item, code] : answers) (*request.mutable_answers())[item] = code;
    request.set_request_id(request_id);
    return request;
  }
  absl::Status Submit(const pb::SubmitResponseRequest& request) {
    return Ask(&Stub::SubmitResponse, request).status();
  }
  // The same answer to every item of a practice, `times` times.
  void SubmitAll(const std::string& site, const std::string& code, int times) {
    for (int i = 0; i < times; ++i) {
      ASSERT_OK(Submit(Response(site, {{"pr_purpose", code},
                                       {"pr_already", code},
                                       {"pr_value", code},
                                       {"pr_drive", code},
                                       {"pr_skills", code},
                                       {"pr_feedback", code}})));
    }
  }

  absl::StatusOr<pb::BulkSubmitResponsesResponse> Bulk(const std::string& csv,
                                                       const std::string& request_id = "",
                                                       bool validate_only = false,
                                                       size_t chunk = 1000, int64_t size = 0) {
    pb::BulkSubmitResponsesConfig config;
    config.set_request_id(request_id);
    config.set_validate_only(validate_only);
    config.set_size_bytes(size);
    return BulkWith(config, csv, chunk);
  }
  absl::StatusOr<pb::BulkSubmitResponsesResponse> BulkWith(
      const pb::BulkSubmitResponsesConfig& config, const std::string& csv, size_t chunk = 1000) {
    grpc::ClientContext context;
    pb::BulkSubmitResponsesResponse response;
    auto writer = stub_->BulkSubmitResponses(&context, &response);
    pb::BulkSubmitResponsesRequest request;
    *request.mutable_config() = config;
    if (config.parent().empty()) request.mutable_config()->set_parent(kWave);
    for (size_t at = 0; at < csv.size() || at == 0; at += chunk) {
      request.set_data(csv.substr(at, chunk));
      if (!writer->Write(request)) break;
      request.clear_config();
    }
    writer->WritesDone();
    const grpc::Status status = writer->Finish();
    if (!status.ok()) return rpc::FromGrpcStatus(status);
    return response;
  }

  absl::StatusOr<pb::SiteResults> Results(const std::string& site,
                                          pb::ResultsView view = pb::RESULTS_VIEW_UNSPECIFIED) {
    pb::GetSiteResultsRequest request;
    request.set_name(absl::StrCat(kWave, "/siteResults/", site));
    request.set_view(view);
    return Ask(&Stub::GetSiteResults, request);
  }
  absl::StatusOr<pb::ListEvidenceResponse> Evidence(const std::vector<std::string>& sites = {}) {
    pb::ListEvidenceRequest request;
    request.set_parent(kWave);
    for (const std::string& site : sites) request.add_organisations(Organisation(site));
    return Ask(&Stub::ListEvidence, request);
  }

  std::filesystem::path folder_;
  DisclosureRules rules_;  // of the next Start()
  rpc::Log log_{rpc::LogLevel::kOff};
  rpc::Metrics metrics_;
  FixedClock clock_{absl::FromUnixSeconds(1'750'000'000)};
  // Every answer from memory that was compared with a new one was the same.
  ReadThrough cache_{std::make_unique<LocalCache>(1 << 20, &clock_), nullptr, {.check_one_in = 1}};
  std::unique_ptr<rpc::Module> module_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<Stub> stub_;
};

}  // namespace pcsp::assessments::testing

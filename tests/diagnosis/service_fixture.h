// The real service, made as a process makes it, over an in-process channel on SQLite.
#pragma once

#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/rpc/status.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"
#include "pcsp/diagnosis/v1/diagnosis_service.grpc.pb.h"
#include "services/diagnosis/module.h"
#include "tests/support/status_matchers.h"

namespace pcsp::diagnosis {

inline constexpr char kSite[] = "programmes/p/organisations/a81001";
inline constexpr char kWave[] = "programmes/p/waves/w1";

class DiagnosisServiceTest : public ::testing::Test {
 protected:
  void SetUp() override {
    content_ = ::testing::TempDir() + absl::StrCat("diagnosis_content_", getpid());
    std::filesystem::create_directories(content_);
    std::filesystem::create_directory_symlink(
        std::filesystem::absolute("services/diagnosis/content"), content_ + "/diagnosis");
    Start();
  }
  // Also again: as the same program on the same database, or another replica that follows it.
  void Start() {
    if (server_ != nullptr) server_->Shutdown();
    server_ = nullptr;
    module_ = nullptr;
    auto module = MakeModule({.database_url = database_url_,
                              .database_connections = 2,
                              .worker_threads = 2,
                              .content_dir = content_,
                              .page_token_key = "key",
                              .log = &log_,
                              .metrics = &metrics_,
                              .clock = &clock_});
    ASSERT_OK(module);
    module_ = *std::move(module);
    grpc::ServerBuilder builder;
    builder.RegisterService(&module_->service());
    server_ = builder.BuildAndStart();
    stub_ = v1::DiagnosisService::NewStub(server_->InProcessChannel({}));
  }
  void TearDown() override {
    if (server_ != nullptr) server_->Shutdown();
    std::filesystem::remove_all(content_);
  }

  template <typename Reply, typename Request>
  absl::StatusOr<Reply> Call(grpc::Status (v1::DiagnosisService::Stub::*method)(
                                 grpc::ClientContext*, const Request&, Reply*),
                             const Request& request) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
    Reply reply;
    const grpc::Status status = (stub_.get()->*method)(&context, request, &reply);
    if (!status.ok()) return rpc::FromGrpcStatus(status);
    return reply;
  }
  absl::StatusOr<v1::Diagnosis> Diagnose(const v1::DiagnoseRequest& request) {
    return Call(&v1::DiagnosisService::Stub::Diagnose, request);
  }
  absl::StatusOr<v1::Diagnosis> Store(const v1::StoreDiagnosisRequest& request) {
    return Call(&v1::DiagnosisService::Stub::StoreDiagnosis, request);
  }
  absl::StatusOr<v1::Diagnosis> Get(const std::string& name) {
    v1::GetDiagnosisRequest request;
    request.set_name(name);
    return Call(&v1::DiagnosisService::Stub::GetDiagnosis, request);
  }
  absl::StatusOr<v1::ListDiagnosesResponse> List(const v1::ListDiagnosesRequest& request) {
    return Call(&v1::DiagnosisService::Stub::ListDiagnoses, request);
  }

  // Nobody is sure of the roles; two facts are known.
  static v1::Evidence UnclearRoles() {
    v1::Evidence evidence;
    evidence.set_subject_level(type::v1::LEVEL_PRACTICE);
    v1::LevelEvidence* level = evidence.add_levels();
    level->set_level(type::v1::LEVEL_PRACTICE);
    level->set_organisation(kSite);
    v1::KnowledgeBase kb = CurrentKnowledgeBase();
    for (const v1::Indicator& indicator : kb.indicators()) {
      if (indicator.level() != type::v1::LEVEL_PRACTICE) continue;
      const bool roles = indicator.links(0).issue() == "cp-roles";
      if (indicator.kind() == v1::SIGNAL_KIND_SURVEY_ITEM) {
        v1::ItemEvidence* item = level->add_items();
        item->set_item(indicator.id());
        (*item->mutable_answers())[roles ? "1" : "4"] = 7;
        (*item->mutable_answers())["3"] = 2;
      } else if (roles && indicator.kind() == v1::SIGNAL_KIND_FACT) {
        v1::FactEvidence* fact = level->add_facts();
        fact->set_fact(indicator.id());
        fact->set_category(indicator.categories(0).code());
      }
    }
    return evidence;
  }
  static v1::KnowledgeBase CurrentKnowledgeBase() { return kb_; }

  v1::StoreDiagnosisRequest StoreRequest(const std::string& site = kSite) {
    v1::StoreDiagnosisRequest request;
    request.set_parent(site);
    request.set_wave(kWave);
    request.set_evidence_revision(3);
    *request.mutable_evidence() = UnclearRoles();
    return request;
  }
  void ReadKnowledgeBase() {
    v1::GetKnowledgeBaseRequest request;
    request.set_name("knowledgeBases/current");
    const auto kb = Call(&v1::DiagnosisService::Stub::GetKnowledgeBase, request);
    ASSERT_OK(kb);
    kb_ = *kb;
  }

  static inline v1::KnowledgeBase kb_;
  std::string database_url_ = "sqlite::memory:";
  std::string content_;
  rpc::Log log_{rpc::LogLevel::kOff};
  rpc::Metrics metrics_;
  FixedClock clock_{absl::FromUnixMicros(1'767'600'000'123'456)};
  std::unique_ptr<rpc::Module> module_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<v1::DiagnosisService::Stub> stub_;
};

}  // namespace pcsp::diagnosis

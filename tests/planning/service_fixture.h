// The real service behind a real server, in this process, on SQLite in memory.
#pragma once

#include <memory>
#include <string>

#include "common/rpc/server.h"
#include "common/rpc/status.h"
#include "grpcpp/client_context.h"
#include "gtest/gtest.h"
#include "services/planning/rpc/planning_service.h"
#include "services/planning/store/sql_store.h"
#include "tests/planning/catalogues.h"

namespace pcsp::planning::testing {

inline constexpr char kParent[] = "programmes/north/organisations/a81044";

class PlanningServiceTest : public ::testing::Test {
 protected:
  PlanningServiceTest() {
    database_ = sql::Database::Open({.url = "sqlite::memory:", .schema = "planning"}).value();
    store_ = SqlStore::Open(database_.get(), clock_.Now()).value();
    service_ = std::make_unique<PlanningService>(PlanningService::Options{
        .catalogue = &ShippedCatalogue(),
        .store = store_.get(),
        .page_token_key = "key",
        .improve_drafts = false,  // a test that wants it asks for it
        .improve_for = absl::Seconds(60),
        .handler = {.pool = &pool_, .metrics = &metrics_, .log = &log_, .clock = &clock_}});
    server_ = rpc::Server::Start({.services = {service_.get()}}).value();
    stub_ = pb::PlanningService::NewStub(server_->InProcessChannel());
  }

  template <typename Request, typename Response>
  absl::StatusOr<Response> Ask(grpc::Status (pb::PlanningService::Stub::*method)(
                                   grpc::ClientContext*, const Request&, Response*),
                               const Request& request) {
    grpc::ClientContext context;
    Response response;
    const grpc::Status status = (stub_.get()->*method)(&context, request, &response);
    if (!status.ok()) return rpc::FromGrpcStatus(status);
    return response;
  }
  absl::StatusOr<pb::Plan> Draft(const pb::DraftPlanRequest& request) {
    return Ask(&pb::PlanningService::Stub::DraftPlan, request);
  }
  absl::StatusOr<pb::Plan> Get(const std::string& name) {
    pb::GetPlanRequest request;
    request.set_name(name);
    return Ask(&pb::PlanningService::Stub::GetPlan, request);
  }
  absl::StatusOr<pb::ListPlansResponse> ListPlans(const std::string& parent, int page_size = 0,
                                                  const std::string& token = "") {
    pb::ListPlansRequest request;
    request.set_parent(parent);
    request.set_page_size(page_size);
    request.set_page_token(token);
    return Ask(&pb::PlanningService::Stub::ListPlans, request);
  }

  FixedClock clock_{absl::FromUnixSeconds(1'767'600'000)};
  rpc::Metrics metrics_;
  rpc::Log log_{rpc::LogLevel::kOff};
  std::unique_ptr<sql::Database> database_;
  std::unique_ptr<SqlStore> store_;
  rpc::WorkerPool pool_{2, 64};
  std::unique_ptr<PlanningService> service_;
  std::unique_ptr<rpc::Server> server_;
  std::unique_ptr<pb::PlanningService::Stub> stub_;
};

template <typename Request>
void AddFinding(Request& request, const std::string& issue, double importance = 1,
                type::v1::Level level = type::v1::LEVEL_PRACTICE) {
  pb::Finding* finding = request.add_findings();
  finding->set_issue(issue);
  finding->set_level(level);
  finding->set_probability(0.8);
  finding->set_severity(60);
  finding->set_importance(importance);
}

}  // namespace pcsp::planning::testing

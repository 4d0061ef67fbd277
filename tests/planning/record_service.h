// One of planning's services that stand on records, behind a real server, in this process, on
// SQLite in memory.
#pragma once

#include <memory>

#include "common/rpc/server.h"
#include "common/rpc/status.h"
#include "common/storage/records/sql_records.h"
#include "gmock/gmock.h"
#include "grpcpp/client_context.h"
#include "gtest/gtest.h"
#include "services/planning/store/sql_store.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning::testing {

// `Contract` is what protoc makes of the service that `Service` is.
template <typename Service, typename Contract>
class RecordServiceTest : public ::testing::Test {
 protected:
  using Stub = typename Contract::Stub;

  RecordServiceTest() {
    database_ = sql::Database::Open({.url = "sqlite::memory:", .schema = "planning"}).value();
    EXPECT_OK(SqlStore::Open(database_.get(), clock_.Now()));
    records_ = std::make_unique<sql::SqlRecordStore>(database_.get());
    service_ = std::make_unique<Service>(typename Service::Options{
        .records = records_.get(),
        .page_token_key = "key",
        .handler = {.pool = &pool_, .metrics = &metrics_, .log = &log_, .clock = &clock_}});
    server_ = rpc::Server::Start({.services = {service_.get()}}).value();
    stub_ = Contract::NewStub(server_->InProcessChannel());
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

  // 5 January 2026, 8:00.
  FixedClock clock_{absl::FromUnixSeconds(1'767'600'000)};
  rpc::Metrics metrics_;
  rpc::Log log_{rpc::LogLevel::kOff};
  std::unique_ptr<sql::Database> database_;
  std::unique_ptr<sql::SqlRecordStore> records_;
  rpc::WorkerPool pool_{2, 64};
  std::unique_ptr<Service> service_;
  std::unique_ptr<rpc::Server> server_;
  std::unique_ptr<Stub> stub_;
};

}  // namespace pcsp::planning::testing

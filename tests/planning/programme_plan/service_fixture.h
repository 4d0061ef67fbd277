// The real services of programme plans and of training in this process, on SQLite in memory.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "common/rpc/server.h"
#include "common/rpc/status.h"
#include "common/storage/records/sql_records.h"
#include "gmock/gmock.h"
#include "grpcpp/client_context.h"
#include "gtest/gtest.h"
#include "services/planning/rpc/programme_plan/programme_plan_service.h"
#include "services/planning/rpc/training/training_service.h"
#include "services/planning/store/sql_store.h"
#include "tests/planning/programme_plan/small_programme.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning::testing {

// Stands still until it is told to move, by whatever thread.
class SteppedClock final : public Clock {
 public:
  explicit SteppedClock(absl::Time now) : micros_(absl::ToUnixMicros(now)) {}
  absl::Time Now() const override { return absl::FromUnixMicros(micros_); }
  void Advance(absl::Duration by) { micros_ += absl::ToInt64Microseconds(by); }

 private:
  std::atomic<int64_t> micros_;
};

class ProgrammePlanTest : public ::testing::Test, public SmallProgramme {
 protected:
  using Plans = v1::ProgrammePlanService::Stub;
  using Training = v1::TrainingService::Stub;

  ProgrammePlanTest() {
    database_ = sql::Database::Open({.url = "sqlite::memory:", .schema = "planning"}).value();
    EXPECT_OK(SqlStore::Open(database_.get(), clock_.Now()));
    records_ = std::make_unique<sql::SqlRecordStore>(database_.get());
    training_ = std::make_unique<training::TrainingService>(training::TrainingService::Options{
        .records = records_.get(), .page_token_key = "key", .handler = Handler()});
  }

  rpc::Handler::Options Handler() {
    return {.pool = &pool_, .metrics = &metrics_, .log = &log_, .clock = &clock_};
  }

  // Both services; the worker begins to look.
  void Serve() {
    plans_service_ = std::make_unique<ProgrammePlanService>(
        ProgrammePlanService::Options{.page_token_key = "key",
                                      .worker = {.records = records_.get(),
                                                 .clock = &clock_,
                                                 .log = &log_,
                                                 .beat = absl::Milliseconds(10),
                                                 .look = absl::Milliseconds(10)},
                                      .handler = Handler()});
    std::vector<grpc::Service*> services = Others();
    services.insert(services.end(), {training_.get(), plans_service_.get()});
    server_ = rpc::Server::Start({.services = services}).value();
    training_stub_ = v1::TrainingService::NewStub(server_->InProcessChannel());
    stub_ = v1::ProgrammePlanService::NewStub(server_->InProcessChannel());
  }
  // Services that the same server has besides.
  virtual std::vector<grpc::Service*> Others() { return {}; }
  // What a process leaves that ends in good order.
  void StopServing() {
    server_.reset();
    plans_service_.reset();
  }

  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> AskOf(Stub& stub,
                                 grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                              Response*),
                                 const Request& request) {
    grpc::ClientContext context;
    Response response;
    const grpc::Status status = (stub.*method)(&context, request, &response);
    if (!status.ok()) return rpc::FromGrpcStatus(status);
    return response;
  }
  template <typename Request, typename Response>
  absl::StatusOr<Response> Ask(grpc::Status (Plans::*method)(grpc::ClientContext*, const Request&,
                                                             Response*),
                               const Request& request) {
    return AskOf(*stub_, method, request);
  }
  template <typename Request, typename Response>
  absl::StatusOr<Response> Ask(grpc::Status (Training::*method)(grpc::ClientContext*,
                                                                const Request&, Response*),
                               const Request& request) {
    return AskOf(*training_stub_, method, request);
  }

  // What plans refer to.
  void AddCourse(const std::string& id, const std::string& after) {
    v1::CreateCourseRequest request;
    request.set_parent(kProgramme);
    request.set_course_id(id);
    request.mutable_course()->set_title("Course " + id);
    request.mutable_course()->set_kind(v1::COURSE_KIND_CORE_DAY);
    request.mutable_course()->set_length_minutes(360);
    if (!after.empty()) request.mutable_course()->add_prerequisites(In("courses/" + after));
    EXPECT_OK(Ask(&Training::CreateCourse, request));
  }
  void AddVenue(const std::string& id) {
    v1::CreateVenueRequest request;
    request.set_parent(kProgramme);
    request.set_venue_id(id);
    request.mutable_venue()->set_title("Venue " + id);
    request.mutable_venue()->set_region(In("organisations/sg1"));
    request.mutable_venue()->set_seats(8);
    EXPECT_OK(Ask(&Training::CreateVenue, request));
  }
  void AddTrainer(const std::string& id) {
    for (const auto stage :
         {v1::TRAINER_STAGE_CANDIDATE, v1::TRAINER_STAGE_TRAINED, v1::TRAINER_STAGE_CO_DELIVERING,
          v1::TRAINER_STAGE_PEER_REVIEWED, v1::TRAINER_STAGE_QUALITY_ASSURED}) {
      v1::RecordTrainerStepRequest request;
      request.set_name(In("trainers/" + id));
      request.mutable_step()->set_stage(stage);
      request.mutable_step()->set_step_date("2025-06-02");
      request.mutable_step()->set_evidence("certificate");
      EXPECT_OK(Ask(&Training::RecordTrainerStep, request));
    }
  }

  absl::StatusOr<v1::ProgrammePlan> Get(
      const std::string& id, v1::ProgrammePlanView view = v1::PROGRAMME_PLAN_VIEW_RESULT) {
    v1::GetProgrammePlanRequest request;
    request.set_name(In("programmePlans/" + id));
    request.set_view(view);
    return Ask(&Plans::GetProgrammePlan, request);
  }
  // The plan, once `done` holds of it.
  template <typename Done>
  absl::StatusOr<v1::ProgrammePlan> Await(const std::string& id, Done done) {
    for (const absl::Time end = absl::Now() + absl::Seconds(60); absl::Now() < end;) {
      ASSIGN_OR_RETURN(v1::ProgrammePlan plan, Get(id));
      if (done(plan)) return plan;
    }
    return absl::DeadlineExceededError("the plan did not get there in a minute");
  }
  absl::StatusOr<v1::ProgrammePlan> AwaitEnd(const std::string& id) {
    return Await(id, [](const v1::ProgrammePlan& plan) {
      return plan.state() != v1::PROGRAMME_PLAN_STATE_RUNNING;
    });
  }
  absl::StatusOr<v1::ProgrammePlan> AwaitBest(const std::string& id) {
    return Await(id, [](const v1::ProgrammePlan& plan) { return plan.progress().has_best(); });
  }
  // Made to its end.
  absl::StatusOr<v1::ProgrammePlan> Make(const std::string& id, const v1::CohortProblem& problem) {
    RETURN_IF_ERROR(Ask(&Plans::CreateProgrammePlan, CreateRequest(id, problem)).status());
    return AwaitEnd(id);
  }
  absl::StatusOr<v1::ProgrammePlan> Cancel(const std::string& id) {
    v1::CancelProgrammePlanRequest request;
    request.set_name(In("programmePlans/" + id));
    return Ask(&Plans::CancelProgrammePlan, request);
  }
  absl::StatusOr<v1::ProgrammePlan> Approve(const std::string& id) {
    v1::ApproveProgrammePlanRequest request;
    request.set_name(In("programmePlans/" + id));
    request.set_approved_by(In("appointments/manager"));
    request.set_note("as discussed");
    return Ask(&Plans::ApproveProgrammePlan, request);
  }

  // 5 January 2026, 8:00.
  SteppedClock clock_{absl::FromUnixSeconds(1'767'600'000)};
  rpc::Metrics metrics_;
  rpc::Log log_{rpc::LogLevel::kOff};
  std::unique_ptr<sql::Database> database_;
  std::unique_ptr<sql::SqlRecordStore> records_;
  rpc::WorkerPool pool_{2, 64};
  std::unique_ptr<training::TrainingService> training_;
  std::unique_ptr<ProgrammePlanService> plans_service_;
  std::unique_ptr<rpc::Server> server_;
  std::unique_ptr<Training> training_stub_;
  std::unique_ptr<Plans> stub_;
};

}  // namespace pcsp::planning::testing

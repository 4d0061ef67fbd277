// pcsp.planning.v1.ProgrammePlanService: each method handed to the class that has it as a plain
// function.
#pragma once

#include <string>

#include "common/base/page_token.h"
#include "common/rpc/handler.h"
#include "pcsp/planning/v1/programme_plan_service.grpc.pb.h"
#include "services/planning/rpc/programme_plan/apply_methods.h"
#include "services/planning/rpc/programme_plan/plan_methods.h"
#include "services/planning/rpc/programme_plan/plan_worker.h"

namespace pcsp::planning {

// Thread-safe. What it points to must outlive it.
class ProgrammePlanService final : public v1::ProgrammePlanService::CallbackService {
 public:
  using Context = grpc::CallbackServerContext;
  using Unary = grpc::ServerUnaryReactor;

  struct Options {
    std::string page_token_key;
    PlanWorker::Options worker;
    rpc::Handler::Options handler;  // its `service` is filled in
  };

  explicit ProgrammePlanService(Options options);

  Unary* CreateProgrammePlan(Context* context, const v1::CreateProgrammePlanRequest* request,
                             v1::ProgrammePlan* response) override;
  Unary* GetProgrammePlan(Context* context, const v1::GetProgrammePlanRequest* request,
                          v1::ProgrammePlan* response) override;
  Unary* ListProgrammePlans(Context* context, const v1::ListProgrammePlansRequest* request,
                            v1::ListProgrammePlansResponse* response) override;
  Unary* CancelProgrammePlan(Context* context, const v1::CancelProgrammePlanRequest* request,
                             v1::ProgrammePlan* response) override;
  Unary* CompareProgrammePlans(Context* context, const v1::CompareProgrammePlansRequest* request,
                               v1::CompareProgrammePlansResponse* response) override;
  Unary* ApproveProgrammePlan(Context* context, const v1::ApproveProgrammePlanRequest* request,
                              v1::ProgrammePlan* response) override;
  Unary* ApplyProgrammePlan(Context* context, const v1::ApplyProgrammePlanRequest* request,
                            v1::ApplyProgrammePlanResponse* response) override;

 private:
  const PageTokens tokens_;
  const training::Desk desk_;
  PlanWorker worker_;
  const ProgrammePlanMethods plans_;
  const ApplyMethods diary_;
  rpc::Handler handler_;
};

}  // namespace pcsp::planning

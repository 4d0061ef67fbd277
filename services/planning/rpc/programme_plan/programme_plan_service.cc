#include "services/planning/rpc/programme_plan/programme_plan_service.h"

#include <utility>

namespace pcsp::planning {
namespace {

using Unary = ProgrammePlanService::Unary;

rpc::Handler::Options Named(rpc::Handler::Options options) {
  options.service = v1::ProgrammePlanService::service_full_name();
  return options;
}

}  // namespace

ProgrammePlanService::ProgrammePlanService(Options options)
    : tokens_(std::move(options.page_token_key)),
      desk_{options.worker.records, &tokens_},
      worker_(options.worker),
      plans_(desk_, [this] { worker_.Ring(); }),
      diary_(desk_),
      handler_(Named(std::move(options.handler))) {}

Unary* ProgrammePlanService::CreateProgrammePlan(Context* context,
                                                 const v1::CreateProgrammePlanRequest* request,
                                                 v1::ProgrammePlan* response) {
  return handler_.Unary(
      context, request, response, "CreateProgrammePlan",
      [this](const rpc::Call& call, const auto& message) { return plans_.Create(call, message); });
}

Unary* ProgrammePlanService::GetProgrammePlan(Context* context,
                                              const v1::GetProgrammePlanRequest* request,
                                              v1::ProgrammePlan* response) {
  return handler_.Unary(
      context, request, response, "GetProgrammePlan",
      [this](const rpc::Call& call, const auto& message) { return plans_.Get(call, message); });
}

Unary* ProgrammePlanService::ListProgrammePlans(Context* context,
                                                const v1::ListProgrammePlansRequest* request,
                                                v1::ListProgrammePlansResponse* response) {
  return handler_.Unary(
      context, request, response, "ListProgrammePlans",
      [this](const rpc::Call& call, const auto& message) { return plans_.List(call, message); });
}

Unary* ProgrammePlanService::CancelProgrammePlan(Context* context,
                                                 const v1::CancelProgrammePlanRequest* request,
                                                 v1::ProgrammePlan* response) {
  return handler_.Unary(
      context, request, response, "CancelProgrammePlan",
      [this](const rpc::Call& call, const auto& message) { return plans_.Cancel(call, message); });
}

Unary* ProgrammePlanService::CompareProgrammePlans(Context* context,
                                                   const v1::CompareProgrammePlansRequest* request,
                                                   v1::CompareProgrammePlansResponse* response) {
  return handler_.Unary(
      context, request, response, "CompareProgrammePlans",
      [this](const rpc::Call& call, const auto& message) { return diary_.Compare(call, message); });
}

Unary* ProgrammePlanService::ApproveProgrammePlan(Context* context,
                                                  const v1::ApproveProgrammePlanRequest* request,
                                                  v1::ProgrammePlan* response) {
  return handler_.Unary(
      context, request, response, "ApproveProgrammePlan",
      [this](const rpc::Call& call, const auto& message) { return plans_.Approve(call, message); });
}

Unary* ProgrammePlanService::ApplyProgrammePlan(Context* context,
                                                const v1::ApplyProgrammePlanRequest* request,
                                                v1::ApplyProgrammePlanResponse* response) {
  return handler_.Unary(
      context, request, response, "ApplyProgrammePlan",
      [this](const rpc::Call& call, const auto& message) { return diary_.Apply(call, message); });
}

}  // namespace pcsp::planning

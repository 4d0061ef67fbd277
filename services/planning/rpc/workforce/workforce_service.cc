#include "services/planning/rpc/workforce/workforce_service.h"

#include <utility>

namespace pcsp::planning {
namespace {

rpc::Handler::Options Named(rpc::Handler::Options options) {
  options.service = v1::WorkforceService::service_full_name();
  return options;
}

}  // namespace

WorkforceService::WorkforceService(rpc::Handler::Options options)
    : forecast_(options.pool, options.clock), handler_(Named(std::move(options))) {}

grpc::ServerUnaryReactor* WorkforceService::ForecastWorkforce(
    grpc::CallbackServerContext* context, const v1::ForecastWorkforceRequest* request,
    v1::ForecastWorkforceResponse* response) {
  return handler_.Unary(context, request, response, "ForecastWorkforce",
                        [this](const rpc::Call& call, const v1::ForecastWorkforceRequest& r) {
                          return forecast_.ForecastWorkforce(call, r);
                        });
}

}  // namespace pcsp::planning

// pcsp.planning.v1.WorkforceService.
#pragma once

#include "common/rpc/handler.h"
#include "pcsp/planning/v1/workforce_service.grpc.pb.h"
#include "services/planning/rpc/workforce/forecast_method.h"

namespace pcsp::planning {

// Thread-safe. What the options point to must outlive it.
class WorkforceService final : public v1::WorkforceService::CallbackService {
 public:
  // `options.service` is filled in.
  explicit WorkforceService(rpc::Handler::Options options);

  grpc::ServerUnaryReactor* ForecastWorkforce(grpc::CallbackServerContext* context,
                                              const v1::ForecastWorkforceRequest* request,
                                              v1::ForecastWorkforceResponse* response) override;

 private:
  const ForecastMethod forecast_;
  rpc::Handler handler_;
};

}  // namespace pcsp::planning

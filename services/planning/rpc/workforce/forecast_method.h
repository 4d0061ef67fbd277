// The method of WorkforceService.
#pragma once

#include "absl/status/statusor.h"
#include "common/base/clock.h"
#include "common/rpc/call.h"
#include "common/rpc/worker_pool.h"
#include "pcsp/planning/v1/workforce.pb.h"

namespace pcsp::planning {

// Thread-safe. What it is given must outlive it.
class ForecastMethod {
 public:
  ForecastMethod(rpc::WorkerPool* pool, const Clock* clock) : pool_(*pool), clock_(*clock) {}

  // Takes as long as it takes on threads of the pool, and ends early when nobody waits any more.
  absl::StatusOr<v1::ForecastWorkforceResponse> ForecastWorkforce(
      const rpc::Call& call, const v1::ForecastWorkforceRequest& request) const;

 private:
  rpc::WorkerPool& pool_;
  const Clock& clock_;
};

}  // namespace pcsp::planning

#include "services/planning/rpc/workforce/forecast_method.h"

#include <algorithm>
#include <functional>
#include <thread>

#include "common/base/status_macros.h"
#include "services/planning/rpc/workforce/convert_forecast.h"
#include "services/planning/rpc/workforce/convert_problem.h"
#include "services/planning/rpc/workforce/shared_work.h"

namespace pcsp::planning {
namespace {

constexpr int kMostHelpers = 3;

// One less than there are processors, since the caller works too.
int Helpers() {
  return std::clamp(static_cast<int>(std::thread::hardware_concurrency()) - 1, 0, kMostHelpers);
}

}  // namespace

absl::StatusOr<v1::ForecastWorkforceResponse> ForecastMethod::ForecastWorkforce(
    const rpc::Call& call, const v1::ForecastWorkforceRequest& request) const {
  ASSIGN_OR_RETURN(WorkforceQuestion question, FromProto(request));
  question.wanted.stop = [&] {
    return clock_.Now() >= call.deadline || (call.cancelled && call.cancelled());
  };
  question.wanted.parallel = [&](int n, const std::function<void(int)>& task) {
    ShareWork(pool_, Helpers(), n, task);
  };
  ASSIGN_OR_RETURN(const workforce::Forecast forecast,
                   workforce::MakeForecast(question.problem, question.wanted));
  return ToProto(question.problem, forecast);
}

}  // namespace pcsp::planning

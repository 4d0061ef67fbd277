// The problem of a request as the domain has it.
#pragma once

#include "absl/status/statusor.h"
#include "pcsp/planning/v1/workforce.pb.h"
#include "services/planning/domain/workforce/forecast.h"

namespace pcsp::planning {

struct WorkforceQuestion {
  workforce::Problem problem;
  workforce::Wanted wanted;  // but for who works on it, and when to stop
};

// INVALID_FIELDS with everything that is wrong with the request: names, sizes, ids that nothing
// has, and what workforce::CheckProblem() says, under the paths of the message.
absl::StatusOr<WorkforceQuestion> FromProto(const v1::ForecastWorkforceRequest& request);

}  // namespace pcsp::planning

// Everything that is wrong with a request to plan a programme, before anything is asked.
#pragma once

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "pcsp/gateway/v1/programme_plan.pb.h"

namespace pcsp::gateway {

// INVALID_FIELDS with every violation, those included that planning would find. `start` becomes the
// request's first day where it gives one.
absl::Status CheckPlanRequest(const v1::PlanProgrammeRequest& request, absl::CivilDay* start);

}  // namespace pcsp::gateway

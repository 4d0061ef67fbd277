// What planning knows of teaching: courses, trainers, closed days, sessions and who is in them.
#pragma once

#include "absl/status/status.h"
#include "common/base/error.h"
#include "gateway/clients.h"
#include "gateway/flows/plan_programme/facts.h"

namespace pcsp::gateway {

// Adds it to `facts`, whose time is given, and to `unknown` whatever courses and sessions the
// request names that there are not. Errors: those of the services.
absl::Status AddTeachingFacts(Clients& clients, const v1::PlanProgrammeRequest& request,
                              PlanFacts& facts, Violations& unknown);

}  // namespace pcsp::gateway

// Practices of the sample programme agree their plans and begin: an action is overdue, another was
// tested first, the rest are under way or to come.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/cli/sample/programme.h"
#include "gateway/cli/session.h"

namespace pcsp::cli {

// Has the first practice of each steering group with a plan agree it and begin, once the second
// wave is closed and facilitators are assigned. Run again, it goes on where it was left.
absl::Status FollowSamplePlans(Session& session, const gateway::sample::SampleProgramme& programme);

// True once one of them has agreed: from then on actions are under way.
absl::StatusOr<bool> FollowsSamplePlans(Session& session);

// The appointment of who leads a practice, an id.
absl::StatusOr<std::string> LeadOf(Session& session, const std::string& practice);

}  // namespace pcsp::cli

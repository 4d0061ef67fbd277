// Who of a practice should come to a session and does not yet.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/cli/session.h"

namespace pcsp::cli {

// Staff in post on the day of `held` whom its course is for, who do not have what it grants on that
// day, or will soon lose it, and who are in no session of the course that is still to come. By
// staff group and name of the person; the enrolments have no places yet.
absl::StatusOr<std::vector<planning::v1::Enrolment>> DueOf(Session& session,
                                                           const planning::v1::Session& held,
                                                           const planning::v1::Course& course,
                                                           const std::string& practice);

}  // namespace pcsp::cli

// What ProposeAssignments is asked, checked and with its defaults.
#pragma once

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "pcsp/gateway/v1/facilitator_assignment.pb.h"

namespace pcsp::gateway {

struct Question {
  v1::ProposeAssignmentsRequest request;
  absl::CivilDay start;
  int months = 12;
  double discontinuity_penalty = 200;
  double assumed_km = 20;

  // First and last day of a month, from 0; the months follow one another without a gap.
  std::pair<absl::CivilDay, absl::CivilDay> Month(int index) const;
  absl::CivilDay End() const { return Month(months - 1).second; }
};

// INVALID_FIELDS with every violation.
absl::StatusOr<Question> QuestionOf(const v1::ProposeAssignmentsRequest& request, absl::Time now);

// yyyy-mm-dd.
std::string DayText(absl::CivilDay day);

}  // namespace pcsp::gateway

// That a facilitator looks after a practice for a time.
#pragma once

#include <string>

#include "absl/types/span.h"
#include "common/base/error.h"
#include "services/planning/domain/training/kept.h"

namespace pcsp::planning::training {

struct Assignment : Kept {
  std::string facilitator;  // id of the appointment
  std::string practice;     // id of the organisation
  absl::CivilDay first;
  absl::CivilDay last = kNever;  // until further notice

  bool operator==(const Assignment&) const = default;
};

// It ends before it starts, or overlaps one of `others` of the same facilitator and practice.
void CheckAssignment(const Assignment& assignment, absl::Span<const Assignment> others,
                     Violations& violations);

}  // namespace pcsp::planning::training

// Days on which a programme teaches nobody.
#pragma once

#include <string>

#include "absl/time/civil_time.h"
#include "absl/types/span.h"
#include "common/base/error.h"

namespace pcsp::planning::training {

struct ClosedDay {
  absl::CivilDay day;
  std::string title;

  bool operator==(const ClosedDay&) const = default;
};

// Of `training_settings.closed_days`: as many as there may be, each day once and with a title. What
// was no day is kNever here and has been told.
void CheckClosedDays(absl::Span<const ClosedDay> days, Violations& violations);

}  // namespace pcsp::planning::training

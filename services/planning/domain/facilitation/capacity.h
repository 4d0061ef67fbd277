// What a facilitator can take on, month by month.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "common/base/error.h"
#include "services/planning/domain/facilitation/leave.h"
#include "services/planning/domain/training/kept.h"

namespace pcsp::planning::training {

// The id is that of the appointment. Times are kept in minutes.
struct Capacity : Kept {
  int minutes_per_month = 0;
  std::map<absl::CivilMonth, int> months;   // those that differ
  std::vector<std::string> travel_regions;  // ids of organisations; empty: everywhere
  std::vector<std::string> skills;

  bool operator==(const Capacity&) const = default;
};

// `yyyy-mm`.
std::string MonthText(absl::CivilMonth month);
std::optional<absl::CivilMonth> MonthFromText(absl::string_view text);

void CheckCapacity(const Capacity& capacity, Violations& violations);

// Minutes from `first` to `last`, both included: each month's spread over its working days, those
// on leave taken off.
double MinutesBetween(const Capacity& capacity, absl::Span<const Leave> leaves,
                      absl::CivilDay first, absl::CivilDay last);

}  // namespace pcsp::planning::training

// What a programme holds itself to in training and facilitation.
#pragma once

#include <vector>

#include "common/base/error.h"
#include "services/planning/domain/training/closed_day.h"
#include "services/planning/domain/training/kept.h"

namespace pcsp::planning::training {

// The id is that of the programme; revision 0 until it is first set. The defaults are those of
// domain.md 3.8 and 9: 15 hours a practice and year, a warning above 13 practices.
struct Settings : Kept {
  int contact_minutes_per_year = 15 * 60;
  int most_practices = 13;
  int lapsing_days = 60;
  int quality_assurance_months = 36;
  std::vector<ClosedDay> closed_days;  // by day

  bool operator==(const Settings&) const = default;
};

void CheckSettings(const Settings& settings, Violations& violations);

}  // namespace pcsp::planning::training

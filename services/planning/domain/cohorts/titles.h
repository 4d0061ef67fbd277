// What people call the things of a problem. A plan is made without; sentences about it are not.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"

namespace pcsp::planning {

// By the indices of the problem. Where a list is too short, or says nothing, the id stands in.
struct CohortTitles {
  std::vector<std::string> courses, regions, venues, practices;
  std::vector<std::string> starts;          // of sessions that have a day: yyyy-mm-ddThh:mm
  std::optional<absl::CivilDay> first_day;  // of fortnight 0
};

}  // namespace pcsp::planning

// Made-up programmes to plan: regions shaped as methods.md 4c describes, the same from equal seeds.
#pragma once

#include <cstdint>

#include "services/planning/domain/cohorts/problem.h"

namespace pcsp::planning {

struct GeneratedSize {
  int practices = 100;  // over all regions
  int regions = 1;
  int fortnights = 26;
  int venues = 3;       // a region
  double trainers = 1;  // of what training everyone in two thirds of the time takes
  bool refreshers = false;
};

// A core day and a follow-up, each at every venue in every fortnight: 156 sessions a region of
// three venues and 26 fortnights.
CohortProblem GenerateCohorts(const GeneratedSize& size, uint64_t seed);

}  // namespace pcsp::planning

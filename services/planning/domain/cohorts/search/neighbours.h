// What of a region lies near what: precomputed for the moves of the search.
#pragma once

#include <vector>

#include "services/planning/domain/cohorts/model/region_model.h"

namespace pcsp::planning {

struct Neighbours {
  struct Taker {
    int track = 0;
    double cost = 0;  // a person at the session
  };

  explicit Neighbours(const RegionModel& model);

  std::vector<std::vector<int>> tracks;    // of each track, those with the most similar costs first
  std::vector<std::vector<Taker>> takers;  // of each session, tracks that could go
  std::vector<std::vector<int>> sessions;  // of each session, others of its course by fortnight
};

}  // namespace pcsp::planning

// The two sides of a gap: what a site, several sites or a group say, as far as it may be shown.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "services/assessments/rpc/comparison/cells.h"
#include "services/assessments/rpc/comparison/outgoing.h"
#include "services/assessments/rpc/results/wave_results.h"

namespace pcsp::assessments {

// What one side of a gap says of one thing.
struct SideCell {
  Hidden why = Hidden::kBelowMinimum;  // if no site may be shown
  Outgoing outgoing;
  std::vector<Estimate> scores;  // of a construct
  std::vector<int32_t> scored;   // of an item: answers by score
};

// One side of a gap.
struct Side {
  std::string words;
  std::string organisation;  // full name; "" when it is several
  const Instrument* instrument = nullptr;
  int sites = 0;  // that say anything
  std::array<SideCell, kConstructs> constructs;
  std::vector<SideCell> items;
};

// Adds what a site says to what others of its level say; where it may not be shown, it is in none
// of it.
void AddSite(const WaveResults& results, const WaveSite& site, Side* side);
Side OneSite(const WaveResults& results, const WaveSite& site);

// A group as GetGroupResults shows it: everybody in it, or nothing. So a gap is made of what is
// published of both sides, and tells nothing that they do not tell.
Side OneGroup(const WaveResults& results, Level level, const Population& population);

}  // namespace pcsp::assessments

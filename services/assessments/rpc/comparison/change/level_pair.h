// One level in two waves, site by site, as far as both may be shown and compared.
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "services/assessments/domain/comparison/change.h"
#include "services/assessments/rpc/comparison/cells.h"
#include "services/assessments/rpc/comparison/outgoing.h"
#include "services/assessments/rpc/results/wave_results.h"

namespace pcsp::assessments {

// A level that answered the same instrument in both waves, and its sites in either.
struct LevelPair {
  Level level;
  const WaveResults& before;
  const WaveResults& after;
  const WaveFigures& first;
  const WaveFigures& second;
  std::vector<std::pair<const WaveSite*, const WaveSite*>> sites;  // null: not in that wave
};

LevelPair PairUp(const WaveResults& before, const WaveResults& after, Level level);

// The levels that answered the same instrument in both waves; its versions may differ.
std::vector<Level> SharedLevels(const WaveResults& before, const WaveResults& after);

// What every site says of one thing in both waves, what may not be shown or compared left out.
struct Compared {
  std::vector<SitePair> means;
  std::vector<Hidden> why;
  std::vector<Outgoing> before, after;
  int asked = 0;  // sites in both waves
};

// A site that is in both waves; or in one of them (the other is null).
using PairOfSite = std::function<std::pair<Cell, Cell>(const WaveSite*, const WaveSite*)>;

Compared CompareSites(const LevelPair& level, const PairOfSite& cells);

// What a site says of a construct, or of an item that has these places in the two instruments.
// `level` must outlive them.
PairOfSite ConstructOf(const LevelPair& level, Construct construct);
PairOfSite ItemOf(const LevelPair& level, int before, int after);

}  // namespace pcsp::assessments

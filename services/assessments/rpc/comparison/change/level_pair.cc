#include "services/assessments/rpc/comparison/change/level_pair.h"

#include <algorithm>
#include <map>
#include <string>

namespace pcsp::assessments {
namespace {

// Exact means of an item that few more or fewer answered, though no fewer answered at all: neither
// wave enters anything else.
void KeepApart(std::pair<Cell, Cell>& cells) {
  if (cells.first.why == Hidden::kShown && cells.second.why == Hidden::kShown) {
    cells.first = cells.second = Cell{.why = Hidden::kOverlap, .mean = {}};
  }
}

Cell ItemMean(const WaveResults& results, const WaveSite* site, int item) {
  if (site == nullptr) return {};
  const ItemCell cell = CellOf(results, *site, item);
  return {cell.why, ToSiteMean(cell.scored)};
}

}  // namespace

LevelPair PairUp(const WaveResults& before, const WaveResults& after, Level level) {
  LevelPair pair{level, before, after, *before.levels.at(level), *after.levels.at(level), {}};
  std::map<std::string, std::pair<const WaveSite*, const WaveSite*>> sites;
  for (const WaveSite& site : before.frozen->sites) {
    if (site.level == level) sites[site.organisation].first = &site;
  }
  for (const WaveSite& site : after.frozen->sites) {
    if (site.level == level) sites[site.organisation].second = &site;
  }
  for (const auto& [organisation, both] : sites) pair.sites.push_back(both);
  return pair;
}

std::vector<Level> SharedLevels(const WaveResults& before, const WaveResults& after) {
  std::vector<Level> shared;
  for (const auto& [level, figures] : after.levels) {
    const auto other = before.levels.find(level);
    if (other != before.levels.end() &&
        other->second->instrument().id == figures->instrument().id) {
      shared.push_back(level);
    }
  }
  return shared;
}

Compared CompareSites(const LevelPair& level, const PairOfSite& cells) {
  Compared compared;
  for (const auto& [first, second] : level.sites) {
    const auto [before, after] = cells(first, second);
    compared.asked += first != nullptr && second != nullptr;
    compared.means.push_back({before.mean, after.mean});
    compared.why.push_back(after.why != Hidden::kShown ? after.why : before.why);
    Outgoing& out_before = compared.before.emplace_back();
    Outgoing& out_after = compared.after.emplace_back();
    if (compared.why.back() != Hidden::kShown) continue;
    Add(level.before, *first, static_cast<int64_t>(before.mean.people), &out_before);
    Add(level.after, *second, static_cast<int64_t>(after.mean.people), &out_after);
  }
  return compared;
}

PairOfSite ConstructOf(const LevelPair& level, Construct construct) {
  return [&level, construct](const WaveSite* first, const WaveSite* second) {
    std::pair<Cell, Cell> cells;
    if (first != nullptr) cells.first = CellOf(level.before, *first, construct);
    if (second != nullptr) cells.second = CellOf(level.after, *second, construct);
    return cells;
  };
}

PairOfSite ItemOf(const LevelPair& level, int before, int after) {
  return [&level, before, after](const WaveSite* first, const WaveSite* second) {
    std::pair cells(ItemMean(level.before, first, before), ItemMean(level.after, second, after));
    const int least = std::max(level.before.wave.min_group_size, level.after.wave.min_group_size);
    const bool covered = ChangeIsCovered(static_cast<int64_t>(cells.first.mean.people),
                                         static_cast<int64_t>(cells.second.mean.people), least);
    const bool overlap = level.after.DisclosureOf(level.level).rules().overlap;
    if (overlap && !covered) KeepApart(cells);
    return cells;
  };
}

}  // namespace pcsp::assessments

#include "services/assessments/rpc/comparison/pooled_parts.h"

#include <algorithm>

namespace pcsp::assessments {

GroupParts::GroupParts(const WaveResults& results, Level level, const Population& population,
                       const WaveDetails& details)
    : population_(population),
      figures_(FiguresOf(results, level, population, Detail::kItems)),
      size_(SizeOf(population)) {
  for (int c = 0; c < kConstructs; ++c) {
    std::vector<GroupMeans> sites;
    for (const WaveSite& site : results.frozen->sites) {
      if (site.level == level) sites.push_back(details.sites[site.number - 1].groups[c]);
    }
    spreads_[c] = assessments::SpreadOf(sites, details.levels.at(level).groups[c]);
  }
}

Hidden GroupParts::WhyNot(Construct construct, int resolution) const {
  const Hidden all = population_.verdict.respondents[kWholeTeam];
  if (all != Hidden::kShown) return all;
  const auto& verdict = population_.verdict.constructs[static_cast<int>(construct)];
  const int finest = FinestOf(verdict);
  return finest >= resolution ? Hidden::kShown : verdict[finest + 1];
}

bool GroupParts::Tells(Part a, Part b, int resolution) const {
  return std::any_of(std::begin(kConstructWords), std::end(kConstructWords), [&](const auto& c) {
    return WhyNot(c.second, resolution) == Hidden::kShown && MeanOf(c.second, a).people > 0 &&
           MeanOf(c.second, b).people > 0;
  });
}

PooledMean GroupParts::MeanOf(Construct construct, Part part) const {
  const Quantity& quantity = population_.disclosure->construct(construct);
  const Tally tally = TallyOf(TalliesOfSites(quantity, population_.nodes), part);
  std::vector<int> roster;
  for (const Node* site : size_.sites) roster.push_back(RosterOf(site->roster, part));
  PooledMean mean{.people = static_cast<double>(tally.people),
                  .concentration = ConcentrationOf(roster)};
  if (tally.people > 0) {
    mean.mean =
        100.0 * static_cast<double>(tally.sum) / static_cast<double>(quantity.top * tally.people);
  }
  return mean;
}

Outgoing GroupParts::PeopleOf(const PooledMean& mean) const {
  Outgoing outgoing;
  outgoing.Add(population_, static_cast<int64_t>(mean.people));
  return outgoing;
}

}  // namespace pcsp::assessments

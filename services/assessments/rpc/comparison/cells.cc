#include "services/assessments/rpc/comparison/cells.h"

#include <algorithm>
#include <numeric>

namespace pcsp::assessments {

const SiteStatistics& StatisticsOf(const WaveResults& results, const WaveSite& site) {
  return results.FiguresOf(site).sites()[results.PlaceOf(site)].statistics;
}

std::vector<int32_t> ScoredCounts(const WaveFigures& level, const SiteStatistics& statistics,
                                  int item) {
  const Instrument& instrument = level.instrument();
  const int steps = instrument.ScaleOf(instrument.items[item]).steps();
  std::vector<int32_t> scored(steps);
  const auto counts = level.plan().ItemCounts(statistics, item);
  for (int slot = 1; slot <= steps && !counts.empty(); ++slot) {
    scored[ScoreOfSlot(instrument, instrument.items[item], slot) - 1] += counts[slot];
  }
  return scored;
}

int64_t Answers(absl::Span<const int32_t> scored) {
  return std::accumulate(scored.begin(), scored.end(), int64_t{0});
}

Cell CellOf(const WaveResults& results, const WaveSite& site, Construct construct) {
  Cell cell{.why = results.OfConstruct(site, construct), .mean = {}};
  if (cell.why != Hidden::kShown) return cell;
  const StatisticsPlan& plan = results.FiguresOf(site).plan();
  cell.mean = ToSiteMean(StatisticsOf(results, site).constructs[static_cast<int>(construct)],
                         plan.unit(construct), plan.steps(construct));
  if (cell.mean.people == 0) cell.why = Hidden::kBelowMinimum;
  return cell;
}

ItemCell CellOf(const WaveResults& results, const WaveSite& site, int item) {
  const WaveFigures& level = results.FiguresOf(site);
  const Instrument& instrument = level.instrument();
  const WaveDisclosure& disclosure = results.DisclosureOf(site.level);
  ItemCell cell{.why = disclosure.OfItem(disclosure.NodeOf(site), item), .scored = {}};
  if (cell.why == Hidden::kShown) {
    cell.scored = ScoredCounts(level, StatisticsOf(results, site), item);
    // Those to whom it is not relevant are counted by the item, and not by a score.
    if (Answers(cell.scored) >= results.wave.min_group_size) return cell;
    cell.why = Hidden::kBelowMinimum;
  }
  cell.scored.assign(instrument.ScaleOf(instrument.items[item]).steps(), 0);
  return cell;
}

Hidden WhyNotCompared(const SiteInWave& before, const SiteInWave& after, Construct construct) {
  const Cell first = CellOf(before.results, before.site, construct);
  const Cell second = CellOf(after.results, after.site, construct);
  if (second.why != Hidden::kShown) return second.why;
  return first.why;
}

Hidden WhyNotInGroups(const WaveResults& results, const WaveSite& site, Construct construct) {
  const WaveDisclosure& disclosure = results.DisclosureOf(site.level);
  const int node = disclosure.NodeOf(site);
  const Hidden why = disclosure.OfConstruct(node, construct, kRoles);
  return why == Hidden::kShown && !disclosure.IsCovered({node}, kRoles) ? Hidden::kOverlap : why;
}

void Add(const WaveResults& results, const WaveSite& site, int64_t people, Outgoing* outgoing) {
  const WaveDisclosure& disclosure = results.DisclosureOf(site.level);
  outgoing->Add(disclosure, disclosure.NodeOf(site), people);
}

Outgoing PoolOf(const WaveResults& results, Level level, Construct construct) {
  Outgoing outgoing;
  for (const WaveSite& site : results.frozen->sites) {
    if (site.level != level) continue;
    const int64_t people =
        StatisticsOf(results, site).constructs[static_cast<int>(construct)].people;
    if (people > 0) Add(results, site, people, &outgoing);
  }
  return outgoing;
}

void SetInterval(double low, double high, pcsp::type::v1::Interval* interval, double level) {
  interval->set_low(low);
  interval->set_high(high);
  interval->set_level(level);
}

void SetScore(const Estimate& estimate, v1::ScoreEstimate* message) {
  message->set_score(estimate.score);
  SetInterval(estimate.low, estimate.high, message->mutable_interval());
}

WaveName BaselineFrom(const WaveName& wave, const std::string& text, Violations& violations) {
  const auto name = ParseWaveName(text);
  if (!name || name->programme != wave.programme) {
    violations.Add("baseline", text, "the name of a wave of the same programme");
    return {};
  }
  if (*name == wave) violations.Add("baseline", text, "another wave than that of `name`");
  return *name;
}

}  // namespace pcsp::assessments

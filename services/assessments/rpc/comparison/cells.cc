#include "services/assessments/rpc/comparison/cells.h"

#include <algorithm>
#include <numeric>

#include "services/assessments/rpc/comparison/shown.h"

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

SiteMean MeanOf(const WaveFigures& level, const SiteStatistics& statistics, Construct construct) {
  return ToSiteMean(statistics.constructs[static_cast<int>(construct)],
                    level.plan().unit(construct), level.plan().steps(construct));
}

SiteMean ShownMean(const Wave& wave, const SiteMean& mean) {
  const bool hidden = WhyHidden(wave, {.respondents = static_cast<int64_t>(mean.people)}) !=
                      v1::SUPPRESSION_UNSPECIFIED;
  return hidden ? SiteMean() : mean;
}

void SetInterval(double low, double high, pcsp::type::v1::Interval* interval, double level) {
  interval->set_low(low);
  interval->set_high(high);
  interval->set_level(level);
}

void SetScore(const Estimate& estimate, v1::ScoreEstimate* message) {
  message->set_score(std::clamp(estimate.score, 0.0, 100.0));
  SetInterval(std::clamp(estimate.low, 0.0, 100.0), std::clamp(estimate.high, 0.0, 100.0),
              message->mutable_interval());
}

std::string NameOf(const WaveResults& results, const std::string& organisation) {
  if (organisation.empty()) return "";
  return OrganisationName{results.wave.name.programme, organisation}.ToString();
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

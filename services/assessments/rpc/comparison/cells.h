// Figures of sites as comparisons need them, and how they go into messages.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "common/base/error.h"
#include "pcsp/assessments/v1/results.pb.h"
#include "services/assessments/domain/scoring/construct_score.h"
#include "services/assessments/domain/scoring/site_figures.h"
#include "services/assessments/rpc/comparison/outgoing.h"
#include "services/assessments/rpc/results/wave_results.h"

namespace pcsp::assessments {

// The counted answers of a site; without what results keep back of it.
const SiteStatistics& StatisticsOf(const WaveResults& results, const WaveSite& site);

// Counts of an item by score, worst to best, turned round where agreeing is bad news.
std::vector<int32_t> ScoredCounts(const WaveFigures& level, const SiteStatistics& statistics,
                                  int item);
// How many that are.
int64_t Answers(absl::Span<const int32_t> scored);

// What a site says of something: of nobody where `why` hides it, so that it moves nothing else.
struct Cell {
  Hidden why = Hidden::kBelowMinimum;
  SiteMean mean;
};
Cell CellOf(const WaveResults& results, const WaveSite& site, Construct construct);

// Scores of the answers to an item, none where that is hidden.
struct ItemCell {
  Hidden why = Hidden::kBelowMinimum;
  std::vector<int32_t> scored;
};
ItemCell CellOf(const WaveResults& results, const WaveSite& site, int item);

// Why what two waves say of a site may not be put side by side: what either hides.
struct SiteInWave {
  const WaveResults& results;
  const WaveSite& site;
};
Hidden WhyNotCompared(const SiteInWave& before, const SiteInWave& after, Construct construct);

// Why a site's staff groups may not be told apart on a construct.
Hidden WhyNotInGroups(const WaveResults& results, const WaveSite& site, Construct construct);

void Add(const WaveResults& results, const WaveSite& site, int64_t people, Outgoing* outgoing);

// The shown sites of a level on a construct, to each of which the pool owes something.
Outgoing PoolOf(const WaveResults& results, Level level, Construct construct);

// `estimate` is rounded.
void SetScore(const Estimate& estimate, v1::ScoreEstimate* message);
// `level` is .9 where nothing else is said.
void SetInterval(double low, double high, pcsp::type::v1::Interval* interval, double level = .9);

// The wave that `wave` is to be compared with: another one of its programme. What is wrong is added
// to `violations` under `baseline`.
WaveName BaselineFrom(const WaveName& wave, const std::string& text, Violations& violations);

}  // namespace pcsp::assessments

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
#include "services/assessments/rpc/wave_results.h"

namespace pcsp::assessments {

// The counted answers of a site; of none if results keep it out.
const SiteStatistics& StatisticsOf(const WaveResults& results, const WaveSite& site);

// Counts of an item by score, worst to best, turned round where agreeing is bad news.
std::vector<int32_t> ScoredCounts(const WaveFigures& level, const SiteStatistics& statistics,
                                  int item);
// How many that are.
int64_t Answers(absl::Span<const int32_t> scored);

// The mean of a site on a construct.
SiteMean MeanOf(const WaveFigures& level, const SiteStatistics& statistics, Construct construct);

// The same if it may be shown; else of nobody, so that it does not show in what others say either.
SiteMean ShownMean(const Wave& wave, const SiteMean& mean);

// Scores end at 0 and 100; the normal approximation may not.
void SetScore(const Estimate& estimate, v1::ScoreEstimate* message);
// `level` is .9 where nothing else is said.
void SetInterval(double low, double high, pcsp::type::v1::Interval* interval, double level = .9);

// `programmes/{p}/organisations/{id}`; "" for "".
std::string NameOf(const WaveResults& results, const std::string& organisation);

// The wave that `wave` is to be compared with: another one of its programme. What is wrong is added
// to `violations` under `baseline`.
WaveName BaselineFrom(const WaveName& wave, const std::string& text, Violations& violations);

}  // namespace pcsp::assessments

// How far the probabilities of diagnoses can be trusted: scores with intervals, for all forecasts,
// each level, and each construct of a level (methods.md 2.5).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/types/span.h"
#include "services/diagnosis/domain/learning/report/reliability.h"
#include "services/diagnosis/domain/learning/report/scores.h"

namespace pcsp::diagnosis {

// The middle 95 % of the bootstrap; none with fewer than kFewestSites, of which draws would tell
// next to nothing, nor where fewer than half of them have a value.
struct Estimate {
  std::optional<double> value, low, high;
};

inline constexpr int kFewestSites = 5;

struct GroupReport {
  std::optional<Level> level;          // none: all
  std::optional<Construct> construct;  // none: all of the level
  int forecasts = 0;
  int sites = 0;
  std::array<Estimate, kMetrics> estimates;  // by Metric
  std::vector<ReliabilityPoint> diagram;

  const Estimate& operator[](Metric metric) const { return estimates[static_cast<int>(metric)]; }
};

struct ReportOptions {
  int draws = 200;
  uint64_t seed = 20'240'229;
};

// Groups without a forecast are left out: all first, then by level from the top down, each with its
// constructs. Intervals come from drawing sites with replacement, the same draws every time; the
// order of the forecasts does not matter.
std::vector<GroupReport> CalibrationReport(absl::Span<const Forecast> forecasts,
                                           const ReportOptions& options = {});

}  // namespace pcsp::diagnosis

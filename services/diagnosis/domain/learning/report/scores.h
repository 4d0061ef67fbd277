// How good probabilities are, against what turned out (methods.md 2.5).
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "services/diagnosis/domain/knowledge/knowledge_base.h"

namespace pcsp::diagnosis {

// A probability that was given before the outcome was known, and the outcome.
struct Forecast {
  std::string site;  // forecasts of one site stand or fall together
  Level level = Level::kPractice;
  Construct construct = Construct::kNone;
  double probability = 0;
  bool holds = false;
  double weight = 1;  // inverse show-probability
};

// brier = reliability - resolution + uncertainty + within_bins (Murphy 1973; the last is what
// binning leaves out: Stephenson, Coelho & Jolliffe 2008).
enum class Metric {
  kBrier,
  kReliability,  // 0 is best
  kResolution,   // more is better
  kUncertainty,  // of the outcomes themselves
  kWithinBins,
  kLogLoss,           // in nats
  kCalibrationError,  // ECE: mean distance of forecast and outcome over bins of equal mass
  kSlope,             // of outcomes on forecast logits: 1 is best, below 1 is over-confident
  kIntercept,         // 0 is best
  kAuc
};
inline constexpr int kMetrics = 10;
inline constexpr int kBins = 15;

absl::string_view MetricWord(Metric metric);  // "log_loss"

struct Scores {
  std::array<std::optional<double>, kMetrics> values;  // none where the outcomes cannot tell

  std::optional<double> operator[](Metric metric) const { return values[static_cast<int>(metric)]; }
  std::optional<double>& operator[](Metric metric) { return values[static_cast<int>(metric)]; }
};

// Forecasts laid out for scoring many times with other weights. Sorted by probability.
struct SortedForecasts {
  std::vector<double> probability;
  std::vector<bool> holds;
  std::vector<double> weight;
  std::vector<int> site;  // 0..sites-1
  int sites = 0;

  explicit SortedForecasts(absl::Span<const Forecast> forecasts);
  size_t size() const { return probability.size(); }
};

// Neighbours of about the same mass; equal probabilities stay together, so there may be fewer.
struct Bin {
  double weight = 0, forecast = 0,
         held = 0;     // sums of weights, of weight times p, of those that hold
  double squares = 0;  // of weights
  int forecasts = 0;   // that weigh anything
};
std::vector<Bin> EqualMassBins(const SortedForecasts& sorted, absl::Span<const double> weights,
                               int bins = kBins);

// One weight for each forecast, 0 or more.
Scores ScoresOf(const SortedForecasts& sorted, absl::Span<const double> weights);

}  // namespace pcsp::diagnosis

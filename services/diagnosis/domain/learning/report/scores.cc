#include "services/diagnosis/domain/learning/report/scores.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>

namespace pcsp::diagnosis {
namespace {

constexpr double kMostExtreme = 1e-12;  // a forecast of 0 or 1 that fails costs this much, not all
constexpr int kMostSteps = 30;

struct Totals {
  double weight = 0, held = 0, squares = 0, loss = 0;
};

Totals Sum(const SortedForecasts& sorted, absl::Span<const double> weights) {
  Totals totals;
  for (size_t i = 0; i < sorted.size(); ++i) {
    const double p = std::clamp(sorted.probability[i], kMostExtreme, 1 - kMostExtreme);
    const double miss = sorted.probability[i] - (sorted.holds[i] ? 1 : 0);
    totals.weight += weights[i];
    totals.held += sorted.holds[i] ? weights[i] : 0;
    totals.squares += weights[i] * miss * miss;
    totals.loss -= weights[i] * std::log(sorted.holds[i] ? p : 1 - p);
  }
  return totals;
}

void ScoreBins(const std::vector<Bin>& bins, const Totals& totals, Scores* scores) {
  const double base = totals.held / totals.weight;
  double reliability = 0, resolution = 0, distance = 0;
  for (const Bin& bin : bins) {
    const double share = bin.weight / totals.weight;
    const double miss = (bin.forecast - bin.held) / bin.weight;
    const double away = bin.held / bin.weight - base;
    reliability += share * miss * miss;
    resolution += share * away * away;
    distance += share * std::abs(miss);
  }
  (*scores)[Metric::kReliability] = reliability;
  (*scores)[Metric::kResolution] = resolution;
  (*scores)[Metric::kUncertainty] = base * (1 - base);
  (*scores)[Metric::kWithinBins] =
      totals.squares / totals.weight - (reliability - resolution + base * (1 - base));
  (*scores)[Metric::kCalibrationError] = distance;
}

// The chance that one that holds was given more than one that does not; ties count half.
double Auc(const SortedForecasts& sorted, absl::Span<const double> weights, const Totals& totals) {
  double wins = 0, below = 0;
  for (size_t i = 0; i < sorted.size();) {
    double held = 0, not_held = 0;
    const double p = sorted.probability[i];
    for (; i < sorted.size() && sorted.probability[i] == p; ++i) {
      (sorted.holds[i] ? held : not_held) += weights[i];
    }
    wins += held * (below + not_held / 2);
    below += not_held;
  }
  return wins / (totals.held * (totals.weight - totals.held));
}

// Logistic regression of outcomes on forecast logits, by Newton's method; {slope, intercept}, none
// where it has no finite optimum.
std::optional<std::pair<double, double>> Line(const SortedForecasts& sorted,
                                              const std::vector<double>& logits,
                                              absl::Span<const double> weights) {
  double a = 0, b = 1;
  for (int step = 0; step < kMostSteps; ++step) {
    double ga = 0, gb = 0, haa = 0, hab = 0, hbb = 0;
    for (size_t i = 0; i < sorted.size(); ++i) {
      const double x = logits[i], p = 1 / (1 + std::exp(-a - b * x));
      const double miss = weights[i] * ((sorted.holds[i] ? 1 : 0) - p);
      const double h = weights[i] * p * (1 - p);
      ga += miss, gb += miss * x;
      haa += h, hab += h * x, hbb += h * x * x;
    }
    const double determinant = haa * hbb - hab * hab;
    if (!(determinant > 1e-12 * haa * hbb)) return std::nullopt;
    const double da = (hbb * ga - hab * gb) / determinant;
    const double db = (haa * gb - hab * ga) / determinant;
    a += std::clamp(da, -2.0, 2.0), b += std::clamp(db, -2.0, 2.0);
    if (std::abs(da) + std::abs(db) < 1e-10) return std::pair(b, a);
  }
  return std::nullopt;
}

std::vector<double> LogitsOf(const std::vector<double>& probabilities) {
  std::vector<double> logits;
  for (double p : probabilities) {
    p = std::clamp(p, kMostExtreme, 1 - kMostExtreme);
    logits.push_back(std::log(p / (1 - p)));
  }
  return logits;
}

}  // namespace

absl::string_view MetricWord(Metric metric) {
  constexpr absl::string_view kWords[kMetrics] = {
      "brier",    "reliability",       "resolution", "uncertainty", "within_bins",
      "log_loss", "calibration_error", "slope",      "intercept",   "auc"};
  return kWords[static_cast<int>(metric)];
}

SortedForecasts::SortedForecasts(absl::Span<const Forecast> forecasts) {
  std::vector<const Forecast*> order;
  std::map<absl::string_view, int> numbers;
  for (const Forecast& forecast : forecasts) {
    order.push_back(&forecast);
    numbers.emplace(forecast.site, 0);
  }
  for (auto& [name, number] : numbers) number = sites++;
  // By everything that is scored, so that the order given does not matter to the last bit.
  std::sort(order.begin(), order.end(), [](const Forecast* a, const Forecast* b) {
    return std::tie(a->probability, a->holds, a->weight, a->site) <
           std::tie(b->probability, b->holds, b->weight, b->site);
  });
  for (const Forecast* forecast : order) {
    probability.push_back(forecast->probability);
    holds.push_back(forecast->holds);
    weight.push_back(forecast->weight);
    site.push_back(numbers.at(forecast->site));
  }
}

std::vector<Bin> EqualMassBins(const SortedForecasts& sorted, absl::Span<const double> weights,
                               int bins) {
  const double all = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<Bin> out;
  double before = 0;
  for (size_t i = 0; i < sorted.size(); ++i) {
    if (weights[i] == 0) continue;
    const bool full = out.empty() || before >= all * static_cast<double>(out.size()) / bins;
    const bool tied = i > 0 && sorted.probability[i] == sorted.probability[i - 1];
    if (out.empty() || (full && !tied)) out.emplace_back();
    Bin& bin = out.back();
    bin.weight += weights[i];
    bin.forecast += weights[i] * sorted.probability[i];
    bin.held += sorted.holds[i] ? weights[i] : 0;
    bin.squares += weights[i] * weights[i];
    ++bin.forecasts;
    before += weights[i];
  }
  return out;
}

Scores ScoresOf(const SortedForecasts& sorted, absl::Span<const double> weights) {
  Scores scores;
  const Totals totals = Sum(sorted, weights);
  if (!(totals.weight > 0)) return scores;
  scores[Metric::kBrier] = totals.squares / totals.weight;
  scores[Metric::kLogLoss] = totals.loss / totals.weight;
  ScoreBins(EqualMassBins(sorted, weights), totals, &scores);
  if (totals.held > 0 && totals.held < totals.weight) {
    scores[Metric::kAuc] = Auc(sorted, weights, totals);
    if (const auto line = Line(sorted, LogitsOf(sorted.probability), weights)) {
      scores[Metric::kSlope] = line->first;
      scores[Metric::kIntercept] = line->second;
    }
  }
  return scores;
}

}  // namespace pcsp::diagnosis

#include "services/diagnosis/domain/learning/report/calibration_report.h"

#include <algorithm>
#include <random>

namespace pcsp::diagnosis {
namespace {

constexpr double kTail = 0.025;

// How often each site is drawn when as many as there are are drawn with replacement. Remainders
// of 64 random bits are uniform enough, and the same on every platform.
std::vector<double> DrawSites(int sites, std::mt19937_64* random) {
  std::vector<double> times(sites);
  for (int i = 0; i < sites; ++i) ++times[(*random)() % static_cast<uint64_t>(sites)];
  return times;
}

double Quantile(const std::vector<double>& ascending, double share) {
  const double at = share * static_cast<double>(ascending.size() - 1);
  const auto below = static_cast<size_t>(at);
  const size_t above = std::min(below + 1, ascending.size() - 1);
  return ascending[below] +
         (at - static_cast<double>(below)) * (ascending[above] - ascending[below]);
}

void AddIntervals(const SortedForecasts& sorted, const ReportOptions& options,
                  GroupReport* report) {
  if (sorted.sites < kFewestSites) return;
  std::array<std::vector<double>, kMetrics> drawn;
  std::mt19937_64 random(options.seed);
  std::vector<double> weights(sorted.size());
  for (int draw = 0; draw < options.draws; ++draw) {
    const std::vector<double> times = DrawSites(sorted.sites, &random);
    for (size_t i = 0; i < weights.size(); ++i)
      weights[i] = sorted.weight[i] * times[sorted.site[i]];
    const Scores scores = ScoresOf(sorted, weights);
    for (int m = 0; m < kMetrics; ++m) {
      if (scores.values[m]) drawn[m].push_back(*scores.values[m]);
    }
  }
  for (int m = 0; m < kMetrics; ++m) {
    if (2 * drawn[m].size() < static_cast<size_t>(options.draws) || drawn[m].empty()) continue;
    std::sort(drawn[m].begin(), drawn[m].end());
    report->estimates[m].low = Quantile(drawn[m], kTail);
    report->estimates[m].high = Quantile(drawn[m], 1 - kTail);
  }
}

class Reporter {
 public:
  Reporter(absl::Span<const Forecast> forecasts, const ReportOptions& options)
      : forecasts_(forecasts), options_(options) {}

  std::vector<GroupReport> Run() {
    Add(std::nullopt, std::nullopt);
    for (int l = 0; l < kLevels; ++l) {
      Add(static_cast<Level>(l), std::nullopt);
      for (int c = 0; c <= static_cast<int>(Construct::kReflexiveMonitoring); ++c) {
        Add(static_cast<Level>(l), static_cast<Construct>(c));
      }
    }
    return std::move(groups_);
  }

 private:
  void Add(std::optional<Level> level, std::optional<Construct> construct) {
    std::vector<Forecast> chosen;
    for (const Forecast& forecast : forecasts_) {
      if (forecast.level == level.value_or(forecast.level) &&
          forecast.construct == construct.value_or(forecast.construct)) {
        chosen.push_back(forecast);
      }
    }
    if (chosen.empty()) return;
    const SortedForecasts sorted(chosen);
    GroupReport report = {level, construct, static_cast<int>(sorted.size()), sorted.sites};
    const Scores scores = ScoresOf(sorted, sorted.weight);
    for (int m = 0; m < kMetrics; ++m) report.estimates[m].value = scores.values[m];
    AddIntervals(sorted, options_, &report);
    report.diagram = ReliabilityDiagram(sorted);
    groups_.push_back(std::move(report));
  }

  const absl::Span<const Forecast> forecasts_;
  const ReportOptions& options_;
  std::vector<GroupReport> groups_;
};

}  // namespace

std::vector<GroupReport> CalibrationReport(absl::Span<const Forecast> forecasts,
                                           const ReportOptions& options) {
  return Reporter(forecasts, options).Run();
}

}  // namespace pcsp::diagnosis

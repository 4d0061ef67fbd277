#include "services/diagnosis/domain/learning/report/reliability.h"

#include <algorithm>
#include <cmath>

namespace pcsp::diagnosis {
namespace {

constexpr double kTail = 0.05;

// Counts of a beta-binomial, from 0 up: its probability at n + 1 follows from that at n.
class BetaBinomial {
 public:
  BetaBinomial(int n, double mean, double spread) : n_(n) {
    const double worth = 1 / spread - 1;
    alpha_ = worth * mean;
    beta_ = worth * (1 - mean);
  }

  // The least count whose cumulative probability is above `tail`.
  int Quantile(double tail) const {
    double log = LogRatio(beta_, n_) - LogRatio(alpha_ + beta_, n_);
    double sum = std::exp(log);
    int k = 0;
    for (; k < n_ && sum <= tail; ++k) {
      log += std::log((n_ - k) * (alpha_ + k) / ((k + 1) * (beta_ + n_ - k - 1)));
      sum += std::exp(log);
    }
    return k;
  }

 private:
  // log(Gamma(a + n) / Gamma(a))
  static double LogRatio(double a, int n) {
    int sign;
    return lgamma_r(a + n, &sign) - lgamma_r(a, &sign);
  }

  const int n_;
  double alpha_, beta_;
};

ReliabilityPoint PointOf(const Bin& bin, double all, double spread) {
  ReliabilityPoint point = {bin.forecast / bin.weight, bin.held / bin.weight, bin.weight / all,
                            bin.forecasts};
  const int n = std::max(1, static_cast<int>(std::lround(bin.weight * bin.weight / bin.squares)));
  const double mean = std::clamp(point.forecast, 1e-9, 1 - 1e-9);
  const BetaBinomial count(n, mean, spread);
  point.low = static_cast<double>(count.Quantile(kTail)) / n;
  point.high = static_cast<double>(count.Quantile(1 - kTail)) / n;
  return point;
}

}  // namespace

std::vector<ReliabilityPoint> ReliabilityDiagram(const SortedForecasts& sorted, double spread) {
  const std::vector<Bin> bins = EqualMassBins(sorted, sorted.weight);
  double all = 0;
  for (const Bin& bin : bins) all += bin.weight;
  std::vector<ReliabilityPoint> points;
  for (const Bin& bin : bins) points.push_back(PointOf(bin, all, std::max(spread, 1e-6)));
  return points;
}

}  // namespace pcsp::diagnosis

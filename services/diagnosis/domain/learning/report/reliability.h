// The reliability diagram: what was forecast beside what turned out (methods.md 2.5).
#pragma once

#include <vector>

#include "services/diagnosis/domain/learning/report/scores.h"

namespace pcsp::diagnosis {

struct ReliabilityPoint {
  double forecast = 0;  // mean probability
  double observed = 0;  // share that holds
  double mass = 0;      // share of all forecasts
  int forecasts = 0;    // how many
  // Where the observed share would be in nine of ten samples of this size if the forecasts were
  // right: a point outside is a fault, not chance.
  double low = 0, high = 0;
};

// One point for each of EqualMassBins(). The band is that of a beta-binomial count with the mean
// of the forecast and as many trials as the weights are worth; `spread` is the correlation of two
// outcomes of one bin, 0 where they are independent.
std::vector<ReliabilityPoint> ReliabilityDiagram(const SortedForecasts& sorted,
                                                 double spread = 0.01);

}  // namespace pcsp::diagnosis

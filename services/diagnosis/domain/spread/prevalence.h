// How common an issue is among sites whose probabilities are known.
#pragma once

#include <vector>

#include "absl/types/span.h"

namespace pcsp::diagnosis {

// The share of sites that have an issue, each site having it or not by its own probability.
struct Prevalence {
  double expected_sites = 0;  // sum of the probabilities
  double share = 0;           // of all sites, 0..1
  double low = 0, high = 0;   // central interval of the share
};

// Poisson-binomial: the number of sites that have the issue is a sum of independent yes-or-no draws
// with the probabilities given, 0..1. Exact up to 500 sites; beyond, by its normal approximation,
// whose error is then below a site. Sites below one steering group share its issues, so draws are
// not quite independent and the interval is a little too narrow. `level` is above 0, below 1.
Prevalence PrevalenceOf(absl::Span<const double> probabilities, double level = 0.9);

// P(k sites have it) for k = 0..n, exactly.
std::vector<double> NumberOfSites(absl::Span<const double> probabilities);

}  // namespace pcsp::diagnosis

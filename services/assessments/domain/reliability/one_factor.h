// How strongly items hang on the one thing that they have in common (methods.md 1.7).
#pragma once

#include <optional>
#include <vector>

#include "absl/types/span.h"
#include "services/assessments/domain/reliability/pair_statistics.h"

namespace pcsp::assessments {

// Loadings of one factor by minimum residuals: they make the squares of what a correlation differs
// from the product of its loadings least, the diagonal apart (Harman & Jones 1966). A loading's
// square stays below .995, as in R's psych. Signed so that their sum is not negative. Nothing for
// fewer than two items, or two that do not go together.
std::optional<std::vector<double>> OneFactorLoadings(const SquareMatrix& correlation);

// Omega total: (sum l)^2 / ((sum l)^2 + sum(1 - l^2)).
double OmegaTotal(absl::Span<const double> loadings);

}  // namespace pcsp::assessments

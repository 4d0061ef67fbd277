#include "services/assessments/domain/scoring/agreement.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace pcsp::assessments {
namespace {

constexpr double kHighShare = .7;
constexpr double kHighConsensus = .6;

double Total(absl::Span<const int32_t> counts) {
  return static_cast<double>(std::accumulate(counts.begin(), counts.end(), int64_t{0}));
}

}  // namespace

std::optional<double> Consensus(absl::Span<const int32_t> counts) {
  const double n = Total(counts);
  if (n == 0) return std::nullopt;
  double below = 0, spread = 0;
  for (size_t k = 0; k + 1 < counts.size(); ++k) {
    below += counts[k];
    spread += below * (n - below);
  }
  return 1 - 4.0 / (counts.size() - 1) * spread / (n * n);
}

double ExpectedConsensus(absl::Span<const double> alpha) {
  const double a0 = std::accumulate(alpha.begin(), alpha.end(), 0.0);
  double below = 0, spread = 0;
  for (size_t k = 0; k + 1 < alpha.size(); ++k) {
    below += alpha[k];
    spread += below * (a0 - below);
  }
  return 1 - 4.0 / (alpha.size() - 1) * spread / (a0 * (a0 + 1));
}

double FavourableShare(absl::Span<const double> alpha) {
  const auto first = alpha.begin() + (FirstFavourable(static_cast<int>(alpha.size())) - 1);
  return std::accumulate(first, alpha.end(), 0.0) /
         std::accumulate(alpha.begin(), alpha.end(), 0.0);
}

RaterIndices RaterIndicesOf(absl::Span<const int32_t> counts) {
  const double n = Total(counts);
  const double steps = static_cast<double>(counts.size());
  RaterIndices indices;
  if (n == 0) return indices;
  double sum = 0, squares = 0, deviation = 0;
  for (size_t k = 0; k < counts.size(); ++k) {
    sum += counts[k] * (k + 1.0);
    squares += counts[k] * (k + 1.0) * (k + 1.0);
  }
  const double mean = sum / n;
  for (size_t k = 0; k < counts.size(); ++k) deviation += counts[k] * std::abs(k + 1.0 - mean);
  indices.ad = deviation / n;
  if (n < 2) return indices;
  const double s2 = std::max(0.0, (squares - sum * mean) / (n - 1));
  indices.s2_ratio = s2 / ((steps * steps - 1) / 12);
  indices.r_wg = 1 - *indices.s2_ratio;
  // Brown & Hauenstein: defined where the mean leaves room for every rater to differ.
  const double edge = (steps - 1) / n;
  if (mean >= 1 + edge && mean <= steps - edge) {
    const double largest = ((steps + 1) * mean - mean * mean - steps) * n / (n - 1);
    indices.a_wg = 1 - 2 * s2 / largest;
  }
  return indices;
}

std::optional<double> RwgJ(int items, double q) {
  const double agreed = items * (1 - q);
  if (items < 1 || agreed + q <= 0) return std::nullopt;
  return agreed / (agreed + q);
}

Verdict VerdictOf(double favourable_share, double expected_consensus) {
  const bool united = expected_consensus >= kHighConsensus;
  if (favourable_share >= kHighShare) {
    return united ? Verdict::kSharedUnderstanding : Verdict::kPocketsOfDoubt;
  }
  return united ? Verdict::kSharedConcern : Verdict::kConfusion;
}

absl::string_view VerdictWords(Verdict verdict) {
  switch (verdict) {
    case Verdict::kSharedUnderstanding:
      return "shared understanding";
    case Verdict::kPocketsOfDoubt:
      return "pockets of doubt";
    case Verdict::kSharedConcern:
      return "shared concern";
    case Verdict::kConfusion:
      return "confusion";
    case Verdict::kNone:
      break;
  }
  return "";
}

}  // namespace pcsp::assessments

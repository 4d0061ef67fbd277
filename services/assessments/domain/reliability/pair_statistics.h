// Sums over pairs of items, for reliability (methods.md 1.1): integers that add up, so that sites
// merge into programmes in any order, bit for bit.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "services/assessments/domain/instrument.h"

namespace pcsp::assessments {

// Over the people who answered both items of a pair; scores are 1 (worst) to K, after flipping.
struct PairSums {
  int64_t n = 0;
  int64_t first = 0, second = 0;  // sums of the scores
  int64_t product = 0;            // sum of score times score
  int64_t first_squares = 0, second_squares = 0;

  PairSums& operator+=(const PairSums& other);
  bool operator==(const PairSums&) const = default;
};

struct PairStatistics {
  std::vector<PairSums> pairs;  // see PairPlan::Index(); empty before any row

  // Both of the same instrument.
  PairStatistics& operator+=(const PairStatistics& other);
  bool operator==(const PairStatistics&) const = default;
};

// What rows of one instrument need to be counted in pairs, worked out once. Immutable.
class PairPlan {
 public:
  explicit PairPlan(const Instrument& instrument);

  // Counts one packed row into `stats`.
  void Add(absl::string_view row, PairStatistics& stats) const;

  int items() const { return static_cast<int>(scores_.size()); }
  // Where the pair of items i <= j stands.
  size_t Index(int i, int j) const { return first_[i] + (j - i); }
  const PairSums& Pair(const PairStatistics& stats, int i, int j) const;

 private:
  std::vector<std::array<uint8_t, 128>> scores_;  // by item and packed byte; 0 is no score
  std::vector<size_t> first_;                     // by item: where its pairs begin
  size_t size_ = 0;
};

// A symmetric matrix, row by row.
struct SquareMatrix {
  int size = 0;
  std::vector<double> cells;
  double& at(int i, int j) { return cells[i * size + j]; }
  double at(int i, int j) const { return cells[i * size + j]; }
};

// Covariances between `items`, each from the people who answered both (divided by n - 1). Nothing
// when a pair has fewer than two of them.
std::optional<SquareMatrix> PairwiseCovariance(const PairPlan& plan, const PairStatistics& stats,
                                               absl::Span<const int> items);

// Correlations, each scaled by the spread of the very people who answered both, as cor(use =
// "pairwise") of R does. Nothing when an item's answers do not vary among them.
std::optional<SquareMatrix> PairwiseCorrelation(const PairPlan& plan, const PairStatistics& stats,
                                                absl::Span<const int> items);

}  // namespace pcsp::assessments

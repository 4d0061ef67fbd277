#include "services/assessments/domain/reliability/pair_statistics.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace pcsp::assessments {
namespace {

// n * sum xy - sum x * sum y, exact: what is divided by n (n - 1) is a covariance.
double Scaled(int64_t n, int64_t product, int64_t first, int64_t second) {
  return static_cast<double>(static_cast<__int128>(n) * product -
                             static_cast<__int128>(first) * second);
}

// A matrix of `cell` for each pair; nothing as soon as `cell` gives nothing.
std::optional<SquareMatrix> EachPair(
    const PairPlan& plan, const PairStatistics& stats, absl::Span<const int> items,
    const std::function<std::optional<double>(const PairSums&)>& cell) {
  if (stats.pairs.empty()) return std::nullopt;
  const int size = static_cast<int>(items.size());
  SquareMatrix matrix{size, std::vector<double>(items.size() * items.size())};
  for (int a = 0; a < size; ++a) {
    for (int b = a; b < size; ++b) {
      const auto value = cell(plan.Pair(stats, items[a], items[b]));
      if (!value) return std::nullopt;
      matrix.at(a, b) = matrix.at(b, a) = *value;
    }
  }
  return matrix;
}

}  // namespace

PairSums& PairSums::operator+=(const PairSums& other) {
  n += other.n;
  first += other.first;
  second += other.second;
  product += other.product;
  first_squares += other.first_squares;
  second_squares += other.second_squares;
  return *this;
}

PairStatistics& PairStatistics::operator+=(const PairStatistics& other) {
  if (pairs.size() < other.pairs.size()) pairs.resize(other.pairs.size());
  for (size_t i = 0; i < other.pairs.size(); ++i) pairs[i] += other.pairs[i];
  return *this;
}

PairPlan::PairPlan(const Instrument& instrument) {
  for (const Item& item : instrument.items) {
    const Scale& scale = instrument.ScaleOf(item);
    std::array<uint8_t, 128>& scores = scores_.emplace_back();
    for (int byte = 0; byte < 128; ++byte) {
      const int slot = SlotOf(scale, static_cast<char>(byte));
      const bool scored = slot >= 1 && slot <= scale.steps();
      scores[byte] = static_cast<uint8_t>(scored ? ScoreOfSlot(instrument, item, slot) : 0);
    }
  }
  for (size_t i = 0; i < scores_.size(); ++i) {
    first_.push_back(size_);
    size_ += scores_.size() - i;
  }
}

void PairPlan::Add(absl::string_view row, PairStatistics& stats) const {
  if (stats.pairs.empty()) stats.pairs.resize(size_);
  std::array<int64_t, 256> score;
  std::array<int, 256> answered;
  int count = 0;
  const size_t items = std::min({scores_.size(), row.size(), score.size()});
  for (size_t i = 0; i < items; ++i) {
    score[count] = scores_[i][row[i] & 127];
    answered[count] = static_cast<int>(i);
    count += score[count] > 0;
  }
  for (int a = 0; a < count; ++a) {
    PairSums* const of_first = &stats.pairs[first_[answered[a]]] - answered[a];
    const int64_t x = score[a];
    for (int b = a; b < count; ++b) {
      const int64_t y = score[b];
      PairSums& pair = of_first[answered[b]];
      pair.n += 1;
      pair.first += x;
      pair.second += y;
      pair.product += x * y;
      pair.first_squares += x * x;
      pair.second_squares += y * y;
    }
  }
}

const PairSums& PairPlan::Pair(const PairStatistics& stats, int i, int j) const {
  return i <= j ? stats.pairs[Index(i, j)] : stats.pairs[Index(j, i)];
}

std::optional<SquareMatrix> PairwiseCovariance(const PairPlan& plan, const PairStatistics& stats,
                                               absl::Span<const int> items) {
  return EachPair(plan, stats, items, [](const PairSums& p) -> std::optional<double> {
    if (p.n < 2) return std::nullopt;
    return Scaled(p.n, p.product, p.first, p.second) / (static_cast<double>(p.n) * (p.n - 1.0));
  });
}

std::optional<SquareMatrix> PairwiseCorrelation(const PairPlan& plan, const PairStatistics& stats,
                                                absl::Span<const int> items) {
  return EachPair(plan, stats, items, [](const PairSums& p) -> std::optional<double> {
    const double first = Scaled(p.n, p.first_squares, p.first, p.first);
    const double second = Scaled(p.n, p.second_squares, p.second, p.second);
    if (first <= 0 || second <= 0) return std::nullopt;
    return Scaled(p.n, p.product, p.first, p.second) / std::sqrt(first * second);
  });
}

}  // namespace pcsp::assessments

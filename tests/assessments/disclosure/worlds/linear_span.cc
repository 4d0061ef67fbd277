#include "tests/assessments/disclosure/worlds/linear_span.h"

#include <algorithm>

namespace pcsp::assessments::testing {
namespace {

constexpr int64_t kPrime = 2'147'483'647;  // exact arithmetic without fractions

int64_t Power(int64_t base, int64_t exponent) {
  int64_t result = 1;
  for (; exponent > 0; exponent /= 2, base = base * base % kPrime) {
    if (exponent % 2 == 1) result = result * base % kPrime;
  }
  return result;
}

void Subtract(LinearSpan::Vector& from, const LinearSpan::Vector& row, int64_t times) {
  if (times == 0) return;
  for (size_t i = 0; i < row.size(); ++i) {
    from[i] = ((from[i] - times * row[i]) % kPrime + kPrime) % kPrime;
  }
}

}  // namespace

void LinearSpan::Add(Vector row) {
  Reduce(row);
  const auto pivot = std::find_if(row.begin(), row.end(), [](int64_t x) { return x != 0; });
  if (pivot == row.end()) return;
  const auto at = pivot - row.begin();
  const int64_t inverse = Power(*pivot, kPrime - 2);
  for (int64_t& x : row) x = x * inverse % kPrime;
  for (auto& [place, other] : rows_) Subtract(other, row, other[at]);
  rows_.emplace_back(at, std::move(row));
}

bool LinearSpan::Contains(Vector row) const {
  Reduce(row);
  return std::all_of(row.begin(), row.end(), [](int64_t x) { return x == 0; });
}

void LinearSpan::Reduce(Vector& row) const {
  for (const auto& [at, known] : rows_) Subtract(row, known, row[at]);
}

}  // namespace pcsp::assessments::testing

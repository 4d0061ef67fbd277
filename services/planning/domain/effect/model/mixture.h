// A mixture of normal distributions: what is known of an effect once the spread between solutions
// has been integrated out (methods.md 3).
#pragma once

#include <array>
#include <cstddef>

namespace pcsp::planning {

// The grid of tau_d: 25 points at even distances of its logarithm.
inline constexpr size_t kGrid = 25;

struct NormalMixture {
  std::array<double, kGrid> weight{};  // sum to 1
  std::array<double, kGrid> mean{};
  std::array<double, kGrid> sd{};  // positive

  double Mean() const;
  double Sd() const;
  double Above(double value) const;  // P(X > value)
  double Quantile(double p) const;   // 0 < p < 1, to 1e-9 of the greatest sd
  // One draw: `uniform` in [0, 1) picks the component, `normal` is a standard normal deviate.
  double Draw(double uniform, double normal) const;
};

}  // namespace pcsp::planning

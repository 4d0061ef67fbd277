// A sum that comes out the same, bit by bit, in whatever order its terms are added, merged or taken
// away again: methods.md, "store integers that add up".
#pragma once

#include <cmath>

#include "absl/numeric/int128.h"

namespace pcsp::planning {

// Counts units of 2^-64, so a term of 2^-11 or more is taken exactly and a smaller one to 2^-64.
// The sum of the magnitudes must stay below 2^63.
class FixedSum {
 public:
  void Add(double term) { units_ += Units(term); }
  void Subtract(double term) { units_ -= Units(term); }
  void Merge(const FixedSum& other) { units_ += other.units_; }

  double value() const { return std::ldexp(static_cast<double>(units_), -kBits); }
  bool zero() const { return units_ == 0; }
  bool operator==(const FixedSum&) const = default;

 private:
  static constexpr int kBits = 64;

  static absl::int128 Units(double term) {
    return static_cast<absl::int128>(std::ldexp(term, kBits));
  }

  absl::int128 units_ = 0;
};

}  // namespace pcsp::planning

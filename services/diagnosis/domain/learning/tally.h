// Sums of expected counts that do not depend on the order of adding: fixed point, so that merging
// is exact and every replica has the same bits (methods.md, design rule 5).
#pragma once

#include <cmath>
#include <cstdint>

namespace pcsp::diagnosis {

// In units of 2^-24. Holds sums up to 5e11; credit.h bounds what one case may add to 4e5.
class Tally {
 public:
  void Add(double amount) { units_ += std::llround(amount * kUnits); }
  double value() const { return static_cast<double>(units_) / kUnits; }
  int64_t units() const { return units_; }  // to store, and to make one again from
  static Tally OfUnits(int64_t units) {
    Tally tally;
    tally.units_ = units;
    return tally;
  }

  Tally& operator+=(const Tally& other) {
    units_ += other.units_;
    return *this;
  }
  Tally& operator-=(const Tally& other) {
    units_ -= other.units_;
    return *this;
  }
  bool operator==(const Tally&) const = default;

 private:
  static constexpr double kUnits = 16777216;
  int64_t units_ = 0;
};

}  // namespace pcsp::diagnosis

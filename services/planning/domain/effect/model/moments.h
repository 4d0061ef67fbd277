// The additive statistics of a weighted regression: X'WX, X'Wy, y'Wy and n of rows that share the
// same pattern of columns (methods.md 3).
#pragma once

#include <array>
#include <cstdint>

#include "services/planning/domain/effect/model/fixed_sum.h"

namespace pcsp::planning {

// What describes a site at the start of a round: 1, the baseline, and the context.
inline constexpr int kContextTerms = 4;
inline constexpr int kTerms = 2 + kContextTerms;
using Terms = std::array<double, kTerms>;

// An abelian group: rows and other moments can be added and taken away in any order, to the bit.
class Moments {
 public:
  void Add(double weight, const Terms& z, double y) { Apply(weight, z, y, 1); }
  void Remove(double weight, const Terms& z, double y) { Apply(weight, z, y, -1); }
  void Merge(const Moments& other);

  double zz(int i, int j) const;  // sum of w z_i z_j
  double zy(int i) const { return zy_[i].value(); }
  double yy() const { return yy_.value(); }
  int64_t rows() const { return rows_; }
  bool zero() const;
  bool operator==(const Moments&) const = default;

 private:
  static constexpr int kPairs = kTerms * (kTerms + 1) / 2;

  void Apply(double weight, const Terms& z, double y, int sign);

  std::array<FixedSum, kPairs> zz_;  // rows of the lower triangle
  std::array<FixedSum, kTerms> zy_;
  FixedSum yy_;
  int64_t rows_ = 0;
};

}  // namespace pcsp::planning

#include "services/planning/domain/effect/model/moments.h"

#include <algorithm>

namespace pcsp::planning {
namespace {

int Pair(int i, int j) {
  const auto [low, high] = std::minmax(i, j);
  return high * (high + 1) / 2 + low;
}

void Apply(FixedSum& sum, double term, int sign) { sign > 0 ? sum.Add(term) : sum.Subtract(term); }

}  // namespace

void Moments::Apply(double weight, const Terms& z, double y, int sign) {
  for (int i = 0; i < kTerms; ++i) {
    for (int j = 0; j <= i; ++j) planning::Apply(zz_[Pair(i, j)], weight * z[i] * z[j], sign);
    planning::Apply(zy_[i], weight * z[i] * y, sign);
  }
  planning::Apply(yy_, weight * y * y, sign);
  rows_ += sign;
}

void Moments::Merge(const Moments& other) {
  for (int i = 0; i < kPairs; ++i) zz_[i].Merge(other.zz_[i]);
  for (int i = 0; i < kTerms; ++i) zy_[i].Merge(other.zy_[i]);
  yy_.Merge(other.yy_);
  rows_ += other.rows_;
}

double Moments::zz(int i, int j) const { return zz_[Pair(i, j)].value(); }

bool Moments::zero() const {
  const auto zero = [](const FixedSum& sum) { return sum.zero(); };
  return rows_ == 0 && yy_.zero() && std::all_of(zz_.begin(), zz_.end(), zero) &&
         std::all_of(zy_.begin(), zy_.end(), zero);
}

}  // namespace pcsp::planning

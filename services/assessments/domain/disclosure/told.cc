#include "services/assessments/domain/disclosure/told.h"

#include <algorithm>
#include <cmath>

#include "services/assessments/domain/disclosure/policy.h"
#include "services/assessments/domain/scoring/construct_score.h"

namespace pcsp::assessments {

double RoughStep(int64_t people) { return std::max(CoarseStep(people), kBandedStep); }

ConstructSums RoughSums(const ConstructSums& sums, int64_t unit, int steps) {
  if (sums.people == 0) return sums;
  const SiteMean exact = ToSiteMean(sums, unit, steps);
  const auto top = static_cast<double>(unit * (steps - 1) * sums.people);
  const double mean = RoundedPoints(exact.mean, RoughStep(sums.people));
  const auto people = static_cast<double>(sums.people);
  const auto before = static_cast<double>(sums.sum);
  ConstructSums rough{.people = sums.people, .sum = std::llround(mean / 100 * top)};
  const auto after = static_cast<double>(rough.sum);
  const double more = std::ceil((after * after - before * before) / people);
  rough.sum_squares = sums.sum_squares + static_cast<int64_t>(more);
  return rough;
}

}  // namespace pcsp::assessments

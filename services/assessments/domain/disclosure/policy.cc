#include "services/assessments/domain/disclosure/policy.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "absl/strings/str_cat.h"

namespace pcsp::assessments {
namespace {

constexpr double kNoise = 1e-9;  // of a step: .3 is no less than three tenths

double InSteps(double steps, double step) {
  return step < 1 ? steps / std::round(1 / step) : steps * step;
}

// True if there is a mean that only one count and sum would be told as.
bool OneFits(const Band& band, int64_t top, double step) {
  std::map<double, int> fits;
  for (int people = band.low; people <= band.high; ++people) {
    for (int64_t sum = 0; sum <= top * people; ++sum) {
      const double most = static_cast<double>(top * people);
      ++fits[RoundedPoints(100 * static_cast<double>(sum) / most, step)];
    }
  }
  return std::any_of(fits.begin(), fits.end(), [](const auto& told) {
    return told.second == 1 && told.first > 0 && told.first < 100;
  });
}

void CheckSize(absl::string_view field, int size, int least, absl::string_view expected,
               Violations& violations) {
  if (size >= least && size <= kGreatestGroupSize) return;
  violations.Add(std::string(field), absl::StrCat(size), expected);
}

}  // namespace

PrivacyPolicy CheckedPolicy(PrivacyPolicy policy, absl::string_view prefix,
                            Violations& violations) {
  if (policy.min_group_size == 0) policy.min_group_size = kDefaultGroupSize;
  const int least = policy.min_group_size;
  if (policy.min_distribution_size == 0) {
    policy.min_distribution_size = std::max(kDefaultDistributionSize, least);
  }
  if (policy.min_free_text_size == 0) {
    policy.min_free_text_size = std::max(kDefaultFreeTextSize, least);
  }
  CheckSize(absl::StrCat(prefix, "min_group_size"), least, kLeastGroupSize, "3 to 25 respondents",
            violations);
  if (least > kGreatestGroupSize) return policy;  // the others follow from it
  const std::string expected = absl::StrCat("from min_group_size, ", least, ", to 25 respondents");
  CheckSize(absl::StrCat(prefix, "privacy_policy.min_distribution_size"),
            policy.min_distribution_size, least, expected, violations);
  CheckSize(absl::StrCat(prefix, "privacy_policy.min_free_text_size"), policy.min_free_text_size,
            least, expected, violations);
  return policy;
}

Band BandOf(int count, int min_group_size) {
  if (count < min_group_size) return {0, min_group_size - 1};
  int low = min_group_size;
  while (count >= 2 * low) low *= 2;
  return {low, 2 * low - 1};
}

Band CountShown(int count, const PrivacyPolicy& policy, bool covered) {
  if (count < policy.min_distribution_size) {
    return {policy.min_group_size, policy.min_distribution_size - 1};
  }
  return covered ? Band{count, count} : BandOf(count, policy.min_group_size);
}

double RoundedPoints(double points, double step) {
  return InSteps(std::round(points / step), step);
}

double BandedStep(const Band& band, int64_t top) {
  constexpr int64_t kManySums = 12;  // from here on, or with so many people, 5 is enough
  if (top <= 0 || top >= kManySums || band.high > kGreatestGroupSize) return kBandedStep;
  for (double step : {kBandedStep, 10., 20., 25.}) {
    if (!OneFits(band, top, step)) return step;
  }
  return 50;
}

double LowEnd(double points, double step) {
  return InSteps(std::floor(points / step + kNoise), step);
}

double HighEnd(double points, double step) {
  return InSteps(std::ceil(points / step - kNoise), step);
}

double CoarseStep(int64_t people) {
  for (double step : {.1, .2, .5, 1., 2., 5.}) {
    if (step * static_cast<double>(people) >= 50) return step;
  }
  return 10;
}

double RoundedShare(double share) { return std::round(share * 100) / 100; }

}  // namespace pcsp::assessments

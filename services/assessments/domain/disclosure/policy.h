// What a wave promises to those who answer: from how many people on things are shown. Fixed when
// the wave is made, and never lowered.
#pragma once

#include <cstdint>

#include "absl/strings/string_view.h"
#include "common/base/error.h"

namespace pcsp::assessments {

inline constexpr int kLeastGroupSize = 3;
inline constexpr int kDefaultGroupSize = 5;
inline constexpr int kGreatestGroupSize = 25;
inline constexpr int kDefaultDistributionSize = 8;
inline constexpr int kDefaultFreeTextSize = 10;

struct PrivacyPolicy {
  int min_group_size = 0;         // of means and counts
  int min_distribution_size = 0;  // of the answers to an item, and of exact counts
  int min_free_text_size = 0;     // of people's own words

  bool operator==(const PrivacyPolicy&) const = default;
};

// Fills in what is 0: 5 people; 8 and 10, or the group size if that is more. What is out of 3 to
// 25, or below the group size, is added to `violations` under `prefix`.
PrivacyPolicy CheckedPolicy(PrivacyPolicy policy, absl::string_view prefix, Violations& violations);

// The band that `count` answers fall into: 0 to n-1, n to 2n-1, 2n to 4n-1 and so on, n being the
// minimum group size.
struct Band {
  int low = 0;
  int high = 0;
  bool operator==(const Band&) const = default;
};
Band BandOf(int count, int min_group_size);

// How a count of at least the minimum group size is given away: as it is from the distribution
// size on, as a band below. `covered` is false when an exact count would tell too much beside what
// earlier waves have said (overlap.h).
Band CountShown(int count, const PrivacyPolicy& policy, bool covered);

// A figure of 0 to 100 points to the next multiple of `step`; a share or an index to two decimals.
inline constexpr double kFineStep = .1;
// Of a mean whose count is a band, at least. With 5 to 7 people and one question of five answers, a
// mean to .1 gives both the count and the sum away in 60 of 69 cases, to 1 in 44, to 5 in none.
inline constexpr double kBandedStep = 5;
// The step that it takes with other bands and questions: whatever mean is told, but for the best
// and the worst, more than one count and sum fit it. `top` is the most that one person adds to a
// sum, 1 for a yes or no.
double BandedStep(const Band& band, int64_t top);
double RoundedPoints(double points, double step = kFineStep);
// The ends of an interval to multiples of `step`, away from each other: it holds whatever it held,
// and so the figure that it is of, rounded as above.
double LowEnd(double points, double step = kFineStep);
double HighEnd(double points, double step = kFineStep);
// A step so wide that the sum over `people` stays open by half of what one person can add to it,
// or about that: 10 for 5 people, 2 for 25, .1 from 500 on.
double CoarseStep(int64_t people);
double RoundedShare(double share);

}  // namespace pcsp::assessments

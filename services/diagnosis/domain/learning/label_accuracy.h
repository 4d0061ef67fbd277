// How often a verdict is right.
#pragma once

namespace pcsp::diagnosis {

struct LabelAccuracy {
  double sensitivity = 0.95;  // P(confirmed | the issue holds)
  double specificity = 0.97;  // P(rejected | it does not)

  // P(this verdict | the issue holds, or does not).
  double Of(bool confirmed, bool holds) const;
  // P(confirmed) of an issue that holds with this probability.
  double Confirmed(double probability) const;
};

// What is believed before any case is double-coded, and how many cases that is worth.
inline constexpr LabelAccuracy kExpectedAccuracy = {0.95, 0.97};
inline constexpr double kAccuracyEss = 100;

}  // namespace pcsp::diagnosis

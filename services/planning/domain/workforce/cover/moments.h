// The same month by its first two moments, for more posts than are worth an exact distribution
// (methods.md 4d: "normal with the same two moments beyond").
#pragma once

namespace pcsp::planning::workforce {

struct Moments {
  double mean = 0;
  double variance = 0;
};

// Of a normal number that is held within `low` and `high`.
Moments Held(double low, double high, const Moments& normal);

// Of X - Bin(X, leaving) + Bin(posts - X, joining) for X with the moments given.
Moments AfterTurnover(int posts, double leaving, double joining, const Moments& now);

// P(X >= value) and P(X <= value) for a whole number X, as the normal has it half a step off.
double AtLeast(int value, const Moments& normal);
double AtMost(int value, const Moments& normal);

}  // namespace pcsp::planning::workforce

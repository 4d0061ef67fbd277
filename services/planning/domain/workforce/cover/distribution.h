// Probabilities of whole numbers that lie close together, and binomials as such.
#pragma once

#include <vector>

namespace pcsp::planning::workforce {

// P(first + i) = mass[i]; nothing elsewhere. What is left out at either end is below 1e-14 in all.
struct Distribution {
  int first = 0;
  std::vector<double> mass;

  int last() const { return first + static_cast<int>(mass.size()) - 1; }
  double At(int value) const;
  double Mean() const;
  double AtLeast(int value) const;
};

// All of the mass on one value.
Distribution Certainly(int value);

// Bin(n, p); n >= 0, p in [0, 1].
Distribution Binomial(int n, double p);

// Of the sum of two independent numbers, and of `from` less an independent number.
Distribution Sum(const Distribution& a, const Distribution& b);
Distribution Difference(const Distribution& from, const Distribution& less);

// All mass below `low` is put on `low`, all above `high` on `high`.
void Clamp(int low, int high, Distribution& distribution);

// Leaves out both ends as far as they are too small to matter.
void Trim(Distribution& distribution);

// Adds `weight` times `part` to `sum`, whose support grows as needed.
void AddTo(Distribution& sum, const Distribution& part, double weight);

// The smallest value up to which at least `share` of the mass lies.
int Quantile(const Distribution& distribution, double share);

}  // namespace pcsp::planning::workforce

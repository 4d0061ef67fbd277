// Random numbers that are the same everywhere: for draws that must be repeatable.
#pragma once

#include <cstdint>

namespace pcsp::diagnosis {

// SplitMix64 (Steele, Lea & Flood 2014). Cheap to seed; the same seed always gives the same draws.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  double Uniform();  // in (0, 1)
  double Normal();   // mean 0, deviation 1
  // Shape `shape` above 0, scale 1 (Marsaglia & Tsang 2000).
  double Gamma(double shape);
  // With mean `mean` in (0, 1), worth `ess` observed cases.
  double Beta(double mean, double ess);

 private:
  uint64_t state_;
};

}  // namespace pcsp::diagnosis

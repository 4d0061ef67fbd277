// Pseudo-random draws that are the same on every machine: the standard fixes what mt19937_64 gives
// but not what its distributions do with it, so these are our own. Not thread-safe.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace pcsp::gateway::sample {

class Random {
 public:
  explicit Random(uint64_t seed);

  // A stream of its own for `label`: depends on the seed and the label alone, not on what was drawn
  // before. So adding a site changes nothing for the others.
  Random Fork(absl::string_view label) const;

  double Uniform();  // in [0, 1)
  double Uniform(double low, double high);
  bool Chance(double probability);
  int Below(int bound);  // 0 .. bound - 1; bound > 0
  double Normal(double mean, double deviation);
  double Logistic();   // mean 0, scale 1
  std::string Uuid();  // a version 4 UUID, lower-case

  template <typename T>
  void Shuffle(std::vector<T>& values) {
    for (size_t i = values.size(); i > 1; --i) {
      std::swap(values[i - 1], values[Below(static_cast<int>(i))]);
    }
  }

 private:
  uint64_t seed_;
  std::mt19937_64 engine_;
};

}  // namespace pcsp::gateway::sample

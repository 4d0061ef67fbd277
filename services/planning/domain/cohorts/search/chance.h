// Chance from a seed, the same on every machine.
#pragma once

#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace pcsp::planning {

class Chance {
 public:
  explicit Chance(uint64_t seed) : engine_(seed) {}

  double Real() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }  // in [0, 1)
  double Real(double low, double high) { return low + (high - low) * Real(); }
  int Below(int n) { return static_cast<int>(Real() * n); }               // 0..n-1
  int Between(int low, int high) { return low + Below(high - low + 1); }  // both included

  template <typename T>
  void Shuffle(std::vector<T>& list) {
    for (size_t i = list.size(); i > 1; --i)
      std::swap(list[i - 1], list[Below(static_cast<int>(i))]);
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace pcsp::planning

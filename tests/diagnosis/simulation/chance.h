// Draws that are the same on every platform.
#pragma once

#include <cmath>
#include <cstdint>
#include <random>

namespace pcsp::diagnosis::testing {

class Chance {
 public:
  explicit Chance(uint64_t seed) : bits_(seed) {}

  // In (0, 1).
  double Uniform() { return (static_cast<double>(bits_() >> 11) + 0.5) / 9007199254740992.0; }
  bool Happens(double probability) { return Uniform() < probability; }
  // Of the numbers low..high.
  int Among(int low, int high) {
    return low + static_cast<int>(Uniform() * static_cast<double>(high - low + 1));
  }
  double Normal(double deviation) {
    const double radius = std::sqrt(-2 * std::log(Uniform()));
    return deviation * radius * std::cos(6.283185307179586 * Uniform());
  }
  double Logistic() {
    const double u = Uniform();
    return std::log(u / (1 - u));
  }

 private:
  std::mt19937_64 bits_;
};

}  // namespace pcsp::diagnosis::testing

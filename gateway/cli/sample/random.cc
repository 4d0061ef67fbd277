#include "gateway/cli/sample/random.h"

#include <cmath>
#include <numbers>

#include "absl/strings/str_format.h"

namespace pcsp::gateway::sample {
namespace {

// Spreads every bit of `x` over all of the result (splitmix64's finaliser).
uint64_t Mix(uint64_t x) {
  x += 0x9e3779b97f4a7c15;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

uint64_t Fnv1a(absl::string_view text) {
  uint64_t hash = 0xcbf29ce484222325;
  for (unsigned char c : text) hash = (hash ^ c) * 0x100000001b3;
  return hash;
}

}  // namespace

Random::Random(uint64_t seed) : seed_(Mix(seed)), engine_(seed_) {}

Random Random::Fork(absl::string_view label) const { return Random(seed_ ^ Mix(Fnv1a(label))); }

double Random::Uniform() { return static_cast<double>(engine_() >> 11) * 0x1.0p-53; }

double Random::Uniform(double low, double high) { return low + (high - low) * Uniform(); }

bool Random::Chance(double probability) { return Uniform() < probability; }

int Random::Below(int bound) { return static_cast<int>(Uniform() * bound); }

// Box and Muller, one of the pair; 1 - u keeps the logarithm away from zero.
double Random::Normal(double mean, double deviation) {
  const double radius = std::sqrt(-2.0 * std::log(1.0 - Uniform()));
  return mean + deviation * radius * std::cos(2.0 * std::numbers::pi * Uniform());
}

double Random::Logistic() {
  const double u = Uniform(1e-12, 1.0 - 1e-12);
  return std::log(u / (1.0 - u));
}

std::string Random::Uuid() {
  const uint64_t a = engine_();
  const uint64_t b = engine_();
  return absl::StrFormat("%08x-%04x-4%03x-%04x-%012x", a >> 32, (a >> 16) & 0xffff, a & 0xfff,
                         0x8000 | ((b >> 48) & 0x3fff), b & 0xffffffffffff);
}

}  // namespace pcsp::gateway::sample

// The two simulations that methods.md 3 sets as gates, at any size.
#pragma once

#include <cstdint>

namespace pcsp::planning::testing {

// Mean error in points over solutions and worlds; what was really gained is known.
struct Bias {
  double before_after = 0;  // post - measured baseline of those who acted
  double effect = 0;        // ours
  double rmse = 0;          // of ours
  double covered = 0;       // share of 80 % intervals that hold the truth
};

// Worlds of 600 sites. Where a site's measured score is low the issue is flagged, the lower the
// likelier it acts, and everything drifts a little.
Bias BiasOver(int worlds, uint64_t seed);

// Share of the best possible effect that sites get in 16 quarters if they follow a policy; the best
// idea of all arrives in the sixth quarter.
enum class Policy { kMix, kRandom };
double ShareOfBest(Policy policy, int worlds, uint64_t seed);

}  // namespace pcsp::planning::testing

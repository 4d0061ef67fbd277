// How long a site's plan takes, at once and to the proven optimum.
#pragma once

#include <nlohmann/json.hpp>

namespace pcsp::bench {

// One object a density of effects (issues that an action answers, on average): over fixed problems
// of 30 actions, 12 issues and 4 quarters, seconds to an answer at once (`quick`), how far its
// value lies below the best (`quick_gap`), seconds to the proof (`proof`), the `nodes` that
// it took, and the gap where `seconds` were not enough (`gap`).
nlohmann::ordered_json SitePlanTimes(int problems, double seconds);

}  // namespace pcsp::bench

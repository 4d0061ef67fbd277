// How long a workforce forecast of 41 regions, 6 roles and 60 months takes.
#pragma once

#include <nlohmann/json.hpp>

namespace pcsp::bench {

// One object a size of posts and way of asking: `size`, `posts` of each from and until, whether
// `smallest` intakes are asked for, and seconds on one core (`alone`) and on two (`two`), one
// number a round.
nlohmann::ordered_json ForecastTimes(int rounds);

}  // namespace pcsp::bench

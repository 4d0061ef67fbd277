// How many diaries a replan keeps, and what that costs (methods.md 4c).
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>

#include "absl/status/statusor.h"

namespace pcsp::bench {

// How trainers are lost: a pair of them is ill from the third fortnight on, and more pairs until
// enough bookings are hit; or all are away at once, in some fortnights.
enum class Loss { kPairs, kFortnights };

// A programme of 170 practices is planned, loses trainers so that 6 to 11 % of the bookings cannot
// stay, and is planned again for `seconds`. Shares of booked people who are `hit`, who move in any
// plan (`least_moved`, proven by the relaxation), in any of the relaxation's plans at 1 % extra
// cost (`least_moved_for_one_percent`), and who `moved`; cost beyond a plan in which
// nobody's diary counts (`extra`, a share), and who moves there
// (`moved_careless`). What the relaxations say of the same, bound against bound: how much more any
// plan that moves no more people costs at the least (`extra_relaxed`). What losing the trainers
// costs whoever plans (`damage`: the plan in which nobody's diary counts, beyond the first).
absl::StatusOr<nlohmann::ordered_json> ReplanShares(uint64_t seed, double seconds, Loss loss);

}  // namespace pcsp::bench

// How long work learns that nobody waits for it any more.
#pragma once

#include <functional>

namespace pcsp::planning::workforce {

// Asked often, from any thread that works; true ends the work, whose results are then void. Null:
// never.
using Stop = std::function<bool()>;

inline bool Stopped(const Stop& stop) { return stop && stop(); }

}  // namespace pcsp::planning::workforce

// Intervals as people read them.
#pragma once

#include <string>

namespace pcsp::text {

// "55 to 70", with `digits` after the point: the low end is rounded down and the high end up, so
// that whatever lay between them still does.
std::string Range(double low, double high, int digits = 0);

}  // namespace pcsp::text

// Shares and probabilities as people read them: whole per cents.
#pragma once

#include <string>

namespace pcsp::text {

// A share, 0 to 1: "87 %". What would round to 0 or 100 without being that is "less than 1 %" or
// "more than 99 %"; exactly none and exactly all are "0 %" and "100 %".
std::string Percent(double share);

// A probability, which is never certain: the same, but 0 and 1 are "less than 1 %" and "more than
// 99 %" too.
std::string PercentLikely(double probability);

}  // namespace pcsp::text

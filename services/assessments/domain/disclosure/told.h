// What a team is told to have said where fewer than the minimum group size joined or left since an
// earlier wave: means so rough that both waves together leave open what those few said. Whatever is
// worked out from them tells no more than they do.
#pragma once

#include <cstdint>

#include "services/assessments/domain/scoring/site_statistics.h"

namespace pcsp::assessments {

// 10 points for up to 9 people, 5 for more.
double RoughStep(int64_t people);

// The sums of as many people whose mean is that of `sums` to the next RoughStep(); people differ
// from each other as they did. `unit` and `steps` as in StatisticsPlan.
ConstructSums RoughSums(const ConstructSums& sums, int64_t unit, int steps);

}  // namespace pcsp::assessments

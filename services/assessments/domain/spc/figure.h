// What the figures of a chart are.
#pragma once

namespace pcsp::assessments {

enum class MeasureKind { kUnspecified = 0, kCount = 1, kProportion = 2, kRatio = 3 };
enum class Direction { kUnspecified = 0, kHigher = 1, kLower = 2, kNeither = 3 };

}  // namespace pcsp::assessments

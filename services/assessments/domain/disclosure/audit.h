// The last look at what is about to be published: bounds of every hidden cell from every relation
// between what is shown. It knows nothing of how the decisions were made.
#pragma once

#include <vector>

#include "services/assessments/domain/disclosure/hierarchy.h"
#include "services/assessments/domain/disclosure/knowledge.h"
#include "services/assessments/domain/disclosure/quantity.h"

namespace pcsp::assessments {

// The hidden nodes whose people, or whose mean, could be narrowed down by subtraction to less than
// residual.h allows, at one resolution. Each shown population is the sum of those below it; bounds
// go up and down the tree once, which on a tree finds all that bounds can find.
std::vector<int> NarrowCells(const Hierarchy& tree, const Quantity& quantity,
                             const Knowledge& knowledge, const Decisions& decisions,
                             int resolution);

}  // namespace pcsp::assessments

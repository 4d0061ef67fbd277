// What organisations have become by mergers and splits, and sets to add results up by.
#pragma once

#include <vector>

#include "services/registry/domain/graph/graph.h"
#include "services/registry/domain/graph/tree.h"

namespace pcsp::registry {

// What `organisation` has become by `day`, by id: those at the ends of the chains of successions
// in force on the day; itself if nothing has succeeded it. One that closed without a successor
// stands for itself, so that nothing that it did is lost. A succession counts whatever the status
// of the organisation says: closing dates are often recorded late.
std::vector<int> SuccessorsOf(const Graph& graph, int organisation, Date day);

// A member of a set as it is now.
struct RollUpNode {
  TreeNode node;              // depth and parents are those of then, of all that it stands for
  std::vector<int> formerly;  // what of then has become it, by id; empty if it was itself there
                              // and nothing else has become it
};

// `then`, a set of some day, each replaced by what it has become by `today`; by id. What has split
// since appears once for each part: results of then belong to the parts together.
std::vector<RollUpNode> AsNow(const Graph& graph, const std::vector<TreeNode>& then, Date today);

}  // namespace pcsp::registry

// From "these variables interact" to a tree of cliques on which inference is exact and cheap.
//
// Variables are eliminated in min-fill order (ties: fewest neighbours, then the lowest number);
// the maximal cliques are joined by a maximum spanning tree over their separators, which has the
// running-intersection property (Jensen & Jensen 1994). The same input always gives the same tree.
#pragma once

#include <cstdint>
#include <vector>

namespace pcsp::diagnosis {

struct CliqueTree {
  struct Clique {
    // The separator to the parent first (in ascending order), then the rest.
    std::vector<int> variables;
    int separator_size = 0;  // 0 at the root
    int parent = -1;         // index of a clique earlier in the list; -1 at the root
  };
  std::vector<Clique> cliques;  // parents before children; the first is the root
};

// `groups` are sets of variables of 0..variables-1 that must stand in one clique together. Every
// variable gets a clique, also when no group names it; without variables there is one empty clique.
CliqueTree BuildCliqueTree(int variables, const std::vector<std::vector<int>>& groups);

// Sum of 2^|clique|, at most 2^62.
int64_t InferenceCost(const CliqueTree& tree);

// methods.md 2.2: a knowledge base is refused when one of its networks costs more.
inline constexpr int64_t kCostLimit = int64_t{1} << 18;

}  // namespace pcsp::diagnosis

#include "services/diagnosis/domain/engine/clique_tree.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>
#include <utility>

namespace pcsp::diagnosis {
namespace {

using Graph = std::vector<std::set<int>>;
using Variables = std::vector<int>;  // ascending

Graph Moralise(int variables, const std::vector<std::vector<int>>& groups) {
  Graph graph(variables);
  for (const auto& group : groups) {
    for (int a : group) {
      for (int b : group) {
        if (a != b) graph[a].insert(b);
      }
    }
  }
  return graph;
}

// How many edges eliminating `v` would add.
int Fill(const Graph& graph, int v) {
  int fill = 0;
  for (auto a = graph[v].begin(); a != graph[v].end(); ++a) {
    for (auto b = std::next(a); b != graph[v].end(); ++b) fill += !graph[*a].contains(*b);
  }
  return fill;
}

int NextToEliminate(const Graph& graph, const std::vector<bool>& gone) {
  int best = -1;
  std::pair<int, size_t> best_cost;
  for (int v = 0; v < static_cast<int>(graph.size()); ++v) {
    if (gone[v]) continue;
    const std::pair<int, size_t> cost(Fill(graph, v), graph[v].size());
    if (best < 0 || cost < best_cost) std::tie(best, best_cost) = std::pair(v, cost);
  }
  return best;
}

Variables Eliminate(Graph* graph, int v) {
  const std::set<int> neighbours = std::move((*graph)[v]);
  for (int a : neighbours) {
    (*graph)[a].erase(v);
    for (int b : neighbours) {
      if (a != b) (*graph)[a].insert(b);
    }
  }
  Variables clique(neighbours.begin(), neighbours.end());
  clique.insert(std::upper_bound(clique.begin(), clique.end(), v), v);
  return clique;
}

bool Contains(const Variables& whole, const Variables& part) {
  return std::includes(whole.begin(), whole.end(), part.begin(), part.end());
}

std::vector<Variables> MaximalCliques(Graph graph) {
  std::vector<Variables> cliques;
  std::vector<bool> gone(graph.size());
  for (size_t i = 0; i < graph.size(); ++i) {
    const int v = NextToEliminate(graph, gone);
    gone[v] = true;
    Variables clique = Eliminate(&graph, v);
    // A later clique never contains an earlier one: the earlier holds a variable that is gone.
    const bool contained = std::any_of(cliques.begin(), cliques.end(),
                                       [&](const auto& c) { return Contains(c, clique); });
    if (!contained) cliques.push_back(std::move(clique));
  }
  if (cliques.empty()) cliques.emplace_back();  // a level that nothing is known of
  return cliques;
}

Variables Common(const Variables& a, const Variables& b) {
  Variables common;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(common));
  return common;
}

CliqueTree::Clique Joined(const Variables& clique, const Variables& parent, int parent_index) {
  CliqueTree::Clique joined;
  joined.variables = Common(clique, parent);
  joined.separator_size = static_cast<int>(joined.variables.size());
  joined.parent = parent_index;
  std::set_difference(clique.begin(), clique.end(), parent.begin(), parent.end(),
                      std::back_inserter(joined.variables));
  return joined;
}

// Prim's algorithm on the size of the separators, from the largest clique.
CliqueTree SpanningTree(std::vector<Variables> cliques) {
  std::stable_sort(cliques.begin(), cliques.end(),
                   [](const auto& a, const auto& b) { return a.size() > b.size(); });
  CliqueTree tree;
  std::vector<int> order;  // index into `cliques` of each clique of the tree
  std::vector<bool> in_tree(cliques.size());
  while (order.size() < cliques.size()) {
    int best = 0, best_parent = -1, best_size = -1;
    for (size_t c = 0; c < cliques.size(); ++c) {
      if (in_tree[c]) continue;
      for (size_t p = 0; p < order.size(); ++p) {
        const int size = static_cast<int>(Common(cliques[c], cliques[order[p]]).size());
        if (size > best_size) {
          std::tie(best, best_parent, best_size) = std::tuple<int, int, int>(c, p, size);
        }
      }
    }
    const Variables none;
    tree.cliques.push_back(
        Joined(cliques[best], best_parent < 0 ? none : cliques[order[best_parent]], best_parent));
    in_tree[best] = true;
    order.push_back(best);
  }
  return tree;
}

}  // namespace

CliqueTree BuildCliqueTree(int variables, const std::vector<std::vector<int>>& groups) {
  return SpanningTree(MaximalCliques(Moralise(variables, groups)));
}

int64_t InferenceCost(const CliqueTree& tree) {
  constexpr int64_t kMost = int64_t{1} << 62;
  int64_t cost = 0;
  for (const auto& clique : tree.cliques) {
    if (clique.variables.size() >= 50) return kMost;
    cost += int64_t{1} << clique.variables.size();
  }
  return std::min(cost, kMost);
}

}  // namespace pcsp::diagnosis

#include "services/registry/domain/graph/succession.h"

#include <algorithm>
#include <map>
#include <set>

namespace pcsp::registry {
namespace {

// Depth and parents of `from` added to those of `to`.
void Join(const TreeNode& from, TreeNode& to) {
  to.depth = std::min(to.depth, from.depth);
  for (const TreeNode::Parent& parent : from.parents) {
    if (std::find(to.parents.begin(), to.parents.end(), parent) == to.parents.end()) {
      to.parents.push_back(parent);
    }
  }
}

}  // namespace

std::vector<int> SuccessorsOf(const Graph& graph, int organisation, Date day) {
  std::set<int> ends, seen = {organisation};
  std::vector<int> queue = {organisation};
  for (size_t next = 0; next < queue.size(); ++next) {
    bool passed_on = false;
    for (const Graph::Link& link : graph.Above(queue[next])) {
      if (link.kind != RelationshipKind::kSucceededBy || !link.period.Contains(day)) continue;
      passed_on = true;
      if (seen.insert(link.organisation).second) queue.push_back(link.organisation);
    }
    if (!passed_on) ends.insert(queue[next]);
  }
  // Nothing succeeds itself; should the data say so all the same, nothing gets lost.
  if (ends.empty()) return {organisation};
  return {ends.begin(), ends.end()};
}

std::vector<RollUpNode> AsNow(const Graph& graph, const std::vector<TreeNode>& then, Date today) {
  std::map<int, RollUpNode> now;
  for (const TreeNode& member : then) {
    for (int successor : SuccessorsOf(graph, member.organisation, today)) {
      const auto [found, fresh] = now.try_emplace(successor);
      RollUpNode& roll_up = found->second;
      if (fresh) {
        roll_up.node = member;
        roll_up.node.organisation = successor;
      } else {
        Join(member, roll_up.node);
      }
      roll_up.formerly.push_back(member.organisation);
    }
  }
  std::vector<RollUpNode> nodes;
  for (auto& [successor, roll_up] : now) {
    std::sort(roll_up.formerly.begin(), roll_up.formerly.end());
    if (roll_up.formerly == std::vector<int>{successor}) roll_up.formerly.clear();
    nodes.push_back(std::move(roll_up));
  }
  return nodes;
}

}  // namespace pcsp::registry

#include "services/registry/domain/graph/tree.h"

#include <algorithm>
#include <array>

namespace pcsp::registry {
namespace {

constexpr int kNotReached = -1;

// Walks the graph as it is on one day.
class Walk {
 public:
  Walk(const Graph& graph, const TreeQuery& query) : graph_(graph), query_(query) {
    followed_.fill(query.relationships.empty());
    for (RelationshipKind kind : query.relationships) followed_[static_cast<int>(kind)] = true;
    followed_[static_cast<int>(RelationshipKind::kSucceededBy)] = false;
    wanted_.fill(query.kinds.empty());
    for (OrganisationKind kind : query.kinds) wanted_[static_cast<int>(kind)] = true;
  }

  bool Exists(int organisation) const { return ExistsOn(graph_.at(organisation), query_.day); }
  bool Wanted(int organisation) const {
    return wanted_[static_cast<int>(graph_.at(organisation).kind)];
  }
  // Whether there is a step over the link on the day.
  bool Leads(const Graph::Link& link) const {
    return followed_[static_cast<int>(link.kind)] && link.period.Contains(query_.day) &&
           Exists(link.organisation);
  }

  // The fewest steps from any of `starts` to each organisation, down or up; kNotReached elsewhere.
  std::vector<int> Depths(const std::vector<int>& starts, bool down) const {
    std::vector<int> depths(graph_.size(), kNotReached), queue;
    for (int start : starts) {
      if (Exists(start) && depths[start] == kNotReached) {
        depths[start] = 0;
        queue.push_back(start);
      }
    }
    for (size_t next = 0; next < queue.size(); ++next) {
      const int at = queue[next];
      if (query_.max_depth > 0 && depths[at] == query_.max_depth) break;
      for (const Graph::Link& link : down ? graph_.Below(at) : graph_.Above(at)) {
        if (depths[link.organisation] != kNotReached || !Leads(link)) continue;
        depths[link.organisation] = depths[at] + 1;
        queue.push_back(link.organisation);
      }
    }
    return depths;
  }

  // The nearest wanted organisations above, of those that were reached.
  std::vector<TreeNode::Parent> Parents(int organisation, const std::vector<int>& depths) const {
    std::vector<TreeNode::Parent> parents;
    for (const Graph::Link& link : graph_.Above(organisation)) {
      if (depths[link.organisation] == kNotReached || !Leads(link)) continue;
      AddNearest(link.organisation, link.kind, depths, parents);
    }
    std::sort(parents.begin(), parents.end(), [](const auto& a, const auto& b) {
      return a.organisation != b.organisation ? a.organisation < b.organisation : a.kind < b.kind;
    });
    parents.erase(std::unique(parents.begin(), parents.end()), parents.end());
    return parents;
  }

 private:
  // `organisation` itself if it is wanted, else those above it. What was added by this same step
  // is not added again, so that the walk ends on any graph.
  void AddNearest(int organisation, RelationshipKind kind, const std::vector<int>& depths,
                  std::vector<TreeNode::Parent>& parents) const {
    if (Wanted(organisation)) {
      parents.push_back({organisation, kind});
      return;
    }
    std::vector<int> between = {organisation};
    for (size_t next = 0; next < between.size(); ++next) {
      for (const Graph::Link& link : graph_.Above(between[next])) {
        if (depths[link.organisation] == kNotReached || !Leads(link)) continue;
        if (Wanted(link.organisation)) {
          parents.push_back({link.organisation, kind});
        } else if (std::find(between.begin(), between.end(), link.organisation) == between.end()) {
          between.push_back(link.organisation);
        }
      }
    }
  }

  const Graph& graph_;
  const TreeQuery& query_;
  std::array<bool, static_cast<int>(RelationshipKind::kSucceededBy) + 1> followed_;
  std::array<bool, static_cast<int>(OrganisationKind::kTeam) + 1> wanted_;
};

// The wanted organisations that were reached, in the order of their ids.
std::vector<TreeNode> Reached(const Graph& graph, const Walk& walk, const std::vector<int>& depths,
                              bool with_parents) {
  std::vector<TreeNode> nodes;
  for (int i = 0; i < graph.size(); ++i) {
    if (depths[i] == kNotReached || !walk.Wanted(i)) continue;
    TreeNode& node = nodes.emplace_back();
    node.organisation = i;
    node.depth = depths[i];
    if (with_parents) node.parents = walk.Parents(i, depths);
  }
  return nodes;
}

void SortByDepth(std::vector<TreeNode>& nodes) {
  std::stable_sort(nodes.begin(), nodes.end(),
                   [](const TreeNode& a, const TreeNode& b) { return a.depth < b.depth; });
}

void Remove(std::vector<TreeNode>& nodes, int organisation) {
  std::erase_if(nodes, [&](const TreeNode& node) { return node.organisation == organisation; });
}

}  // namespace

bool ExistsOn(const GraphOrganisation& organisation, Date day) {
  return organisation.life.Contains(day) && !(organisation.status == OrganisationStatus::kClosed &&
                                              organisation.life.last == kUntilFurtherNotice);
}

std::vector<TreeNode> TreeBelow(const Graph& graph, const std::vector<int>& roots,
                                const TreeQuery& query) {
  const Walk walk(graph, query);
  std::vector<TreeNode> nodes = Reached(graph, walk, walk.Depths(roots, true), true);
  SortByDepth(nodes);
  return nodes;
}

std::vector<int> RootsOn(const Graph& graph, const TreeQuery& query) {
  const Walk walk(graph, query);
  std::vector<int> roots;
  for (int i = 0; i < graph.size(); ++i) {
    const auto above = graph.Above(i);
    if (walk.Exists(i) && std::none_of(above.begin(), above.end(),
                                       [&](const auto& link) { return walk.Leads(link); })) {
      roots.push_back(i);
    }
  }
  return roots;
}

std::vector<TreeNode> AncestorsOf(const Graph& graph, int organisation, const TreeQuery& query) {
  const Walk walk(graph, query);
  std::vector<TreeNode> nodes = Reached(graph, walk, walk.Depths({organisation}, false), false);
  Remove(nodes, organisation);
  SortByDepth(nodes);
  return nodes;
}

std::vector<TreeNode> DescendantsOf(const Graph& graph, int organisation, const TreeQuery& query) {
  const Walk walk(graph, query);
  std::vector<TreeNode> nodes = Reached(graph, walk, walk.Depths({organisation}, true), true);
  Remove(nodes, organisation);
  return nodes;
}

}  // namespace pcsp::registry

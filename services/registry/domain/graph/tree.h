// Trees, ancestors, descendants: what belongs to what on one day, by way of the relationships asked
// for. An organisation counts while it is in business; one that has closed, or is not open yet,
// neither appears nor leads to others. Succession is no belonging and is never followed here.
#pragma once

#include <string>
#include <vector>

#include "services/registry/domain/graph/graph.h"

namespace pcsp::registry {

// What is asked of the graph.
struct TreeQuery {
  Date day;
  std::vector<OrganisationKind> kinds;          // in the answer; empty: all
  std::vector<RelationshipKind> relationships;  // followed; empty: all
  int max_depth = 0;                            // at most so many steps; 0: any number
};

// An organisation in an answer.
struct TreeNode {
  struct Parent {
    int organisation;
    RelationshipKind kind;

    bool operator==(const Parent&) const = default;
  };

  int organisation = -1;
  int depth = 0;  // fewest steps from where the question began
  // The nearest above it that are in the answer too, by id; what is between has another kind than
  // was asked for. The kind is that of the step that leaves this organisation.
  std::vector<Parent> parents;
};

// True while the organisation is in business: the one rule for lists, trees and searches.
bool ExistsOn(const GraphOrganisation& organisation, Date day);

// What is below each of `roots` and they themselves, if of a kind asked for; by depth, then id.
// Roots that do not exist on the day are left out with all that is below them alone.
std::vector<TreeNode> TreeBelow(const Graph& graph, const std::vector<int>& roots,
                                const TreeQuery& query);

// Those that exist on the day with nothing above them that does.
std::vector<int> RootsOn(const Graph& graph, const TreeQuery& query);

// What is above the organisation and not it itself; by depth, then id. Without parents.
std::vector<TreeNode> AncestorsOf(const Graph& graph, int organisation, const TreeQuery& query);

// What is below the organisation and not it itself; by id.
std::vector<TreeNode> DescendantsOf(const Graph& graph, int organisation, const TreeQuery& query);

}  // namespace pcsp::registry

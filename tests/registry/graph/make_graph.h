// Small graphs for tests, written down briefly.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "services/registry/domain/graph/graph.h"
#include "services/registry/domain/graph/tree.h"

namespace pcsp::registry {

inline GraphOrganisation Node(std::string id, OrganisationKind kind = OrganisationKind::kPractice,
                              Period life = {},
                              OrganisationStatus status = OrganisationStatus::kActive) {
  GraphOrganisation organisation;
  organisation.id = std::move(id);
  organisation.kind = kind;
  organisation.display_name = "Organisation";
  organisation.life = life;
  organisation.status = status;
  return organisation;
}

// Ids of nodes, with their depth if that is wanted: "sg 1".
inline std::vector<std::string> IdsOf(const Graph& graph, const std::vector<TreeNode>& nodes,
                                      bool with_depth = false) {
  std::vector<std::string> ids;
  for (const TreeNode& node : nodes) {
    ids.push_back(graph.at(node.organisation).id);
    if (with_depth) ids.back() += " " + std::to_string(node.depth);
  }
  return ids;
}

}  // namespace pcsp::registry

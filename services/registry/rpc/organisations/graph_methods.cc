#include "services/registry/rpc/organisations/graph_methods.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/status_macros.h"
#include "services/registry/domain/errors.h"
#include "services/registry/domain/graph/succession.h"
#include "services/registry/domain/graph/tree.h"
#include "services/registry/rpc/convert.h"
#include "services/registry/rpc/requests.h"

namespace pcsp::registry {
namespace {

// Adds the kinds of relationships that `request` follows to `query`.
template <typename Request>
void ReadRelationshipKinds(const Request& request, TreeQuery& query, Violations& violations) {
  for (int i = 0; i < request.relationship_kinds_size(); ++i) {
    const std::string field = absl::StrCat("relationship_kinds[", i, "]");
    const RelationshipKind kind = FromProto(field, request.relationship_kinds(i), violations);
    if (request.relationship_kinds(i) == v1::RELATIONSHIP_KIND_UNSPECIFIED ||
        kind == RelationshipKind::kSucceededBy) {
      violations.Add(field, Word(kind), "COMMISSIONED_BY, SUPPORTED_BY, PARTNER_OF or PART_OF");
    }
    query.relationships.push_back(kind);
  }
}

TreeQuery QueryFrom(const rpc::Call& call, const v1::GetTreeRequest& request,
                    Violations& violations) {
  TreeQuery query;
  for (int i = 0; i < request.kinds_size(); ++i) {
    const std::string field = absl::StrCat("kinds[", i, "]");
    query.kinds.push_back(FromProto(field, request.kinds(i), violations));
    if (request.kinds(i) == v1::ORGANISATION_KIND_UNSPECIFIED) {
      violations.Add(field, "", "a kind; leave `kinds` empty for all");
    }
  }
  ReadRelationshipKinds(request, query, violations);
  query.day = DateFrom("as_of_date", request.as_of_date(), DayOf(call.now), violations);
  query.max_depth = request.max_depth();
  if (query.max_depth < 0) {
    violations.Add("max_depth", absl::StrCat(query.max_depth), "0 (for no limit) or more");
  }
  return query;
}

// The same for the lists of what stands above or below an organisation.
template <typename Request>
TreeQuery QueryFromList(const rpc::Call& call, const Request& request, Violations& violations) {
  TreeQuery query;
  const OrganisationKind kind = FromProto("kind", request.kind(), violations);
  if (kind != OrganisationKind::kUnspecified) query.kinds.push_back(kind);
  ReadRelationshipKinds(request, query, violations);
  query.day = DateFrom("as_of_date", request.as_of_date(), DayOf(call.now), violations);
  return query;
}

// What decides which organisations a list holds, for its page tokens.
template <typename Request>
std::vector<std::string> ArgumentsOf(absl::string_view method, const Request& request) {
  return {std::string(method), request.parent(), absl::StrCat(request.kind()),
          absl::StrJoin(request.relationship_kinds(), ","), request.as_of_date()};
}

absl::StatusOr<int> FindIn(const Graph& graph, const OrganisationId& id) {
  const int organisation = graph.Find(id.organisation);
  if (organisation < 0) return OrganisationNotFound(id.programme, id.organisation);
  return organisation;
}

// Writes organisations of one graph into messages.
class NodeWriter {
 public:
  NodeWriter(const std::string& programme, const Graph& graph)
      : prefix_(OrganisationName(programme, "")), graph_(graph) {}

  void Write(const TreeNode& node, v1::OrganisationNode* out) const {
    const GraphOrganisation& organisation = graph_.at(node.organisation);
    out->set_organisation(NameOf(node.organisation));
    out->set_kind(static_cast<v1::OrganisationKind>(organisation.kind));
    out->set_display_name(organisation.display_name);
    out->set_code(organisation.code);
    out->set_status(static_cast<v1::OrganisationStatus>(organisation.status));
    out->set_depth(node.depth);
    for (const TreeNode::Parent& parent : node.parents) {
      v1::OrganisationParent* above = out->add_parents();
      above->set_organisation(NameOf(parent.organisation));
      above->set_relationship_kind(static_cast<v1::RelationshipKind>(parent.kind));
    }
  }

  void Write(const RollUpNode& roll_up, v1::OrganisationNode* out) const {
    Write(roll_up.node, out);
    for (int organisation : roll_up.formerly) out->add_formerly(NameOf(organisation));
  }

  const std::string& IdOf(const TreeNode& node) const { return graph_.at(node.organisation).id; }

 private:
  std::string NameOf(int organisation) const {
    return absl::StrCat(prefix_, graph_.at(organisation).id);
  }

  const std::string prefix_;
  const Graph& graph_;
};

// The roll-up of `then` that changes nothing.
std::vector<RollUpNode> AsThen(std::vector<TreeNode> then) {
  std::vector<RollUpNode> nodes;
  nodes.reserve(then.size());
  for (TreeNode& node : then) nodes.push_back({std::move(node), {}});
  return nodes;
}

}  // namespace

absl::StatusOr<v1::Tree> GraphMethods::GetTree(const rpc::Call& call,
                                               const v1::GetTreeRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  const std::string root = OrganisationOf(programme, "root", request.root(), violations);
  const TreeQuery query = QueryFrom(call, request, violations);
  RETURN_IF_ERROR(violations.ToStatus());

  ASSIGN_OR_RETURN(const auto snapshot, store_->SnapshotOf(programme));
  const Graph& graph = snapshot->graph();
  std::vector<int> roots;
  if (root.empty()) {
    roots = RootsOn(graph, query);
  } else {
    ASSIGN_OR_RETURN(const int organisation, FindIn(graph, {programme, root}));
    roots.push_back(organisation);
  }
  const std::vector<TreeNode> nodes = TreeBelow(graph, roots, query);
  if (nodes.size() > limits_.nodes) return TreeTooLarge(nodes.size());

  v1::Tree tree;
  tree.set_as_of_date(FormatDate(query.day));
  tree.set_revision(snapshot->revision());
  tree.mutable_nodes()->Reserve(static_cast<int>(nodes.size()));
  const NodeWriter writer(programme, graph);
  for (const TreeNode& node : nodes) writer.Write(node, tree.add_nodes());
  if (tree.ByteSizeLong() > limits_.bytes) return TreeTooLarge(nodes.size());
  return tree;
}

absl::StatusOr<v1::ListAncestorsResponse> GraphMethods::ListAncestors(
    const rpc::Call& call, const v1::ListAncestorsRequest& request) const {
  const std::vector<std::string> arguments = ArgumentsOf("ListAncestors", request);
  Violations violations;
  const OrganisationId id = OrganisationFrom("parent", request.parent(), violations);
  const TreeQuery query = QueryFromList(call, request, violations);
  const Page page =
      PageFrom(request.page_size(), request.page_token(), *tokens_, arguments, violations);
  RETURN_IF_ERROR(violations.ToStatus());

  ASSIGN_OR_RETURN(const auto snapshot, store_->SnapshotOf(id.programme));
  const Graph& graph = snapshot->graph();
  ASSIGN_OR_RETURN(const int organisation, FindIn(graph, id));
  const NodeWriter writer(id.programme, graph);
  int after_depth = 0;
  // Nothing in the list is as near as the organisation itself.
  if (!absl::SimpleAtoi(page.After(0), &after_depth)) after_depth = 0;
  const std::pair after(after_depth, page.After(1));
  v1::ListAncestorsResponse reply;
  reply.set_revision(snapshot->revision());
  std::pair<int, std::string> last;
  for (const TreeNode& node : AncestorsOf(graph, organisation, query)) {
    std::pair place(node.depth, writer.IdOf(node));
    if (place <= after) continue;
    if (reply.ancestors_size() == page.size) {
      reply.set_next_page_token(
          tokens_->Encode({absl::StrCat(last.first), last.second}, arguments));
      break;
    }
    writer.Write(node, reply.add_ancestors());
    last = std::move(place);
  }
  return reply;
}

absl::StatusOr<v1::ListDescendantsResponse> GraphMethods::ListDescendants(
    const rpc::Call& call, const v1::ListDescendantsRequest& request) const {
  std::vector<std::string> arguments = ArgumentsOf("ListDescendants", request);
  arguments.push_back(absl::StrCat(request.basis()));
  Violations violations;
  const OrganisationId id = OrganisationFrom("parent", request.parent(), violations);
  const TreeQuery query = QueryFromList(call, request, violations);
  if (!v1::RollUpBasis_IsValid(request.basis())) {
    violations.Add("basis", absl::StrCat(request.basis()), "AS_THEN or AS_NOW");
  }
  const Page page =
      PageFrom(request.page_size(), request.page_token(), *tokens_, arguments, violations);
  RETURN_IF_ERROR(violations.ToStatus());

  ASSIGN_OR_RETURN(const auto snapshot, store_->SnapshotOf(id.programme));
  const Graph& graph = snapshot->graph();
  ASSIGN_OR_RETURN(const int organisation, FindIn(graph, id));
  std::vector<TreeNode> then = DescendantsOf(graph, organisation, query);
  const std::vector<RollUpNode> nodes = request.basis() == v1::ROLL_UP_BASIS_AS_NOW
                                            ? AsNow(graph, then, DayOf(call.now))
                                            : AsThen(std::move(then));
  const NodeWriter writer(id.programme, graph);
  v1::ListDescendantsResponse reply;
  reply.set_revision(snapshot->revision());
  std::string last = page.After(0);
  for (const RollUpNode& node : nodes) {
    if (writer.IdOf(node.node) <= last) continue;
    if (reply.descendants_size() == page.size) {
      reply.set_next_page_token(tokens_->Encode({last}, arguments));
      break;
    }
    writer.Write(node, reply.add_descendants());
    last = writer.IdOf(node.node);
  }
  return reply;
}

}  // namespace pcsp::registry

// pcspctl organisation tree, ancestors, descendants
#include <functional>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/status_macros.h"
#include "gateway/cli/organisation/commands.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using registry::v1::OrganisationKind;
using registry::v1::OrganisationNode;
using registry::v1::RelationshipKind;
using Nodes = google::protobuf::RepeatedPtrField<OrganisationNode>;
using Stub = registry::v1::RegistryService::Stub;

struct GraphFlags {
  std::string id, as_of;
  OrganisationKind kind = registry::v1::ORGANISATION_KIND_UNSPECIFIED;
  std::vector<OrganisationKind> kinds;
  std::vector<RelationshipKind> relationships;
  int depth = 0;
  bool as_now = false;
};

// Nodes as people draw a tree: each below one of its parents, the one that is deepest itself.
class Drawing {
 public:
  explicit Drawing(const Nodes& nodes) {
    absl::flat_hash_map<std::string, int> depths;
    for (const OrganisationNode& node : nodes) depths[node.organisation()] = node.depth();
    for (const OrganisationNode& node : nodes) {
      std::string above;
      for (const auto& parent : node.parents()) {
        if (above.empty() || depths[parent.organisation()] > depths[above]) {
          above = parent.organisation();
        }
      }
      below_[above].push_back(&node);
    }
  }

  // Calls `draw` for each node with the steps by which it is indented.
  void Draw(const std::function<void(const OrganisationNode&, int)>& draw) {
    DrawBelow("", 0, draw);
  }

 private:
  void DrawBelow(const std::string& above, int steps,
                 const std::function<void(const OrganisationNode&, int)>& draw) {
    // Taken out, so that every node is drawn once.
    for (const OrganisationNode* node : std::exchange(below_[above], {})) {
      draw(*node, steps);
      DrawBelow(node->organisation(), steps + 1, draw);
    }
  }

  absl::flat_hash_map<std::string, std::vector<const OrganisationNode*>> below_;
};

std::string ParentsOf(const OrganisationNode& node) {
  return absl::StrJoin(node.parents(), ", ", [](std::string* out, const auto& parent) {
    absl::StrAppend(out, InWords(parent.relationship_kind()), " ", IdOf(parent.organisation()));
  });
}

Table TreeTable(const Nodes& nodes, Format format) {
  Table table({"ORGANISATION", "KIND", "NAME", "CODE", "STATUS", "DEPTH", "BELONGS TO"});
  Drawing(nodes).Draw([&](const OrganisationNode& node, int steps) {
    const std::string indent(format == Format::kTable ? 2 * steps : 0, ' ');
    table.Add({indent + IdOf(node.organisation()), InWords(node.kind()), node.display_name(),
               node.code(), InWords(node.status()), absl::StrCat(node.depth()), ParentsOf(node)});
  });
  return table;
}

Table ListTable(const Nodes& nodes) {
  Table table(
      {"ORGANISATION", "KIND", "NAME", "CODE", "STATUS", "DEPTH", "BELONGS TO", "FORMERLY"});
  for (const OrganisationNode& node : nodes) {
    table.Add({IdOf(node.organisation()), InWords(node.kind()), node.display_name(), node.code(),
               InWords(node.status()), absl::StrCat(node.depth()), ParentsOf(node),
               absl::StrJoin(node.formerly(), ", ", [](std::string* out, const std::string& name) {
                 out->append(IdOf(name));
               })});
  }
  return table;
}

absl::Status Tree(Session& session, const GraphFlags& flags) {
  registry::v1::GetTreeRequest request;
  request.set_parent(session.ProgrammeName());
  request.set_root(session.NameOf("organisations", flags.id));
  for (const OrganisationKind kind : flags.kinds) request.add_kinds(kind);
  for (const RelationshipKind kind : flags.relationships) request.add_relationship_kinds(kind);
  request.set_as_of_date(flags.as_of);
  request.set_max_depth(flags.depth);
  ASSIGN_OR_RETURN(const auto tree, gateway::Ask(*session.clients().registry, &Stub::GetTree,
                                                 request, session.deadline()));
  Print(session.format, TreeTable(tree.nodes(), session.format), tree);
  return absl::OkStatus();
}

// What the requests of both lists have in common.
template <typename Request>
Request ListRequest(const Session& session, const GraphFlags& flags) {
  Request request;
  request.set_parent(session.NameOf("organisations", flags.id));
  request.set_kind(flags.kind);
  for (const RelationshipKind kind : flags.relationships) request.add_relationship_kinds(kind);
  request.set_as_of_date(flags.as_of);
  return request;
}

absl::Status Ancestors(Session& session, const GraphFlags& flags) {
  registry::v1::ListAncestorsResponse all;
  RETURN_IF_ERROR(gateway::EachPage(*session.clients().registry, &Stub::ListAncestors,
                                    ListRequest<registry::v1::ListAncestorsRequest>(session, flags),
                                    absl::Seconds(session.timeout_seconds),
                                    [&all](const auto& page) { all.MergeFrom(page); }));
  all.clear_next_page_token();
  Print(session.format, ListTable(all.ancestors()), all);
  return absl::OkStatus();
}

absl::Status Descendants(Session& session, const GraphFlags& flags) {
  auto request = ListRequest<registry::v1::ListDescendantsRequest>(session, flags);
  request.set_basis(flags.as_now ? registry::v1::ROLL_UP_BASIS_AS_NOW
                                 : registry::v1::ROLL_UP_BASIS_AS_THEN);
  registry::v1::ListDescendantsResponse all;
  RETURN_IF_ERROR(gateway::EachPage(*session.clients().registry, &Stub::ListDescendants, request,
                                    absl::Seconds(session.timeout_seconds),
                                    [&all](const auto& page) { all.MergeFrom(page); }));
  all.clear_next_page_token();
  Print(session.format, ListTable(all.descendants()), all);
  return absl::OkStatus();
}

void SetUpCommon(Command command, GraphFlags& flags) {
  AddWords(command, "--by", flags.relationships, RelationshipKinds(),
           "Only by way of these relationships, such as part-of,supported-by")
      .PartedBy(',');
  command.AddOption("--as-of", flags.as_of, "As on this date, yyyy-mm-dd; today if not given");
}

void SetUpTree(Command command, GraphFlags& flags) {
  command.AddOption("root", flags.id, "Where it begins; the whole programme if not given");
  AddWords(command, "--kind", flags.kinds, OrganisationKinds(),
           "Only these kinds, such as steering-group,practice")
      .PartedBy(',');
  command.AddOption("--depth", flags.depth, "At most so many steps down");
  SetUpCommon(command, flags);
}

void SetUpList(Command command, GraphFlags& flags) {
  command.AddOption("id", flags.id, "Id or full name, such as a81044").Required();
  AddWord(command, "--kind", flags.kind, OrganisationKinds(), "Only this kind");
  SetUpCommon(command, flags);
}

void SetUpDescendants(Command command, GraphFlags& flags) {
  SetUpList(command, flags);
  command.AddFlag("--as-now", flags.as_now,
                  "Name what they have become since by mergers and splits");
}

}  // namespace

void AddGraphCommands(Command noun, Session& session) {
  AddCommand(noun, session, "tree", "What belongs to what on a day", SetUpTree, Tree);
  AddCommand(noun, session, "ancestors", "What an organisation belongs to, nearest first",
             SetUpList, Ancestors);
  AddCommand(noun, session, "descendants", "What belongs to an organisation, however far below",
             SetUpDescendants, Descendants);
}

}  // namespace pcsp::cli

#include "services/assessments/rpc/disclosure/site_group.h"

#include <numeric>
#include <string>
#include <utility>

namespace pcsp::assessments {
namespace {

// A steering group of several whole systems, which counts as released in its turn.
std::optional<Population> Straddling(const WaveDisclosure& disclosure,
                                     absl::string_view organisation) {
  std::vector<std::vector<int>> none;
  const auto& groups = disclosure.tree().straddling;
  for (size_t i = 0; i < groups.size(); ++i) {
    if (groups[i].id != organisation) continue;
    return Population{.disclosure = &disclosure,
                      .nodes = groups[i].sites,
                      .verdict = disclosure.VerdictOfStraddling(static_cast<int>(i))};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Population> FindGroup(const WaveResults& results, Level level,
                                    absl::string_view organisation) {
  if (!results.disclosures.contains(level)) return std::nullopt;
  const WaveDisclosure& disclosure = results.DisclosureOf(level);
  const Hierarchy& tree = disclosure.tree();
  int node = organisation.empty() ? 0 : tree.Find(NodeKind::kSteeringGroup, organisation);
  if (node < 0) node = tree.Find(NodeKind::kWholeSystem, organisation);
  if (node < 0) return Straddling(disclosure, organisation);
  return Population{.disclosure = &disclosure,
                    .nodes = {node},
                    .verdict = disclosure.VerdictOf(node),
                    .node = node};
}

int GroupSize::people() const { return std::accumulate(roster.begin(), roster.end(), 0); }

GroupSize SizeOf(const Population& population) {
  const Hierarchy& tree = population.disclosure->tree();
  GroupSize size;
  std::vector<int> open = population.nodes;
  for (int node : open) {
    for (int g = 0; g < kStaffGroups; ++g) size.roster[g] += tree.nodes[node].roster[g];
  }
  while (!open.empty()) {
    const Node& node = tree.nodes[open.back()];
    if (tree.IsSite(open.back())) size.sites.push_back(&node);
    open.pop_back();
    open.insert(open.end(), node.children.begin(), node.children.end());
  }
  return size;
}

SiteFigures FiguresOf(const WaveResults& results, Level level, const Population& population,
                      Detail detail) {
  const Hierarchy& tree = population.disclosure->tree();
  if (population.node >= 0) {
    const GroupFigures& groups = results.groups.at(level);
    return groups.kinds.at(tree.nodes[population.node].kind)
        ->Figures(groups.place[population.node], detail);
  }
  SiteStatistics total;
  for (int node : population.nodes) total += results.answers[tree.nodes[node].site - 1];
  std::vector<SiteInput> inputs;
  inputs.push_back({"", SizeOf(population).people(), std::move(total)});
  return WaveFigures(results.levels.at(level)->instrument(), std::move(inputs)).Figures(0, detail);
}

}  // namespace pcsp::assessments

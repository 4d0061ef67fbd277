#include "services/assessments/rpc/disclosure/convert_groups.h"

#include <algorithm>
#include <numeric>
#include <string>

#include "services/assessments/domain/errors.h"

namespace pcsp::assessments {
namespace {

std::vector<int> NodesOf(const WaveResults& results, const WaveDisclosure& disclosure,
                         const std::vector<int>& numbers) {
  std::vector<int> nodes;
  for (int number : numbers) {
    nodes.push_back(disclosure.NodeOf(results.frozen->sites[number - 1]));
  }
  return nodes;
}

// A count of the sites and people of a group, which no answer enters.
void SetSize(const Hierarchy& tree, const Population& population, pb::GroupResults* message) {
  int sites = 0, people = 0;
  std::vector<int> open = population.nodes;
  for (int node : open) {
    people += std::accumulate(tree.nodes[node].roster.begin(), tree.nodes[node].roster.end(), 0);
  }
  while (!open.empty()) {
    const int node = open.back();
    open.pop_back();
    if (tree.IsSite(node)) ++sites;
    open.insert(open.end(), tree.nodes[node].children.begin(), tree.nodes[node].children.end());
  }
  message->set_site_count(sites);
  message->set_headcount(people);
}

pb::GroupResults Message(const WaveResults& results, Level level, absl::string_view organisation,
                         const Population& population) {
  pb::GroupResults message;
  const WaveName& wave = results.wave.name;
  message.set_wave(wave.ToString());
  if (!organisation.empty()) {
    message.set_organisation(
        OrganisationName{wave.programme, std::string(organisation)}.ToString());
  }
  message.set_level(ToProto(level));
  message.set_instrument(results.levels.at(level)->instrument().name());
  message.set_evidence_revision(results.wave.evidence_revision);
  SetSize(population.disclosure->tree(), population, &message);
  message.set_suppression(ToProto(population.verdict.respondents[kWholeTeam]));
  return message;
}

void SetFigures(const WaveFigures& all, size_t place, const Population& population, bool full,
                pb::GroupResults* message) {
  const SiteFigures figures = all.Figures(place, full ? Detail::kItems : Detail::kProfile);
  const Band respondents = population.count(figures.respondents);
  message->set_respondents(respondents.low);
  message->set_respondents_most(respondents.high);
  AddConstructs(all.instrument(), population, figures, message->mutable_constructs());
  if (full) AddItems(all.instrument(), population, figures, message->mutable_items());
}

// Sites that make no group of the hierarchy.
pb::GroupResults PutTogether(const WaveResults& results, Level level,
                             absl::string_view organisation, const Population& population,
                             bool full) {
  pb::GroupResults message = Message(results, level, organisation, population);
  if (message.suppression() != pb::SUPPRESSION_UNSPECIFIED) return message;
  SiteStatistics total;
  for (int node : population.nodes) {
    total += results.answers[population.disclosure->tree().nodes[node].site - 1];
  }
  std::vector<SiteInput> inputs;
  inputs.push_back({std::string(organisation), message.headcount(), std::move(total)});
  const WaveFigures figures(results.levels.at(level)->instrument(), std::move(inputs));
  SetFigures(figures, 0, population, full, &message);
  return message;
}

std::vector<std::vector<int>> GroupsOfNodes(const WaveResults& results,
                                            const WaveDisclosure& disclosure,
                                            const std::vector<std::vector<int>>& groups) {
  std::vector<std::vector<int>> nodes;
  for (const auto& group : groups) nodes.push_back(NodesOf(results, disclosure, group));
  return nodes;
}

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

absl::StatusOr<pb::GroupResults> ToGroupResults(const WaveResults& results, Level level,
                                                absl::string_view organisation, bool full) {
  if (!results.disclosures.contains(level)) return GroupResultsNotFound(organisation);
  const WaveDisclosure& disclosure = results.DisclosureOf(level);
  const Hierarchy& tree = disclosure.tree();
  int node = organisation.empty() ? 0 : tree.Find(NodeKind::kSteeringGroup, organisation);
  if (node < 0) node = tree.Find(NodeKind::kWholeSystem, organisation);
  if (node < 0) {
    const auto population = Straddling(disclosure, organisation);
    if (!population) return GroupResultsNotFound(organisation);
    return PutTogether(results, level, organisation, *population, full);
  }
  const Population population = {.disclosure = &disclosure,
                                 .nodes = {node},
                                 .verdict = disclosure.VerdictOf(node),
                                 .node = node};
  pb::GroupResults message = Message(results, level, organisation, population);
  if (message.suppression() != pb::SUPPRESSION_UNSPECIFIED) return message;
  const GroupFigures& groups = results.groups.at(level);
  SetFigures(*groups.kinds.at(tree.nodes[node].kind), groups.place[node], population, full,
             &message);
  return message;
}

GroupVerdict VerdictOn(const WaveResults& results, Level level,
                       const std::vector<std::vector<int>>& groups) {
  const WaveDisclosure& disclosure = results.DisclosureOf(level);
  return disclosure.Release(GroupsOfNodes(results, disclosure, groups));
}

pb::GroupResults ToReleasedResults(const WaveResults& results, Level level,
                                   const std::vector<std::vector<int>>& groups, bool full) {
  const WaveDisclosure& disclosure = results.DisclosureOf(level);
  return PutTogether(results, level, "",
                     {.disclosure = &disclosure,
                      .nodes = NodesOf(results, disclosure, groups.back()),
                      .verdict = VerdictOn(results, level, groups)},
                     full);
}

}  // namespace pcsp::assessments

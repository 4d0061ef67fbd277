#include "services/assessments/rpc/disclosure/convert_groups.h"

#include <string>

#include "services/assessments/domain/comparison/result_sentences.h"
#include "services/assessments/domain/errors.h"
#include "services/assessments/rpc/disclosure/site_group.h"

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
  const GroupSize size = SizeOf(population);
  message.set_site_count(static_cast<int>(size.sites.size()));
  message.set_headcount(size.people());
  message.set_suppression(ToProto(population.verdict.respondents[kWholeTeam]));
  return message;
}

pb::GroupResults ResultsOf(const WaveResults& results, Level level, absl::string_view organisation,
                           const Population& population, bool full) {
  pb::GroupResults message = Message(results, level, organisation, population);
  if (message.suppression() != pb::SUPPRESSION_UNSPECIFIED) return message;
  const Instrument& instrument = results.levels.at(level)->instrument();
  const SiteFigures figures =
      FiguresOf(results, level, population, full ? Detail::kItems : Detail::kProfile);
  const Band respondents = population.count(figures.respondents);
  message.set_respondents(respondents.low);
  message.set_respondents_most(respondents.high);
  message.set_sentence(AnsweredSentence(respondents, message.headcount(), message.site_count()));
  AddConstructs(*results.levels.at(level), population, figures, message.mutable_constructs());
  if (full) AddItems(instrument, population, figures, message.mutable_items());
  return message;
}

std::vector<std::vector<int>> GroupsOfNodes(const WaveResults& results,
                                            const WaveDisclosure& disclosure,
                                            const std::vector<std::vector<int>>& groups) {
  std::vector<std::vector<int>> nodes;
  for (const auto& group : groups) nodes.push_back(NodesOf(results, disclosure, group));
  return nodes;
}

}  // namespace

absl::StatusOr<pb::GroupResults> ToGroupResults(const WaveResults& results, Level level,
                                                absl::string_view organisation, bool full) {
  const auto population = FindGroup(results, level, organisation);
  if (!population) return GroupResultsNotFound(organisation);
  return ResultsOf(results, level, organisation, *population, full);
}

GroupVerdict VerdictOn(const WaveResults& results, Level level,
                       const std::vector<std::vector<int>>& groups) {
  const WaveDisclosure& disclosure = results.DisclosureOf(level);
  return disclosure.Release(GroupsOfNodes(results, disclosure, groups));
}

pb::GroupResults ToReleasedResults(const WaveResults& results, Level level,
                                   const std::vector<std::vector<int>>& groups, bool full) {
  const WaveDisclosure& disclosure = results.DisclosureOf(level);
  return ResultsOf(results, level, "",
                   {.disclosure = &disclosure,
                    .nodes = NodesOf(results, disclosure, groups.back()),
                    .verdict = VerdictOn(results, level, groups)},
                   full);
}

}  // namespace pcsp::assessments

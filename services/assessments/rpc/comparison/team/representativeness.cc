// GetRepresentativeness.
#include "common/base/status_macros.h"
#include "services/assessments/rpc/comparison/cells.h"
#include "services/assessments/rpc/comparison/comparison_methods.h"
#include "services/assessments/rpc/comparison/team/convert_turnout.h"
#include "services/assessments/rpc/results/convert_results.h"

namespace pcsp::assessments {
namespace {

// The staff groups of a team that answered, each a part of the figure.
Outgoing GroupsOf(const WaveResults& results, const WaveSite& site, const GroupMeans& groups) {
  Outgoing outgoing;
  for (const SiteMean& group : groups) {
    if (group.people > 0) Add(results, site, static_cast<int64_t>(group.people), &outgoing);
  }
  return outgoing;
}

// The weighted score weighs the means of staff groups by the roster: beside the plain mean it is a
// second equation in them, so it needs that they may be told apart, and is as coarse as they are.
void AddScores(const WaveResults& results, const WaveSite& site, const SiteDetails& details,
               const LevelDetails& level, v1::Representativeness* message) {
  for (const auto& [word, construct] : kConstructWords) {
    const int c = static_cast<int>(construct);
    auto* added = message->add_scores();
    added->set_construct(ToProto(construct));
    const Cell cell = CellOf(results, site, construct);
    const Hidden why =
        cell.why != Hidden::kShown ? cell.why : WhyNotInGroups(results, site, construct);
    added->set_suppression(ToProto(why));
    if (why != Hidden::kShown) continue;
    const Estimate answered = HowSiteWorks(cell.mean, results.FiguresOf(site).pool(construct));
    const auto exact =
        RoleWeightedScore(details.groups[c], site.headcount, answered, level.groups[c]);
    if (!exact) continue;
    Outgoing team;
    Add(results, site, static_cast<int64_t>(cell.mean.people), &team);
    SetWeighted(answered, *exact, team, GroupsOf(results, site, details.groups[c]), added);
  }
}

void AddItems(const WaveResults& results, const WaveSite& site, bool whole_team,
              v1::Representativeness* message) {
  const WaveFigures& level = results.FiguresOf(site);
  const Instrument& instrument = level.instrument();
  const SiteFigures figures = level.Figures(results.PlaceOf(site), Detail::kItems);
  for (size_t i = 0; i < figures.items.size(); ++i) {
    if (!instrument.ScaleOf(instrument.items[i]).ordered()) continue;
    const ItemCell cell = CellOf(results, site, static_cast<int>(i));
    auto* added = message->add_items();
    added->set_item(instrument.items[i].code);
    added->set_suppression(ToProto(cell.why));
    const auto& draws = figures.items[i].agreement.draws;
    if (cell.why != Hidden::kShown) continue;
    Outgoing outgoing;
    Add(results, site, Answers(cell.scored), &outgoing);
    SetUnderstanding(draws ? &*draws : nullptr, outgoing, whole_team, added);
  }
}

}  // namespace

absl::StatusOr<v1::Representativeness> ComparisonMethods::GetRepresentativeness(
    const rpc::Call&, const v1::GetRepresentativenessRequest& request) {
  ASSIGN_OR_RETURN(const Found found, Find(request.name()));
  const auto& [results, site] = found;
  v1::Representativeness message;
  message.set_name(request.name());
  const WaveDisclosure& disclosure = results->DisclosureOf(site->level);
  const int node = disclosure.NodeOf(*site);
  message.set_suppression(ToProto(disclosure.Respondents(node)));
  if (message.suppression() != v1::SUPPRESSION_UNSPECIFIED) return message;
  ASSIGN_OR_RETURN(const auto details, details_.Get(*results));
  const SiteDetails& team = details->sites[site->number - 1];
  const Band respondents = disclosure.Count(node, StatisticsOf(*results, *site).respondents);
  message.set_headcount(site->people());
  message.set_respondents(respondents.low);
  message.set_respondents_most(respondents.high);
  const Turnout turnout{site->headcount, team.respondents};
  const auto r = RepresentativenessOf(turnout, kFewestJudged);
  if (r) {
    SetTurnout(*r, respondents, &message);
    const Population population{.disclosure = &disclosure,
                                .nodes = {node},
                                .verdict = disclosure.VerdictOf(node),
                                .node = node};
    AddStaffGroups(population, turnout, &message);
    SetEvenness(*r, &message);
    AddScores(*results, *site, team, details->levels.at(site->level), &message);
  } else {
    SetNoRoster(&message);
  }
  AddItems(*results, *site, r && r->whole_team, &message);
  return message;
}

}  // namespace pcsp::assessments

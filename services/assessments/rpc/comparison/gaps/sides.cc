#include "services/assessments/rpc/comparison/gaps/sides.h"

#include "absl/strings/str_cat.h"
#include "services/assessments/domain/comparison/sentences.h"
#include "services/assessments/rpc/disclosure/site_group.h"

namespace pcsp::assessments {
namespace {

void AddConstruct(const WaveResults& results, const WaveSite& site, Construct construct,
                  SideCell* side) {
  const Cell cell = CellOf(results, site, construct);
  if (side->why != Hidden::kShown) side->why = cell.why;
  if (cell.why != Hidden::kShown) return;
  Add(results, site, static_cast<int64_t>(cell.mean.people), &side->outgoing);
  side->scores.push_back(HowSiteWorks(cell.mean, results.FiguresOf(site).pool(construct)));
}

void AddItem(const WaveResults& results, const WaveSite& site, int item, SideCell* side) {
  const ItemCell cell = CellOf(results, site, item);
  if (side->why != Hidden::kShown) side->why = cell.why;
  side->scored.resize(cell.scored.size());
  if (cell.why != Hidden::kShown) return;
  Add(results, site, Answers(cell.scored), &side->outgoing);
  for (size_t k = 0; k < cell.scored.size(); ++k) side->scored[k] += cell.scored[k];
}

// Why a group does not show what it shows with `why`; with nobody in it, it is hidden as well.
SideCell CellOf(const Population& population, Hidden why, int64_t people, int least) {
  const Hidden all = population.verdict.respondents[kWholeTeam];
  SideCell cell{
      .why = all != Hidden::kShown ? all : why, .outgoing = {}, .scores = {}, .scored = {}};
  if (cell.why == Hidden::kShown && people < least) cell.why = Hidden::kBelowMinimum;
  if (cell.why == Hidden::kShown) cell.outgoing.Add(population, people);
  return cell;
}

}  // namespace

void AddSite(const WaveResults& results, const WaveSite& site, Side* side) {
  side->instrument = &results.FiguresOf(site).instrument();
  side->items.resize(side->instrument->items.size());
  side->sites += StatisticsOf(results, site).respondents > 0;
  for (const auto& [word, construct] : kConstructWords) {
    AddConstruct(results, site, construct, &side->constructs[static_cast<int>(construct)]);
  }
  for (size_t i = 0; i < side->items.size(); ++i) {
    AddItem(results, site, static_cast<int>(i), &side->items[i]);
  }
}

Side OneSite(const WaveResults& results, const WaveSite& site) {
  Side side{.words = WordsOf(site.level), .organisation = NameOf(results, site.organisation)};
  AddSite(results, site, &side);
  return side;
}

Side OneGroup(const WaveResults& results, Level level, const Population& population) {
  const SiteFigures figures = FiguresOf(results, level, population, Detail::kProfile);
  Side side{.words = absl::StrCat("group of ", WordsOf(level), "s"),
            .organisation = "",
            .instrument = &results.levels.at(level)->instrument(),
            .sites = static_cast<int>(SizeOf(population).sites.size()),
            .constructs = {},
            .items = {}};
  for (const auto& [word, construct] : kConstructWords) {
    const auto c = static_cast<size_t>(construct);
    const ConstructFigures& said = figures.constructs[c];
    side.constructs[c] =
        CellOf(population, population.verdict.constructs[c][kWholeTeam], said.people, 1);
    if (side.constructs[c].why == Hidden::kShown) {
      side.constructs[c].scores = {said.how_site_works};
    }
  }
  for (size_t i = 0; i < figures.items.size(); ++i) {
    const std::vector<int32_t>& scored = figures.items[i].scored;
    side.items.push_back(CellOf(population, population.verdict.items[i], Answers(scored),
                                results.wave.min_group_size));
    side.items.back().scored = scored;
  }
  return side;
}

}  // namespace pcsp::assessments

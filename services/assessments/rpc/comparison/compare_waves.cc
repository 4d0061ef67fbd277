// CompareWaves.
#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "services/assessments/domain/comparison/change.h"
#include "services/assessments/domain/comparison/sentences.h"
#include "services/assessments/domain/errors.h"
#include "services/assessments/rpc/comparison/cells.h"
#include "services/assessments/rpc/comparison/comparison_methods.h"
#include "services/assessments/rpc/convert_results.h"

namespace pcsp::assessments {
namespace {

v1::ChangeVerdict ToProto(ChangeWord word) {
  switch (word) {
    case ChangeWord::kImproved:
      return v1::CHANGE_VERDICT_IMPROVED;
    case ChangeWord::kProbablyImproved:
      return v1::CHANGE_VERDICT_PROBABLY_IMPROVED;
    case ChangeWord::kCannotTell:
      return v1::CHANGE_VERDICT_CANNOT_TELL;
    case ChangeWord::kAboutTheSame:
      return v1::CHANGE_VERDICT_ABOUT_THE_SAME;
    case ChangeWord::kProbablyWorse:
      return v1::CHANGE_VERDICT_PROBABLY_WORSE;
    case ChangeWord::kWorse:
      return v1::CHANGE_VERDICT_WORSE;
    case ChangeWord::kUnknown:
      break;
  }
  return v1::CHANGE_VERDICT_UNSPECIFIED;
}

std::string Capital(std::string words) {
  words[0] = absl::ascii_toupper(words[0]);
  return words;
}

// A level that answered the same instrument in both waves, and its sites in either.
struct LevelPair {
  Level level;
  const WaveResults& before;
  const WaveResults& after;
  const WaveFigures& first;
  const WaveFigures& second;
  std::vector<std::pair<const WaveSite*, const WaveSite*>> sites;  // null: not in that wave
};

LevelPair PairUp(const WaveResults& before, const WaveResults& after, Level level) {
  LevelPair pair{level, before, after, *before.levels.at(level), *after.levels.at(level), {}};
  std::map<std::string, std::pair<const WaveSite*, const WaveSite*>> sites;
  for (const WaveSite& site : before.frozen->sites) {
    if (site.level == level) sites[site.organisation].first = &site;
  }
  for (const WaveSite& site : after.frozen->sites) {
    if (site.level == level) sites[site.organisation].second = &site;
  }
  for (const auto& [organisation, both] : sites) pair.sites.push_back(both);
  return pair;
}

// What every site says of one thing in both waves, what may not be shown or compared left out.
struct Compared {
  std::vector<SitePair> means;
  std::vector<Hidden> why;
  std::vector<Outgoing> before, after;
};

// A site that is in both waves; or in one of them (the other is null).
using PairOfSite = std::function<std::pair<Cell, Cell>(const WaveSite*, const WaveSite*)>;

Compared CompareSites(const LevelPair& level, const PairOfSite& cells) {
  Compared compared;
  for (const auto& [first, second] : level.sites) {
    const auto [before, after] = cells(first, second);
    compared.means.push_back({before.mean, after.mean});
    compared.why.push_back(after.why != Hidden::kShown ? after.why : before.why);
    Outgoing& out_before = compared.before.emplace_back();
    Outgoing& out_after = compared.after.emplace_back();
    if (compared.why.back() != Hidden::kShown) continue;
    Add(level.before, *first, static_cast<int64_t>(before.mean.people), &out_before);
    Add(level.after, *second, static_cast<int64_t>(after.mean.people), &out_after);
  }
  return compared;
}

// Neither wave enters anything else if the two may not be compared.
void KeepApart(Hidden why, std::pair<Cell, Cell>& cells) {
  if (why == Hidden::kOverlap && cells.first.why == Hidden::kShown &&
      cells.second.why == Hidden::kShown) {
    cells.first = cells.second = Cell{.why = why, .mean = {}};
  }
}

PairOfSite ConstructOf(const LevelPair& level, Construct construct) {
  return [&level, construct](const WaveSite* first, const WaveSite* second) {
    std::pair<Cell, Cell> cells;
    if (first != nullptr) cells.first = CellOf(level.before, *first, construct);
    if (second != nullptr) cells.second = CellOf(level.after, *second, construct);
    if (first == nullptr || second == nullptr) return cells;
    KeepApart(WhyNotCompared({level.before, *first}, {level.after, *second}, construct), cells);
    return cells;
  };
}

Cell ItemMean(const WaveResults& results, const WaveSite* site, int item) {
  if (site == nullptr) return {};
  const ItemCell cell = CellOf(results, *site, item);
  return {cell.why, ToSiteMean(cell.scored)};
}

PairOfSite ItemOf(const LevelPair& level, int before, int after) {
  return [&level, before, after](const WaveSite* first, const WaveSite* second) {
    std::pair cells(ItemMean(level.before, first, before), ItemMean(level.after, second, after));
    const int least = std::max(level.before.wave.min_group_size, level.after.wave.min_group_size);
    const bool covered = ChangeIsCovered(static_cast<int64_t>(cells.first.mean.people),
                                         static_cast<int64_t>(cells.second.mean.people), least);
    const bool overlap = level.after.DisclosureOf(level.level).rules().overlap;
    KeepApart(covered || !overlap ? Hidden::kShown : Hidden::kOverlap, cells);
    return cells;
  };
}

Change RoundedChange(Change change, const Outgoing& before, const Outgoing& after) {
  const double step = std::max(before.step(), after.step());
  const double share = step > 0 ? .01 : 0;
  const auto score = [step](double x) { return Rounded(std::clamp(x, 0.0, 100.0), step); };
  change.score = {score(change.score.first), score(change.score.second)};
  for (double* x : {&change.difference, &change.low, &change.high}) *x = Rounded(*x, step);
  for (double* p : {&change.p_improved, &change.p_improved_by, &change.p_worse_by}) {
    *p = Rounded(*p, share);
  }
  const bool plain = before.exact() && before.plain() && after.exact() && after.plain();
  if (!plain) change.reliable_change.reset();
  if (change.reliable_change) *change.reliable_change = Rounded(*change.reliable_change, step);
  return change;
}

void SetChange(const std::string& subject, const Change& exact, const Outgoing& before,
               const Outgoing& after, v1::ScoreChange* message) {
  const Change change = RoundedChange(exact, before, after);
  message->set_respondents_before(before.count().low);
  message->set_respondents_before_most(before.count().high);
  message->set_respondents_after(after.count().low);
  message->set_respondents_after_most(after.count().high);
  message->set_score_before(change.score.first);
  message->set_score_after(change.score.second);
  message->set_difference(change.difference);
  SetInterval(change.low, change.high, message->mutable_interval());
  message->set_improved_probability(change.p_improved);
  message->set_improved_by_5_probability(change.p_improved_by);
  message->set_worse_by_5_probability(change.p_worse_by);
  if (change.reliable_change) message->set_reliable_change(*change.reliable_change);
  message->set_verdict(ToProto(change.word));
  message->set_sentence(SentenceOf(subject, change));
}

// `site` is an index into the sites of the level.
void SetSite(const std::string& subject, const Compared& sites, size_t site,
             v1::ScoreChange* message) {
  if (sites.why[site] != Hidden::kShown) {
    message->set_suppression(ToProto(sites.why[site]));
    return;
  }
  SetChange(subject, ChangeOf(sites.means[site], EstimateChangePool(sites.means)),
            sites.before[site], sites.after[site], message);
}

void SetProgramme(const std::string& subject, const Compared& sites, v1::ScoreChange* message) {
  const ChangePool pool = EstimateChangePool(sites.means);
  const auto change = ProgrammeChange(sites.means, pool);
  if (!change) {
    message->set_suppression(
        ToProto(sites.why.empty() ? Hidden::kBelowMinimum : sites.why.front()));
    return;
  }
  int improved = 0, worse = 0;
  Outgoing before, after;
  for (size_t i = 0; i < sites.means.size(); ++i) {
    if (!sites.means[i].both()) continue;
    before.Add(sites.before[i]);
    after.Add(sites.after[i]);
    const ChangeWord word = ChangeOf(sites.means[i], pool).word;
    improved += word == ChangeWord::kImproved;
    worse += word == ChangeWord::kWorse;
  }
  message->set_sites(pool.sites);
  message->set_sites_improved(improved);
  message->set_sites_worse(worse);
  SetChange(subject, *change, before, after, message);
}

void SetOne(const std::string& subject, const LevelPair& level, const PairOfSite& cells,
            std::optional<size_t> site, v1::ScoreChange* message) {
  const Compared sites = CompareSites(level, cells);
  if (site) {
    SetSite(subject, sites, *site, message);
  } else {
    SetProgramme(subject, sites, message);
  }
}

void AddConstructs(const LevelPair& level, std::optional<size_t> site, v1::LevelChange* message) {
  for (const auto& [word, construct] : kConstructWords) {
    v1::ScoreChange* added = message->add_constructs();
    added->set_construct(ToProto(construct));
    SetOne(Capital(WordsOf(construct)), level, ConstructOf(level, construct), site, added);
  }
}

// Items that can be compared: the same code, asked the same way round on as many steps.
void AddItems(const LevelPair& level, std::optional<size_t> site, v1::LevelChange* message) {
  const Instrument& before = level.first.instrument();
  const Instrument& after = level.second.instrument();
  for (size_t i = 0; i < after.items.size(); ++i) {
    const Item& item = after.items[i];
    const auto found = before.item_index.find(item.code);
    if (found == before.item_index.end()) continue;
    const Item& old = before.items[found->second];
    if (!after.ScaleOf(item).ordered()) continue;
    if (old.reverse != item.reverse || before.ScaleOf(old).steps() != after.ScaleOf(item).steps()) {
      continue;
    }
    v1::ScoreChange* added = message->add_items();
    if (item.construct) added->set_construct(ToProto(*item.construct));
    added->set_item(item.code);
    SetOne(absl::StrCat("Item ", item.code), level,
           ItemOf(level, found->second, static_cast<int>(i)), site, added);
  }
}

void AddLevel(const WaveResults& before, const WaveResults& after, Level level,
              const std::string& organisation, bool items, v1::WaveComparison* message) {
  const LevelPair pair = PairUp(before, after, level);
  std::optional<size_t> site;
  for (size_t i = 0; i < pair.sites.size() && !organisation.empty(); ++i) {
    const WaveSite* const known = pair.sites[i].second ? pair.sites[i].second : pair.sites[i].first;
    if (known->organisation == organisation) site = i;
  }
  if (!organisation.empty() && !site) return;
  v1::LevelChange* added = message->add_levels();
  added->set_level(ToProto(level));
  added->set_instrument_before(pair.first.instrument().name());
  added->set_instrument_after(pair.second.instrument().name());
  AddConstructs(pair, site, added);
  if (items) AddItems(pair, site, added);
}

// The levels that answered the same instrument in both waves; its versions may differ.
std::vector<Level> SharedLevels(const WaveResults& before, const WaveResults& after) {
  std::vector<Level> shared;
  for (const auto& [level, figures] : after.levels) {
    const auto other = before.levels.find(level);
    if (other != before.levels.end() &&
        other->second->instrument().id == figures->instrument().id) {
      shared.push_back(level);
    }
  }
  return shared;
}

}  // namespace

absl::StatusOr<v1::WaveComparison> ComparisonMethods::CompareWaves(
    const rpc::Call&, const v1::CompareWavesRequest& request) {
  Violations violations;
  const WaveName name = WaveNameFrom("name", request.name(), violations);
  const WaveName baseline = BaselineFrom(name, request.baseline(), violations);
  const auto organisation = ParseOrganisationName(request.organisation());
  if (!request.organisation().empty() &&
      (!organisation || organisation->programme != name.programme)) {
    violations.Add("organisation", request.organisation(), "the name of a site of this programme");
  }
  if (!v1::ResultsView_IsValid(request.view())) {
    violations.Add("view", absl::StrCat(request.view()), "BASIC or FULL");
  }
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(const auto after, results_->Get(name));
  ASSIGN_OR_RETURN(const auto before, results_->Get(baseline));
  const std::string site = organisation ? organisation->organisation : "";
  if (organisation && !after->frozen->Find(site) && !before->frozen->Find(site)) {
    return SiteResultsNotFound(request.organisation());
  }
  v1::WaveComparison comparison;
  comparison.set_name(request.name());
  comparison.set_baseline(request.baseline());
  comparison.set_organisation(request.organisation());
  for (Level level : SharedLevels(*before, *after)) {
    AddLevel(*before, *after, level, site, request.view() != v1::RESULTS_VIEW_BASIC, &comparison);
  }
  if (comparison.levels().empty()) return WavesNotComparable(request.name(), request.baseline());
  return comparison;
}

}  // namespace pcsp::assessments

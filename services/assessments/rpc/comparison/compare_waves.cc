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
#include "services/assessments/rpc/comparison/shown.h"
#include "services/assessments/rpc/convert.h"

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
  const WaveResults& before;
  const WaveResults& after;
  const WaveFigures& first;
  const WaveFigures& second;
  std::vector<std::pair<const WaveSite*, const WaveSite*>> sites;  // null: not in that wave
};

LevelPair PairUp(const WaveResults& before, const WaveResults& after, Level level) {
  LevelPair pair{before, after, *before.levels.at(level), *after.levels.at(level), {}};
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

// What every site says of one thing, cells that may not be shown left out of both waves.
using MeanOfSite = std::function<SiteMean(const WaveFigures&, const SiteStatistics&)>;
std::vector<SitePair> Means(const LevelPair& level, const MeanOfSite& before,
                            const MeanOfSite& after) {
  std::vector<SitePair> means;
  for (const auto& [first, second] : level.sites) {
    SitePair& pair = means.emplace_back();
    if (first != nullptr) {
      pair.before =
          ShownMean(level.before.wave, before(level.first, StatisticsOf(level.before, *first)));
    }
    if (second != nullptr) {
      pair.after =
          ShownMean(level.after.wave, after(level.second, StatisticsOf(level.after, *second)));
    }
  }
  return means;
}

void SetChange(const std::string& subject, const Change& change, v1::ScoreChange* message) {
  message->set_score_before(std::clamp(change.score.first, 0.0, 100.0));
  message->set_score_after(std::clamp(change.score.second, 0.0, 100.0));
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
void SetSite(const std::string& subject, const std::vector<SitePair>& means, size_t site,
             v1::ScoreChange* message) {
  if (!means[site].both()) {
    message->set_suppression(v1::SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE);
    return;
  }
  message->set_respondents_before(static_cast<int>(means[site].before.people));
  message->set_respondents_after(static_cast<int>(means[site].after.people));
  SetChange(subject, ChangeOf(means[site], EstimateChangePool(means)), message);
}

void SetProgramme(const std::string& subject, const std::vector<SitePair>& means,
                  v1::ScoreChange* message) {
  const ChangePool pool = EstimateChangePool(means);
  const auto change = ProgrammeChange(means, pool);
  if (!change) {
    message->set_suppression(v1::SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE);
    return;
  }
  double before = 0, after = 0;
  int improved = 0, worse = 0;
  for (const SitePair& site : means) {
    if (!site.both()) continue;
    before += site.before.people;
    after += site.after.people;
    const ChangeWord word = ChangeOf(site, pool).word;
    improved += word == ChangeWord::kImproved;
    worse += word == ChangeWord::kWorse;
  }
  message->set_respondents_before(static_cast<int>(before));
  message->set_respondents_after(static_cast<int>(after));
  message->set_sites(pool.sites);
  message->set_sites_improved(improved);
  message->set_sites_worse(worse);
  SetChange(subject, *change, message);
}

void SetOne(const std::string& subject, const std::vector<SitePair>& means,
            std::optional<size_t> site, v1::ScoreChange* message) {
  if (site) {
    SetSite(subject, means, *site, message);
  } else {
    SetProgramme(subject, means, message);
  }
}

void AddConstructs(const LevelPair& level, std::optional<size_t> site, v1::LevelChange* message) {
  for (const auto& [word, construct] : kConstructWords) {
    const MeanOfSite mean = [construct = construct](const WaveFigures& figures,
                                                    const SiteStatistics& statistics) {
      return MeanOf(figures, statistics, construct);
    };
    v1::ScoreChange* added = message->add_constructs();
    added->set_construct(ToProto(construct));
    SetOne(Capital(WordsOf(construct)), Means(level, mean, mean), site, added);
  }
}

MeanOfSite ItemMean(int item) {
  return [item](const WaveFigures& figures, const SiteStatistics& statistics) {
    return ToSiteMean(ScoredCounts(figures, statistics, item));
  };
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
    SetOne(absl::StrCat("Item ", item.code),
           Means(level, ItemMean(found->second), ItemMean(static_cast<int>(i))), site, added);
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

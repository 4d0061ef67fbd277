#include "services/assessments/rpc/results/wave_results.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "services/assessments/domain/disclosure/told.h"
#include "services/assessments/domain/errors.h"

namespace pcsp::assessments {
namespace {

// A national wave takes about 40 MB, most of it what disclosure control counts.
constexpr size_t kMostResults = 4;
// Of a national wave they take less than 1 MB.
constexpr size_t kMostTurnouts = 64;
constexpr int kMostWaves = 10'000;  // of a programme

bool SameAnswers(const Wave& a, const Wave& b) {
  return a.key == b.key && a.evidence_revision == b.evidence_revision;
}

// Answers that were final, and so could be seen, before those of `wave` were.
bool IsEarlier(const Wave& other, const Wave& wave) {
  return other.evidence_revision > 0 &&
         std::pair(other.close_time, other.key) < std::pair(wave.close_time, wave.key);
}

// What is not shown must not show in the scores of others either: they are drawn to the mean. Nor
// may what is shown roughly show there as it is.
SiteStatistics Shown(const WaveDisclosure& disclosure, const Instrument& instrument,
                     const WaveSite& site, SiteStatistics statistics) {
  const int node = disclosure.NodeOf(site);
  if (disclosure.Respondents(node) != Hidden::kShown) return {};
  const StatisticsPlan plan(instrument);
  for (int c = 0; c < kConstructs; ++c) {
    const auto construct = static_cast<Construct>(c);
    ConstructSums& sums = statistics.constructs[c];
    if (disclosure.OfConstruct(node, construct) != Hidden::kShown) {
      sums = {};
    } else if (disclosure.IsRough(node)) {
      sums = RoughSums(sums, plan.unit(construct), plan.steps(construct));
    }
  }
  for (size_t i = 0; i < instrument.items.size(); ++i) {
    const int item = static_cast<int>(i);
    if (disclosure.OfEvidence(node, item) != Hidden::kShown) plan.ClearItem(item, statistics);
  }
  return statistics;
}

GroupFigures GroupsOf(const Instrument& instrument, const WaveDisclosure& disclosure,
                      const std::vector<SiteStatistics>& answers) {
  const std::vector<Node>& nodes = disclosure.tree().nodes;
  std::vector<SiteStatistics> totals(nodes.size());
  for (size_t i = nodes.size(); i-- > 1;) {
    if (nodes[i].site > 0) totals[i] = answers[nodes[i].site - 1];
    totals[nodes[i].parent] += totals[i];
  }
  GroupFigures groups;
  groups.place.resize(nodes.size());
  std::map<NodeKind, std::vector<SiteInput>> inputs;
  for (size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].kind == NodeKind::kSite) continue;
    auto& kind = inputs[nodes[i].kind];
    groups.place[i] = kind.size();
    const int people = std::accumulate(nodes[i].roster.begin(), nodes[i].roster.end(), 0);
    kind.push_back({nodes[i].id, people, std::move(totals[i])});
  }
  for (auto& [kind, input] : inputs) {
    groups.kinds[kind] = std::make_unique<WaveFigures>(instrument, std::move(input));
  }
  return groups;
}

}  // namespace

absl::StatusOr<std::shared_ptr<const WaveResults>> WaveResultsCache::Get(const WaveName& name) {
  ASSIGN_OR_RETURN(const Wave wave, store_->GetWave(name));
  RETURN_IF_ERROR(HasResults(wave));
  {
    absl::MutexLock lock(&mutex_);
    const auto it = std::find_if(recent_.begin(), recent_.end(), [&](const auto& results) {
      return SameAnswers(results->wave, wave);
    });
    if (it != recent_.end()) {
      recent_.splice(recent_.begin(), recent_, it);
      return recent_.front();
    }
  }
  // Two callers may both compute it; that costs time and harms nothing.
  ASSIGN_OR_RETURN(auto results, Compute(wave));
  absl::MutexLock lock(&mutex_);
  recent_.push_front(results);
  if (recent_.size() > kMostResults) recent_.pop_back();
  return results;
}

absl::StatusOr<std::vector<SiteAnswers>> WaveResultsCache::Count(const WaveResults& results) {
  const std::vector<WaveSite>& sites = results.frozen->sites;
  std::map<Level, StatisticsPlan> plans;
  for (const WaveSite& site : sites) {
    if (plans.contains(site.level)) continue;
    const Instrument* instrument = InstrumentFor(results.wave, site.level, *catalogue_);
    if (instrument == nullptr) return InstrumentNotFound(results.wave.name.ToString());
    plans.emplace(site.level, *instrument);
  }
  std::vector<SiteAnswers> answers(sites.size());
  RETURN_IF_ERROR(
      store_->ScanAnswers(results.wave, [&](int number, StaffGroup group, absl::string_view row) {
        if (number < 1 || number > static_cast<int>(sites.size())) return;
        SiteStatistics& own = answers[number - 1].groups[static_cast<int>(group) - 1];
        plans.at(sites[number - 1].level).Add(row, own);
      }));
  RETURN_IF_ERROR(CountEarlier(results, answers));
  return answers;
}

absl::StatusOr<WaveResultsCache::TurnoutsOfWave> WaveResultsCache::TurnoutsIn(
    const Wave& wave, const FrozenWave& frozen) {
  {
    absl::MutexLock lock(&mutex_);
    for (const KnownTurnouts& known : turnouts_) {
      if (std::pair(known.wave_key, known.evidence_revision) ==
          std::pair(wave.key, wave.evidence_revision)) {
        return known.turnouts;
      }
    }
  }
  ASSIGN_OR_RETURN(std::vector<Turnouts> counted, CountTurnouts(wave, frozen));
  auto turnouts = std::make_shared<const std::vector<Turnouts>>(std::move(counted));
  absl::MutexLock lock(&mutex_);
  turnouts_.push_front({wave.key, wave.evidence_revision, turnouts});
  if (turnouts_.size() > kMostTurnouts) turnouts_.pop_back();
  return turnouts;
}

absl::StatusOr<std::vector<Turnouts>> WaveResultsCache::CountTurnouts(
    const Wave& wave, const FrozenWave& frozen) const {
  std::map<Level, StatisticsPlan> plans;
  std::set<Level> known;
  for (const WaveSite& site : frozen.sites) {
    if (!known.insert(site.level).second) continue;
    const Instrument* const instrument = InstrumentFor(wave, site.level, *catalogue_);
    if (instrument != nullptr) plans.emplace(site.level, *instrument);
  }
  std::vector<std::array<SiteStatistics, kStaffGroups>> answers(frozen.sites.size());
  RETURN_IF_ERROR(
      store_->ScanAnswers(wave, [&](int number, StaffGroup group, absl::string_view row) {
        if (number < 1 || number > static_cast<int>(answers.size())) return;
        SiteStatistics& own = answers[number - 1][static_cast<int>(group) - 1];
        const auto plan = plans.find(frozen.sites[number - 1].level);
        // Without its instrument nothing is known but that somebody answered.
        plan == plans.end() ? void(++own.respondents) : plan->second.Add(row, own);
      }));
  std::vector<Turnouts> turnouts;
  turnouts.reserve(answers.size());
  for (const auto& groups : answers) turnouts.push_back(TurnoutsOf(groups));
  return turnouts;
}

absl::Status WaveResultsCache::CountEarlier(const WaveResults& results,
                                            std::vector<SiteAnswers>& answers) {
  ASSIGN_OR_RETURN(const std::vector<Wave> waves,
                   store_->ListWaves(results.wave.name.programme, "", kMostWaves));
  for (const Wave& wave : waves) {
    if (!IsEarlier(wave, results.wave)) continue;
    ASSIGN_OR_RETURN(const auto frozen, frozen_->Load(wave.name));
    ASSIGN_OR_RETURN(const TurnoutsOfWave turnouts, TurnoutsIn(wave, *frozen));
    std::set<Level> levels;
    for (const WaveSite& site : frozen->sites) levels.insert(site.level);
    for (const WaveSite& now : results.frozen->sites) {
      if (!levels.contains(now.level)) continue;
      const WaveSite* const then = frozen->Find(now.organisation);
      const bool same = then != nullptr && then->level == now.level;
      answers[now.number - 1].earlier.push_back(same ? (*turnouts)[then->number - 1] : Turnouts());
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::shared_ptr<const WaveResults>> WaveResultsCache::Compute(const Wave& wave) {
  auto results = std::make_shared<WaveResults>();
  results->wave = wave;
  ASSIGN_OR_RETURN(results->frozen, frozen_->Load(wave.name));
  const std::vector<WaveSite>& sites = results->frozen->sites;
  ASSIGN_OR_RETURN(const std::vector<SiteAnswers> answers, Count(*results));
  for (const SiteAnswers& site : answers) results->answers.push_back(site.Total());

  ASSIGN_OR_RETURN(const std::vector<TeamConsensus> agreed, store_->ListTeamConsensus(wave));
  for (const TeamConsensus& consensus : agreed) results->consensus[consensus.site] = consensus;

  std::map<Level, std::vector<SiteInput>> inputs;
  results->place.resize(sites.size());
  for (size_t i = 0; i < sites.size(); ++i) {
    const Instrument& instrument = *InstrumentFor(wave, sites[i].level, *catalogue_);
    auto& disclosure = results->disclosures[sites[i].level];
    if (disclosure == nullptr) {
      disclosure =
          std::make_unique<WaveDisclosure>(instrument, sites, answers, wave.policy(), rules_);
      results->groups[sites[i].level] = GroupsOf(instrument, *disclosure, results->answers);
    }
    auto& level = inputs[sites[i].level];
    results->place[i] = level.size();
    level.push_back({sites[i].organisation, sites[i].people(),
                     Shown(*disclosure, instrument, sites[i], results->answers[i])});
  }
  for (auto& [level, input] : inputs) {
    results->levels[level] =
        std::make_unique<WaveFigures>(*InstrumentFor(wave, level, *catalogue_), std::move(input));
  }
  return std::shared_ptr<const WaveResults>(std::move(results));
}

}  // namespace pcsp::assessments

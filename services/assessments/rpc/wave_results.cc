#include "services/assessments/rpc/wave_results.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "services/assessments/domain/errors.h"

namespace pcsp::assessments {
namespace {

// A national wave takes about 10 MB.
constexpr size_t kMostResults = 4;

bool SameAnswers(const Wave& a, const Wave& b) {
  return a.key == b.key && a.evidence_revision == b.evidence_revision;
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

absl::StatusOr<std::shared_ptr<const WaveResults>> WaveResultsCache::Compute(const Wave& wave) {
  auto results = std::make_shared<WaveResults>();
  results->wave = wave;
  ASSIGN_OR_RETURN(results->frozen, frozen_->Load(wave.name));
  const std::vector<WaveSite>& sites = results->frozen->sites;

  std::map<Level, StatisticsPlan> plans;
  for (const WaveSite& site : sites) {
    if (plans.contains(site.level)) continue;
    const Instrument* instrument = InstrumentFor(wave, site.level, *catalogue_);
    if (instrument == nullptr) return InstrumentNotFound(absl::StrCat(wave.name.ToString()));
    plans.emplace(site.level, *instrument);
  }
  std::vector<SiteStatistics> statistics(sites.size());
  RETURN_IF_ERROR(store_->ScanResponses(wave, [&](int number, absl::string_view answers) {
    if (number < 1 || number > static_cast<int>(sites.size())) return;
    plans.at(sites[number - 1].level).Add(answers, statistics[number - 1]);
  }));

  ASSIGN_OR_RETURN(const std::vector<TeamConsensus> agreed, store_->ListTeamConsensus(wave));
  for (const TeamConsensus& consensus : agreed) results->consensus[consensus.site] = consensus;

  // What is not shown must not show in the scores of others either: they are drawn to the mean.
  for (SiteStatistics& site : statistics) {
    if (!MayBeShown(wave, static_cast<int>(site.respondents))) site = {};
  }

  std::map<Level, std::vector<SiteInput>> inputs;
  results->place.resize(sites.size());
  for (size_t i = 0; i < sites.size(); ++i) {
    auto& level = inputs[sites[i].level];
    results->place[i] = level.size();
    level.push_back({sites[i].organisation, sites[i].people(), std::move(statistics[i])});
  }
  for (auto& [level, input] : inputs) {
    results->levels[level] =
        std::make_unique<WaveFigures>(*InstrumentFor(wave, level, *catalogue_), std::move(input));
  }
  return std::shared_ptr<const WaveResults>(std::move(results));
}

}  // namespace pcsp::assessments

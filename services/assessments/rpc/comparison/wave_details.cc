#include "services/assessments/rpc/comparison/wave_details.h"

#include <algorithm>

#include "common/base/status_macros.h"

namespace pcsp::assessments {
namespace {

// A national wave takes about 6 MB.
constexpr size_t kMostDetails = 4;

bool SameAnswers(const Wave& a, const Wave& b) {
  return a.key == b.key && a.evidence_revision == b.evidence_revision;
}

using GroupStatistics = std::array<std::array<ConstructSums, kStaffGroups>, kConstructs>;

bool IsHidden(const WaveResults& results, const WaveSite& site) {
  const SiteInput& input = results.FiguresOf(site).sites()[results.PlaceOf(site)];
  return input.statistics.respondents == 0;  // also when results keep it out
}

std::array<GroupMeans, kConstructs> MeansOf(const GroupStatistics& sums,
                                            const StatisticsPlan& plan) {
  std::array<GroupMeans, kConstructs> means{};
  for (int c = 0; c < kConstructs; ++c) {
    const auto construct = static_cast<Construct>(c);
    for (int g = 0; g < kStaffGroups; ++g) {
      means[c][g] = ToSiteMean(sums[c][g], plan.unit(construct), plan.steps(construct));
    }
  }
  return means;
}

void EstimatePools(const std::vector<WaveSite>& sites, WaveDetails& details) {
  for (auto& [level, found] : details.levels) {
    for (int c = 0; c < kConstructs; ++c) {
      std::vector<GroupMeans> groups;
      for (const WaveSite& site : sites) {
        if (site.level == level) groups.push_back(details.sites[site.number - 1].groups[c]);
      }
      found.groups[c] = EstimateGroupPool(groups);
    }
  }
}

}  // namespace

absl::StatusOr<std::shared_ptr<const WaveDetails>> WaveDetailsCache::Get(
    const WaveResults& results) {
  {
    absl::MutexLock lock(&mutex_);
    const auto it = std::find_if(recent_.begin(), recent_.end(), [&](const auto& details) {
      return SameAnswers(details->wave, results.wave);
    });
    if (it != recent_.end()) {
      recent_.splice(recent_.begin(), recent_, it);
      return recent_.front();
    }
  }
  ASSIGN_OR_RETURN(auto details, Compute(results));
  absl::MutexLock lock(&mutex_);
  recent_.push_front(details);
  if (recent_.size() > kMostDetails) recent_.pop_back();
  return details;
}

absl::StatusOr<std::shared_ptr<const WaveDetails>> WaveDetailsCache::Compute(
    const WaveResults& results) {
  const std::vector<WaveSite>& sites = results.frozen->sites;
  auto details = std::make_shared<WaveDetails>();
  details->wave = results.wave;
  details->sites.resize(sites.size());
  for (const auto& [level, figures] : results.levels) {
    details->levels.emplace(level, figures->instrument());
  }
  std::vector<bool> hidden(sites.size());
  for (const WaveSite& site : sites) hidden[site.number - 1] = IsHidden(results, site);
  std::vector<GroupStatistics> sums(sites.size());
  const auto count = [&](int number, StaffGroup group, absl::string_view answers) {
    if (number < 1 || number > static_cast<int>(sites.size()) || hidden[number - 1]) return;
    const WaveSite& site = sites[number - 1];
    const int g = static_cast<int>(group) - 1;
    if (g < 0 || g >= kStaffGroups) return;
    LevelDetails& level = details->levels.at(site.level);
    level.plan.Add(answers, level.pairs);
    SiteStatistics one;
    results.FiguresOf(site).plan().Add(answers, one);
    ++details->sites[number - 1].respondents[g];
    for (int c = 0; c < kConstructs; ++c) sums[number - 1][c][g] += one.constructs[c];
  };
  RETURN_IF_ERROR(store_->ScanStaffGroups(results.wave, 0, count));
  for (const WaveSite& site : sites) {
    details->sites[site.number - 1].groups =
        MeansOf(sums[site.number - 1], results.FiguresOf(site).plan());
  }
  EstimatePools(sites, *details);
  return std::shared_ptr<const WaveDetails>(std::move(details));
}

}  // namespace pcsp::assessments

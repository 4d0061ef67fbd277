#include "services/assessments/rpc/comparison/wave_details.h"

#include <algorithm>
#include <string>

#include "common/base/status_macros.h"

namespace pcsp::assessments {
namespace {

// A national wave takes about 6 MB.
constexpr size_t kMostDetails = 4;

bool SameAnswers(const Wave& a, const Wave& b) {
  return a.key == b.key && a.evidence_revision == b.evidence_revision;
}

using GroupStatistics = std::array<std::array<ConstructSums, kStaffGroups>, kConstructs>;

// What may not be counted of a site.
struct Kept {
  bool site = false;       // nothing may
  std::vector<int> items;  // indices
};

Kept KeptOf(const WaveResults& results, const WaveSite& site) {
  const WaveDisclosure& disclosure = results.DisclosureOf(site.level);
  const int node = disclosure.NodeOf(site);
  Kept kept{.site = disclosure.Respondents(node) != Hidden::kShown, .items = {}};
  const int items = static_cast<int>(results.FiguresOf(site).instrument().items.size());
  for (int item = 0; item < items; ++item) {
    if (disclosure.OfEvidence(node, item) != Hidden::kShown) kept.items.push_back(item);
  }
  return kept;
}

std::string WithoutItems(absl::string_view row, const std::vector<int>& items) {
  std::string rest(row);
  for (int item : items) {
    if (item < static_cast<int>(rest.size())) rest[item] = kSkipped;
  }
  return rest;
}

// Of the staff groups that may be told apart.
GroupMeans MeansOf(const WaveResults& results, const WaveSite& site, Construct construct,
                   const std::array<ConstructSums, kStaffGroups>& sums) {
  GroupMeans means{};
  if (WhyNotInGroups(results, site, construct) != Hidden::kShown) return means;
  const WaveDisclosure& disclosure = results.DisclosureOf(site.level);
  const Quantity& quantity = disclosure.construct(construct);
  const Tallies& team = quantity.nodes[disclosure.NodeOf(site)];
  const StatisticsPlan& plan = results.FiguresOf(site).plan();
  for (int g = 0; g < kStaffGroups; ++g) {
    const auto part = static_cast<Part>(1 << g);
    if (!PartShown(team, quantity.threshold, part, disclosure.rules())) continue;
    means[g] = ToSiteMean(sums[g], plan.unit(construct), plan.steps(construct));
  }
  return means;
}

void AddItems(const WaveResults& results, const WaveSite& site, LevelDetails& level) {
  for (size_t i = 0; i < level.items.size(); ++i) {
    auto& [all, outgoing] = level.items[i];
    const ItemCell cell = CellOf(results, site, static_cast<int>(i));
    if (all.why != Hidden::kShown) all.why = cell.why;
    all.scored.resize(cell.scored.size());
    if (cell.why != Hidden::kShown) continue;
    for (size_t k = 0; k < cell.scored.size(); ++k) all.scored[k] += cell.scored[k];
    Add(results, site, Answers(cell.scored), &outgoing);
  }
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
  std::vector<Kept> kept(sites.size());
  for (const WaveSite& site : sites) kept[site.number - 1] = KeptOf(results, site);
  std::vector<GroupStatistics> sums(sites.size());
  const auto count = [&](int number, StaffGroup group, absl::string_view answers) {
    if (number < 1 || number > static_cast<int>(sites.size()) || kept[number - 1].site) return;
    const WaveSite& site = sites[number - 1];
    const int g = static_cast<int>(group) - 1;
    if (g < 0 || g >= kStaffGroups) return;
    LevelDetails& level = details->levels.at(site.level);
    const std::vector<int>& items = kept[number - 1].items;
    level.plan.Add(items.empty() ? answers : WithoutItems(answers, items), level.pairs);
    SiteStatistics one;
    results.FiguresOf(site).plan().Add(answers, one);
    ++details->sites[number - 1].respondents[g];
    for (int c = 0; c < kConstructs; ++c) sums[number - 1][c][g] += one.constructs[c];
  };
  RETURN_IF_ERROR(store_->ScanStaffGroups(results.wave, 0, count));
  for (const WaveSite& site : sites) {
    AddItems(results, site, details->levels.at(site.level));
    for (int c = 0; c < kConstructs; ++c) {
      details->sites[site.number - 1].groups[c] =
          MeansOf(results, site, static_cast<Construct>(c), sums[site.number - 1][c]);
    }
  }
  EstimatePools(sites, *details);
  return std::shared_ptr<const WaveDetails>(std::move(details));
}

}  // namespace pcsp::assessments

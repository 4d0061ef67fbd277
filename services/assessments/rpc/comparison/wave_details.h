// What results alone do not hold of a wave whose answers are final: pairs of items, staff groups.
#pragma once

#include <array>
#include <list>
#include <map>
#include <memory>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "services/assessments/domain/comparison/representativeness.h"
#include "services/assessments/domain/reliability/pair_statistics.h"
#include "services/assessments/rpc/comparison/cells.h"
#include "services/assessments/rpc/results/wave_results.h"
#include "services/assessments/store/store.h"

namespace pcsp::assessments {

// Scores of the answers to an item, over the sites that show it.
struct ShownItem {
  ItemCell cell;  // hidden if none does
  Outgoing outgoing;
};

// One level of a wave. Sites that may not be shown are in none of it, nor are answers to an item
// that even a diagnosis may not weigh; `groups` is of sites whose staff groups may be told apart.
struct LevelDetails {
  explicit LevelDetails(const Instrument& instrument)
      : plan(instrument), items(instrument.items.size()) {}

  PairPlan plan;
  PairStatistics pairs;
  std::array<GroupPool, kConstructs> groups;
  std::vector<ShownItem> items;  // in the order of the instrument
};

// One site.
struct SiteDetails {
  std::array<int, kStaffGroups> respondents{};   // whether that may be shown or not
  std::array<GroupMeans, kConstructs> groups{};  // of nobody where it may not be shown
};

struct WaveDetails {
  Wave wave;
  std::map<Level, LevelDetails> levels;
  std::vector<SiteDetails> sites;  // by site number - 1
};

// Thread-safe. Computed when first asked for, kept for the waves used last.
class WaveDetailsCache {
 public:
  // `store` must outlive it.
  explicit WaveDetailsCache(Store* store) : store_(store) {}

  absl::StatusOr<std::shared_ptr<const WaveDetails>> Get(const WaveResults& results);

 private:
  absl::StatusOr<std::shared_ptr<const WaveDetails>> Compute(const WaveResults& results);

  Store* const store_;
  absl::Mutex mutex_;
  std::list<std::shared_ptr<const WaveDetails>> recent_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace pcsp::assessments

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
#include "services/assessments/rpc/wave_results.h"
#include "services/assessments/store/store.h"

namespace pcsp::assessments {

// One level of a wave. Sites that may not be shown are in none of it.
struct LevelDetails {
  explicit LevelDetails(const Instrument& instrument) : plan(instrument) {}

  PairPlan plan;
  PairStatistics pairs;
  std::array<GroupPool, kConstructs> groups;
};

// One site.
struct SiteDetails {
  std::array<int, kStaffGroups> respondents{};
  std::array<GroupMeans, kConstructs> groups{};
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

// The figures of waves whose answers are final, computed once from the stored rows.
#pragma once

#include <list>
#include <map>
#include <memory>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "services/assessments/domain/catalogue.h"
#include "services/assessments/domain/scoring/site_figures.h"
#include "services/assessments/rpc/frozen_waves.h"
#include "services/assessments/store/store.h"

namespace pcsp::assessments {

// One wave: the figures of each level, and where each site stands in them.
struct WaveResults {
  Wave wave;
  std::shared_ptr<const FrozenWave> frozen;
  std::map<Level, std::unique_ptr<const WaveFigures>> levels;
  std::vector<size_t> place;               // by site number - 1: index among the sites of its level
  std::map<int, TeamConsensus> consensus;  // by site number; in no figure

  const WaveFigures& FiguresOf(const WaveSite& site) const { return *levels.at(site.level); }
  size_t PlaceOf(const WaveSite& site) const { return place[site.number - 1]; }
};

// Thread-safe. Keeps the waves used last; what it keeps cannot grow stale, because it is named by
// the revision at which the answers became final.
class WaveResultsCache {
 public:
  // What it points to must outlive it and all results.
  WaveResultsCache(Store* store, FrozenWaves* frozen, const Catalogue* catalogue)
      : store_(store), frozen_(frozen), catalogue_(catalogue) {}

  // WAVE_NOT_FOUND, WAVE_NOT_CLOSED, INSTRUMENT_NOT_FOUND (its content file is gone).
  absl::StatusOr<std::shared_ptr<const WaveResults>> Get(const WaveName& name);

 private:
  absl::StatusOr<std::shared_ptr<const WaveResults>> Compute(const Wave& wave);

  Store* const store_;
  FrozenWaves* const frozen_;
  const Catalogue* const catalogue_;
  absl::Mutex mutex_;
  std::list<std::shared_ptr<const WaveResults>> recent_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace pcsp::assessments

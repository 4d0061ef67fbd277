// Waves as they froze at opening, kept in memory: what a submission is checked against.
#pragma once

#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "services/assessments/domain/catalogue.h"
#include "services/assessments/domain/wave.h"
#include "services/assessments/store/store.h"

namespace pcsp::assessments {

// The unchanging part of an opened wave. Its state may have moved on: Store::Append() looks.
struct FrozenWave {
  Wave wave;
  std::vector<WaveSite> sites;                    // by number - 1
  absl::flat_hash_map<std::string, int> by_name;  // organisation id -> index into sites

  const WaveSite* Find(absl::string_view organisation) const;  // null when it is not in the wave
};

// Thread-safe. Nothing has to be invalidated, because nothing in here ever changes.
class FrozenWaves {
 public:
  // `catalogue`, if given, has the instruments of a wave from when the wave is first found here.
  explicit FrozenWaves(Store* store, const Catalogue* catalogue = nullptr)
      : store_(store), catalogue_(catalogue) {}

  // Null if it is not in memory yet. Never blocks.
  std::shared_ptr<const FrozenWave> Find(const WaveName& name);
  // Reads it if need be. WAVE_NOT_FOUND; WAVE_NOT_OPEN while it is a draft.
  absl::StatusOr<std::shared_ptr<const FrozenWave>> Load(const WaveName& name);

 private:
  Store* const store_;
  const Catalogue* const catalogue_;
  absl::Mutex mutex_;
  absl::flat_hash_map<std::string, std::shared_ptr<const FrozenWave>> waves_
      ABSL_GUARDED_BY(mutex_);
};

}  // namespace pcsp::assessments

// What a programme's diagnoses rest on: a knowledge base, and over it what was learned.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "common/base/clock.h"
#include "common/rpc/log.h"
#include "pcsp/diagnosis/v1/diagnosis.pb.h"
#include "services/diagnosis/domain/draws/parameters.h"
#include "services/diagnosis/domain/learning/calibration/promotion.h"
#include "services/diagnosis/domain/names.h"
#include "services/diagnosis/domain/reasoning/logit_line.h"
#include "services/diagnosis/rpc/knowledge/library.h"
#include "services/diagnosis/store/store.h"

namespace pcsp::diagnosis {

// A layer that was replayed, ready to diagnose with. Immutable.
struct ReplayedLayer {
  std::string name;
  std::string hash;  // of the knowledge base and of all that was learned
  Model model;
  std::array<Promotion, kLevels> maps;  // by level; in use where they were promoted
  std::vector<ParameterDraw> draws;
};

struct Footing {
  std::shared_ptr<const Model> base;
  std::shared_ptr<const ReplayedLayer> layer;  // null: the authors' numbers
  std::string resting;                         // name of a layer that does not count here
  std::string why;

  const Model& model() const { return layer == nullptr ? *base : layer->model; }
  const std::string& hash() const { return layer == nullptr ? base->hash : layer->hash; }
  LogitLine LineOf(std::optional<Level> subject) const;
  // Says in a diagnosis of `level` that was made with model() and LineOf() what it rests on.
  void Sign(Level level, v1::Diagnosis* diagnosis) const;
};

// Keeps what it replayed. Thread-safe. What it is given must outlive it.
class Footings {
 public:
  struct Options {
    const KnowledgeLibrary* library;
    LearningStore* layers;
    Store* diagnoses;
    ReviewStore* reviews;
    rpc::Log* log;
    const Clock* clock;
  };
  explicit Footings(const Options& options) : options_(options) {}

  // `programme` is an id; empty: `base` alone. Looks at most once a second whether another layer is
  // in use, and replays one that it does not know, which may take seconds. Errors: those of
  // common/storage.
  absl::StatusOr<Footing> For(std::shared_ptr<const Model> base, const std::string& programme);
  // With this layer, in use or not: what a diagnosis that was stored with it rests on. Replays one
  // that it does not know. Errors: LEARNED_LAYER_NOT_FOUND, those of common/storage.
  absl::StatusOr<Footing> Of(std::shared_ptr<const Model> base, const LearnedLayerName& layer);
  // Looks again at the next call.
  void LookAgain(const std::string& programme);

 private:
  struct Programme {
    absl::Mutex mutex;
    absl::Time looked ABSL_GUARDED_BY(mutex);
    LayerInUse in_use ABSL_GUARDED_BY(mutex);
    // By the hash of the knowledge base below; forgotten when another layer comes in use.
    std::map<std::string, Footing> known ABSL_GUARDED_BY(mutex);
    // Apart, so that no diagnosis waits while a layer of the past is replayed.
    absl::Mutex past_mutex;
    // By the number of the layer and the hash of the knowledge base below.
    std::map<std::string, Footing> past ABSL_GUARDED_BY(past_mutex);
  };

  std::shared_ptr<Programme> Find(const std::string& programme);
  absl::Status Look(const std::string& id, Programme& programme)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(programme.mutex);
  // With the layer in use, which there is.
  absl::StatusOr<Footing> StandInUse(std::shared_ptr<const Model> base, Programme& programme)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(programme.mutex);
  absl::StatusOr<Footing> Stand(std::shared_ptr<const Model> base, const StoredLayer& stored);
  Footing Rest(std::shared_ptr<const Model> base, const StoredLayer& stored, std::string why);

  const Options options_;
  absl::Mutex mutex_;
  std::map<std::string, std::shared_ptr<Programme>> programmes_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace pcsp::diagnosis

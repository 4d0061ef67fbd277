// What diagnosis remembers of what it learned.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/storage/request_log.h"

namespace pcsp::diagnosis {

// The recipe of a layer. Replayed, it gives what has this fingerprint.
struct StoredLayer {
  std::string programme;
  int64_t number = 0;          // from 1, in the order learned; given by the store
  std::string knowledge_base;  // "{id}@{version}" that it lies over
  std::string knowledge_base_hash;
  absl::Time as_of;  // the reviews that counted then; whole microseconds, as create_time
  int passes = 0;
  std::string fingerprint;
  std::string payload;  // any bytes
  absl::Time create_time;

  bool operator==(const StoredLayer&) const = default;
  // The same was learned over the same.
  bool SameContentAs(const StoredLayer& other) const {
    return fingerprint == other.fingerprint && passes == other.passes &&
           knowledge_base_hash == other.knowledge_base_hash;
  }
};

// What a programme's diagnoses rest on.
struct LayerInUse {
  int64_t revision = 0;              // grows with each change; 0 before the first
  std::optional<StoredLayer> layer;  // none: the knowledge base as its authors wrote it
};

// Thread-safe. Besides the errors named here, each member gives those of common/storage.
class LearningStore {
 public:
  // `in_use`: whether the layer is, now.
  using Encode = absl::FunctionRef<std::string(const StoredLayer&, bool in_use)>;

  virtual ~LearningStore() = default;

  // Begins to learn: the reply if the call had its effect before; otherwise nothing, and until
  // `until` or End() no other `holder` may begin on the programme. Errors: LEARNING_UNDER_WAY,
  // REQUEST_ID_REUSED.
  virtual absl::StatusOr<std::optional<std::string>> Begin(const sql::RequestKey& key,
                                                           const std::string& programme,
                                                           const std::string& holder,
                                                           absl::Time now, absl::Time until) = 0;
  virtual absl::Status End(const std::string& programme, const std::string& holder) = 0;

  // Stores a layer under the next number of its programme, unless the one before has the same
  // content, and the reply that `encode` makes of what is stored, which a repetition of the call
  // gets again. With `follow` it is put in use where the one before is; otherwise it is not in use
  // yet. Errors: REQUEST_ID_REUSED.
  virtual absl::StatusOr<std::string> Add(const sql::RequestKey& key, StoredLayer layer,
                                          bool follow, Encode encode) = 0;

  // Puts a layer in use, or none with 0. In use already: nothing changes. `reply` is kept for a
  // repetition of the call. Errors: LEARNED_LAYER_NOT_FOUND, REQUEST_ID_REUSED.
  virtual absl::StatusOr<std::string> Use(const sql::RequestKey& key, const std::string& programme,
                                          int64_t number, absl::Time now,
                                          const std::string& reply) = 0;

  virtual absl::StatusOr<LayerInUse> InUse(const std::string& programme) = 0;

  // Errors: LEARNED_LAYER_NOT_FOUND.
  virtual absl::StatusOr<StoredLayer> Get(const std::string& programme, int64_t number) = 0;

  // Latest first, from the one before `below` on; 0: from the last.
  virtual absl::StatusOr<std::vector<StoredLayer>> List(const std::string& programme, int64_t below,
                                                        int limit) = 0;
};

}  // namespace pcsp::diagnosis

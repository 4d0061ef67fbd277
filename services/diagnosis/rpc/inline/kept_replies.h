// Replies that were given a moment ago, ready to be sent again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "grpcpp/support/slice.h"

namespace pcsp::diagnosis {

// By all bytes of the request. Of what is kept, about the half that was asked for last survives
// when there is no more room. Thread-safe.
class KeptReplies {
 public:
  explicit KeptReplies(size_t most_bytes) : most_bytes_(most_bytes) {}

  // The reply to a request under a revision, shared and not copied. What was kept under an earlier
  // revision is forgotten.
  std::optional<grpc::Slice> Find(absl::string_view request, int64_t revision);
  // Ignored where a later revision is known, and where one reply would take much of the room.
  void Keep(absl::string_view request, const grpc::Slice& reply, int64_t revision);

 private:
  using Replies = absl::flat_hash_map<std::string, grpc::Slice>;

  // False when `revision` is of the past.
  bool Turn(int64_t revision) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Insert(absl::string_view request, const grpc::Slice& reply)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const size_t most_bytes_;
  absl::Mutex mutex_;
  int64_t revision_ ABSL_GUARDED_BY(mutex_) = 0;
  Replies recent_ ABSL_GUARDED_BY(mutex_);
  Replies older_ ABSL_GUARDED_BY(mutex_);
  size_t recent_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace pcsp::diagnosis

// Group commit: many callers wait for answers to be durable, one thread makes them so together;
// another tells them where they are many, while the first goes on.
#pragma once

#include <functional>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/types/span.h"
#include "services/assessments/store/store.h"

namespace pcsp::assessments {

// Store::Append(), and if the batch fails for what may be one row's fault, each row by itself. An
// error means that nothing more could be stored and that asking again later may help.
absl::StatusOr<Store::AppendResults> AppendEach(Store& store,
                                                absl::Span<const PackedResponse> responses);

// Thread-safe. Batches grow by themselves under load: whatever has come in while one batch was
// made durable is the next.
class ResponseWriter {
 public:
  using Done = std::function<void(absl::StatusOr<Appended>)>;
  struct Options {
    size_t queue_limit = 20'000;
    size_t batch_limit = 1'000;
  };

  // `store` must outlive it.
  ResponseWriter(Store* store, Options options);
  // Stores what is queued, then ends.
  ~ResponseWriter();

  ResponseWriter(const ResponseWriter&) = delete;
  ResponseWriter& operator=(const ResponseWriter&) = delete;

  // Returns at once. `done` is called exactly once, on a thread of the writer's, when the response
  // is durable or has failed: with what Store::Append() says of the row, or of the whole batch. It
  // must not block. When the queue is full it is called on the spot with OVERLOADED.
  void Submit(PackedResponse response, Done done);

 private:
  struct Batch {
    std::vector<PackedResponse> responses;
    std::vector<Done> done;
  };

  struct Written {
    std::vector<Done> done;
    absl::StatusOr<Store::AppendResults> results;
  };

  void Run();
  Batch Take();
  void Write(Batch batch);
  void TellLater(Written written);
  void RunTelling();

  Store* const store_;
  const Options options_;
  absl::Mutex mutex_;
  Batch queue_ ABSL_GUARDED_BY(mutex_);
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Mutex telling_mutex_;
  std::vector<Written> written_ ABSL_GUARDED_BY(telling_mutex_);
  bool all_written_ ABSL_GUARDED_BY(telling_mutex_) = false;
  std::thread thread_;
  std::thread telling_thread_;
};

}  // namespace pcsp::assessments

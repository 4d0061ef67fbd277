// Makes programme plans, one at a time, in the background.
//
// Plans wait in the table, and a lease in their row says who works on one: whichever replica takes
// it first, and any other once the lease is not renewed any more. So a process may end at any time,
// and what is lost is the time that it spent.
#pragma once

#include <memory>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "common/base/clock.h"
#include "common/rpc/log.h"
#include "common/storage/records/records.h"

namespace pcsp::planning {

class PlanRecords;
struct TakenPlan;

// Thread-safe.
class PlanWorker {
 public:
  struct Options {
    sql::RecordStore* records;
    const Clock* clock;  // read from the worker's thread
    rpc::Log* log;
    int threads = 2;                         // of a search; they give way to calls
    absl::Duration beat = absl::Seconds(1);  // between two reports of how a search goes
    absl::Duration lease = absl::Seconds(15);
    absl::Duration look = absl::Seconds(5);  // for plans that nobody works on
  };

  // What it points to must outlive it.
  explicit PlanWorker(const Options& options);
  // Ends the search under way; its plan is anybody's again at once.
  ~PlanWorker();

  PlanWorker(const PlanWorker&) = delete;
  PlanWorker& operator=(const PlanWorker&) = delete;

  // There is a new plan, or one is to end.
  void Ring();

 private:
  void Run();
  void Make(const TakenPlan& taken);
  // Until `wait` has passed, somebody rings or the worker ends.
  void Rest(absl::Duration wait);
  bool ending();
  void Report(const absl::Status& status);

  const Options options_;
  const std::unique_ptr<PlanRecords> records_;
  absl::Mutex mutex_;
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  bool rung_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;  // the last member: it uses the others
};

}  // namespace pcsp::planning

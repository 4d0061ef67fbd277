// One search for a plan, in threads of its own that give way to everything else in the process.
#pragma once

#include <atomic>
#include <optional>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "services/planning/domain/cohorts/plan_cohorts.h"
#include "services/planning/domain/programme_plan/programme_plan.h"

namespace pcsp::planning {

// Thread-safe, but for result().
class PlanSearch {
 public:
  // Begins to look for a plan of `problem` with the time, seed and moves of `plan`.
  PlanSearch(CohortProblem problem, const ProgrammePlan& plan, int threads);
  // Cancels the search and waits for its end.
  ~PlanSearch();

  PlanSearch(const PlanSearch&) = delete;
  PlanSearch& operator=(const PlanSearch&) = delete;

  // It will end soon, with the best plan that there is.
  void Cancel() { cancelled_ = true; }
  bool cancelled() const { return cancelled_; }
  // True once it has ended, `wait` later at the latest.
  bool Ended(absl::Duration wait);
  PlanProgress Progress(absl::Time now);

  const CohortProblem& problem() const { return problem_; }
  // What came of it, once it has ended.
  absl::StatusOr<CohortResult>& result() { return *result_; }

 private:
  void Run();
  CohortOptions Options();

  const CohortProblem problem_;
  const double seconds_;
  const uint64_t seed_;
  const int64_t moves_;
  const int threads_;
  const double started_;  // SteadySeconds()
  std::atomic<bool> cancelled_ = false;
  std::optional<absl::StatusOr<CohortResult>> result_;
  absl::Mutex mutex_;
  CohortProgress progress_ ABSL_GUARDED_BY(mutex_);
  bool ended_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;  // the last member: it uses the others
};

}  // namespace pcsp::planning

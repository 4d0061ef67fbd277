// The best plan instead of the first one: searched for after the first was given away.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/base/clock.h"
#include "common/rpc/worker_pool.h"
#include "services/planning/domain/solution/catalogue.h"
#include "services/planning/store/store.h"

namespace pcsp::planning {

// A search takes a thread for about two seconds, so that the background has one at a time and the
// calls have the rest of the pool. What is not searched (the process ends, too many wait) is
// searched when somebody reads the plan again. Thread-safe.
class Improver {
 public:
  struct Options {
    const Catalogue* catalogue;
    Store* store;
    rpc::WorkerPool* pool;
    const Clock* clock;
    bool background = true;
    absl::Duration most = absl::Seconds(2);  // of a search
  };

  // The catalogue, the store and the clock must outlive the pool.
  explicit Improver(const Options& options);
  // Ends the search under way.
  ~Improver();

  // Queues the plan, unless this revision has been tried, or too many wait.
  void Later(const Plan& plan);

  // Searches now, and stores what is better while the plan is still a draft that nobody has
  // touched; the plan as it stands then. Errors: PLAN_NOT_FOUND, PLAN_STATE_FORBIDS.
  absl::StatusOr<Plan> Now(const PlanName& name);

 private:
  class Work;
  // Shared with the pool, which may outlive this.
  const std::shared_ptr<Work> work_;
};

}  // namespace pcsp::planning

// What the worker reads and writes of plans: each a transaction of its own, which changes nothing
// of a plan that has become somebody else's.
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "services/planning/rpc/programme_plan/convert_plan.h"
#include "services/planning/rpc/programme_plan/plan_search.h"

namespace pcsp::planning {

// A plan to work on, for a worker.
struct TakenPlan {
  ProgrammePlan plan;
  v1::CohortProblem problem;
};

class PlanRecords {
 public:
  // `owner` is who works. The store must outlive this.
  PlanRecords(sql::RecordStore* records, std::string owner, absl::Duration lease)
      : records_(*records), owner_(std::move(owner)), lease_(lease) {}

  // The plan that waits longest, leased; nothing when none is free. One that was begun too often
  // fails on the way.
  absl::StatusOr<std::optional<TakenPlan>> Take(absl::Time now);

  // Says how far it is and renews the lease; the plan as it is. ABORTED when it is no longer ours.
  absl::StatusOr<ProgrammePlan> Beat(const ProgrammePlan& plan, const PlanProgress& progress,
                                     absl::Time now);

  // Keeps what came of it: PROPOSED, FAILED or, if it was to end and had nothing yet, CANCELLED.
  absl::Status Finish(const TakenPlan& taken, PlanSearch& search, absl::Time now);

  // Gives it back as if it had never been begun.
  absl::Status Release(const ProgrammePlan& plan, absl::Time now);

 private:
  absl::StatusOr<std::optional<ProgrammePlan>> Lease(const ProgrammePlan& plan, absl::Time now);
  // Runs `change` on the plan if it is still ours.
  template <typename Change>
  absl::StatusOr<ProgrammePlan> ChangeOurs(absl::string_view method, const ProgrammePlan& plan,
                                           absl::Time now, Change change);

  sql::RecordStore& records_;
  const std::string owner_;
  const absl::Duration lease_;
};

}  // namespace pcsp::planning

// What planning remembers: plans with their actions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/storage/records/records.h"
#include "services/planning/domain/names.h"
#include "services/planning/domain/plan/plan.h"
#include "services/planning/store/actions/action_rows.h"
#include "services/planning/store/library/library_rows.h"

namespace pcsp::planning {

// A call that may be repeated: its request id, empty for one that has none, and a hash of the rest
// of the request.
struct RequestMark {
  std::string id;
  std::string payload_hash;
};

// Where a list goes on: after this plan.
struct PlanCursor {
  int64_t create_micros = 0;
  std::string uid;
};

struct PlanQuery {
  OrganisationName parent;  // all() for every organisation of the programme
  std::string diagnosis;    // only plans that answer it; empty: any
  std::optional<PlanCursor> after;
  int limit = 50;
};

// What a change of plans may do, within its transaction.
class PlanWriter {
 public:
  virtual ~PlanWriter() = default;
  virtual sql::RecordWriter& records() = 0;
  // Errors: PLAN_NOT_FOUND.
  virtual absl::StatusOr<Plan> GetPlan(const PlanName& name) = 0;
  // Everything of a stored plan but its names, what it answers and when it was made; of its problem
  // the hours, the budget and what was measured.
  virtual void ReplacePlan(const Plan& plan) = 0;
  // A stored plan with its parts, but for actions that are followed, which are records.
  virtual void DeletePlan(const Plan& plan) = 0;
};

// Thread-safe. Besides the errors named here, each member gives those of common/storage.
class Store {
 public:
  virtual ~Store() = default;

  // Stores `plan` and `reply`, which a repetition of the call gets again, whatever it was about to
  // store; the reply. Errors: PLAN_EXISTS, REQUEST_ID_REUSED.
  virtual absl::StatusOr<std::string> CreatePlan(const Plan& plan, const RequestMark& request,
                                                 const std::string& reply) = 0;

  // Errors: PLAN_NOT_FOUND.
  virtual absl::StatusOr<Plan> GetPlan(const PlanName& name) = 0;

  // Newest first; those of one instant by uid.
  virtual absl::StatusOr<std::vector<Plan>> ListPlans(const PlanQuery& query) = 0;

  // As RecordStore::Write(), for what changes plans too.
  virtual absl::StatusOr<std::string> ChangePlans(
      const sql::RecordChange& change,
      absl::FunctionRef<absl::StatusOr<std::string>(PlanWriter&)> body) = 0;

  // What programmes add to the catalogue (library/library_rows.h), and what becomes of actions
  // (actions/action_rows.h).
  virtual sql::RecordStore& records() = 0;

  // As sql::Database::Scrub(); to be called when something has been erased for good.
  virtual absl::Status Scrub() = 0;

  // OK while the system of record can be reached.
  virtual absl::Status Ping() = 0;
};

}  // namespace pcsp::planning

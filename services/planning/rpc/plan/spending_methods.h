// UpdatePlan: what a plan can spend.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "pcsp/planning/v1/planning_service.pb.h"
#include "services/planning/rpc/plan/improver.h"
#include "services/planning/rpc/plan/plan_choices.h"
#include "services/planning/store/store.h"

namespace pcsp::planning {

namespace pb = ::pcsp::planning::v1;

// Thread-safe. What it is given must outlive it.
class SpendingMethods {
 public:
  SpendingMethods(Store* store, const PlanChoices* choices, Improver* improver)
      : store_(*store), choices_(*choices), improver_(*improver) {}

  absl::StatusOr<pb::Plan> Update(const rpc::Call& call,
                                  const pb::UpdatePlanRequest& request) const;

 private:
  Store& store_;
  const PlanChoices& choices_;
  Improver& improver_;
};

}  // namespace pcsp::planning

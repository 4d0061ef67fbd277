// The catalogue that a programme's plans are made from.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "services/planning/domain/plan/plan.h"
#include "services/planning/domain/solution/catalogue.h"
#include "services/planning/store/store.h"

namespace pcsp::planning {

// Thread-safe.
class PlanChoices {
 public:
  // Both must outlive it, and the catalogue what it gives.
  PlanChoices(const Catalogue* shipped, Store* store) : shipped_(*shipped), store_(*store) {}

  // What ships, with the programme's own solutions that `problem` asks for (PlannedFrom()) and that
  // are not retired. The store is asked only where a pin or a ban is not of what ships.
  absl::StatusOr<std::shared_ptr<const Catalogue>> For(const std::string& programme,
                                                       const PlanProblem& problem) const;

 private:
  const Catalogue& shipped_;
  Store& store_;
};

}  // namespace pcsp::planning

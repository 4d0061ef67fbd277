// What has been measured, as a plan is drafted from it.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "pcsp/planning/v1/planning_service.pb.h"
#include "services/planning/domain/names.h"
#include "services/planning/domain/plan/plan.h"
#include "services/planning/domain/solution/catalogue.h"
#include "services/planning/rpc/library/library_cache.h"

namespace pcsp::planning {

namespace pb = ::pcsp::planning::v1;

// Thread-safe. What it is given must outlive it.
class PlanEvidence {
 public:
  PlanEvidence(LibraryCache* libraries, Store* store) : libraries_(*libraries), store_(*store) {}

  // Fills in what had been measured when `problem` is planned from `catalogue` for `site`, with how
  // many outcomes were recorded then; nothing where none was. `context` has passed FactsFrom().
  absl::Status AddTo(const Catalogue& catalogue, const OrganisationName& site,
                     const pb::OutcomeContext& context, PlanProblem& problem) const;

 private:
  LibraryCache& libraries_;
  Store& store_;
};

}  // namespace pcsp::planning

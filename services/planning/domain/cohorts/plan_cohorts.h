// Plans training cohorts: column generation for the bound, a dive and large-neighbourhood search
// for the plan (methods.md 4c), regions in parallel. Every plan is verified by CheckPlan() before
// it is returned.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "services/planning/domain/cohorts/explain/shortages.h"
#include "services/planning/domain/cohorts/options.h"
#include "services/planning/domain/cohorts/plan.h"
#include "services/planning/domain/cohorts/plan_check.h"
#include "services/planning/domain/cohorts/search/region_search.h"

namespace pcsp::planning {

struct CohortResult {
  CohortPlan plan;
  CheckedPlan checked;  // nothing broken
  // What was minimised: cost, and what each booked person who was moved is worth
  // (CurrentPlan::keep).
  double objective = 0;
  double bound = 0;                 // no plan has a lower objective
  bool bound_optimal = false;       // the bound is the relaxation's optimum, not an early stop's
  std::vector<Relaxation> regions;  // each by itself, without national trainers
  std::vector<double> national_prices;    // of a national trainer, one a fortnight; empty: no pool
  std::vector<CohortShortage> shortages;  // dearest first

  // In parts of the bound; 0 when both are 0.
  double gap() const { return bound > 0 ? (objective - bound) / bound : 0; }
};

// INVALID_ARGUMENT with every violation at once when the problem is malformed. FAILED_PRECONDITION:
// COHORT_RULES_CONFLICT (conflicts.h), or COHORT_MUST_NOT_MET when somebody who must be trained is
// left out by every plan found. INTERNAL when the plan found breaks a rule.
absl::StatusOr<CohortResult> PlanCohorts(const CohortProblem& problem,
                                         const CohortOptions& options);

}  // namespace pcsp::planning

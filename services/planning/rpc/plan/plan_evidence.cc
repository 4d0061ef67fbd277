#include "services/planning/rpc/plan/plan_evidence.h"

#include <set>
#include <vector>

#include "common/base/status_macros.h"
#include "services/planning/domain/adaptation/fidelity.h"
#include "services/planning/domain/plan/measured.h"
#include "services/planning/rpc/library/convert_outcome.h"
#include "services/planning/rpc/library/holding_adaptations.h"

namespace pcsp::planning {
namespace {

// Those from which the site takes a core function away; the last adaptation of a solution counts.
std::set<std::string> Altered(const Catalogue& catalogue,
                              const std::vector<Adaptation>& adaptations) {
  std::set<std::string> altered;
  for (const Adaptation& one : adaptations) {
    const Solution* solution = catalogue.Find(one.solution);
    if (solution == nullptr) continue;
    if (Judge(*solution, one).altered) {
      altered.insert(one.solution);
    } else {
      altered.erase(one.solution);
    }
  }
  return altered;
}

}  // namespace

absl::Status PlanEvidence::AddTo(const Catalogue& catalogue, const OrganisationName& site,
                                 const pb::OutcomeContext& context, PlanProblem& problem) const {
  ASSIGN_OR_RETURN(const auto library, libraries_.Of(site.programme));
  problem.outcomes = library->outcomes();
  if (problem.outcomes == 0) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::vector<Adaptation> adaptations, HoldingAdaptations(store_, site));
  const SiteEvidence evidence = {.effects = &library->effects(), .context = FromProto(context)};
  problem.measured = MeasuredFor(catalogue, problem, evidence, Altered(catalogue, adaptations));
  return absl::OkStatus();
}

}  // namespace pcsp::planning

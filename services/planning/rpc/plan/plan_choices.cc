#include "services/planning/rpc/plan/plan_choices.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "common/base/status_macros.h"
#include "services/planning/domain/library/records.h"
#include "services/planning/domain/plan/planned_from.h"
#include "services/planning/domain/solution/solution_check.h"

namespace pcsp::planning {
namespace {

bool AsksForOwn(const Catalogue& shipped, const PlanProblem& problem) {
  const auto is_own = [&](const std::string& id) { return shipped.Find(id) == nullptr; };
  return std::ranges::any_of(problem.pinned, is_own, &PinnedSolution::solution) ||
         std::ranges::any_of(problem.forbidden, is_own);
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Catalogue>> PlanChoices::For(
    const std::string& programme, const PlanProblem& problem) const {
  if (!AsksForOwn(shipped_, problem)) {
    return std::shared_ptr<const Catalogue>(std::shared_ptr<void>(), &shipped_);  // not its owner
  }
  std::vector<Solution> own;
  RETURN_IF_ERROR(store_.records().Read([&](sql::RecordReader& reader) {
    for (OwnSolution& one :
         reader.List<OwnSolution>({.where = {sql::Is("programme", programme)}})) {
      if (!one.retired) own.push_back(std::move(one.solution));
    }
    return absl::OkStatus();
  }));
  const Catalogue offered = WithOwn(shipped_, std::move(own));
  return std::make_shared<const Catalogue>(PlannedFrom(shipped_, offered, problem));
}

}  // namespace pcsp::planning

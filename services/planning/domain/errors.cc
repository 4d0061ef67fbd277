#include "services/planning/domain/errors.h"

#include "common/base/error.h"

namespace pcsp::planning {

absl::Status SolutionNotFound(absl::string_view name) { return ResourceNotFound("solution", name); }

absl::Status PlanNotFound(absl::string_view name) { return ResourceNotFound("plan", name); }

absl::Status PlanExists(absl::string_view name) { return ResourceExists("plan", name); }

}  // namespace pcsp::planning

#include "services/planning/rpc/facilitators/solve_methods.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "services/planning/domain/facilitators/facilitator_plan.h"
#include "services/planning/rpc/facilitators/convert_plan.h"
#include "services/planning/rpc/facilitators/convert_problem.h"
#include "services/planning/rpc/requests.h"

namespace pcsp::planning::facilitators {
namespace {

constexpr double kMostSeconds = 30;
// Before the deadline: for finding out what would help, and for the way back.
constexpr absl::Duration kToExplain = absl::Seconds(2);
constexpr absl::Duration kToAnswer = absl::Seconds(1);

absl::Status NobodyWaits() {
  return MakeError(absl::StatusCode::kCancelled, "The call was cancelled, and the search with it.",
                   {.reason = "CANCELLED"});
}

void CheckEffort(const pb::AssignFacilitatorsRequest& request, Violations& violations) {
  if (!(request.seconds() >= 0 && request.seconds() <= kMostSeconds)) {
    violations.Add("seconds", absl::StrCat(request.seconds()), absl::StrCat("0 to ", kMostSeconds));
  }
  if (request.slices() < 0) violations.Add("slices", absl::StrCat(request.slices()), "0 or more");
}

}  // namespace

absl::StatusOr<pb::AssignmentPlan> SolveMethods::AssignFacilitators(
    const rpc::Call& call, const pb::AssignFacilitatorsRequest& request) const {
  Violations violations;
  ProgrammeFrom("parent", request.parent(), violations);
  CheckEffort(request, violations);
  const Problem problem = FromProto(request.problem(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  const absl::Time begin = absl::Now();
  const absl::Time end = begin + (call.deadline - clock_->Now()) - kToAnswer;
  Effort effort;
  effort.seconds =
      std::clamp(absl::ToDoubleSeconds(end - kToExplain - begin), 0.0, request.seconds());
  effort.elapsed = [begin] { return absl::ToDoubleSeconds(absl::Now() - begin); };
  if (request.slices() > 0) effort.slices = request.slices();
  if (request.seed() != 0) effort.seed = request.seed();
  const auto given_up = [&call] { return call.cancelled && call.cancelled(); };
  effort.cancelled = [&] { return given_up() || absl::Now() >= end; };
  ASSIGN_OR_RETURN(const Plan plan, MakePlan(problem, effort));
  if (given_up()) return NobodyWaits();
  pb::AssignmentPlan reply = ToProto(plan, request.problem().objective());
  reply.set_input_hash(Sha256Hex(request.problem().SerializeAsString()));
  return reply;
}

}  // namespace pcsp::planning::facilitators

#include "services/planning/domain/programme_plan/programme_plan.h"

#include <algorithm>
#include <initializer_list>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/error.h"

namespace pcsp::planning {
namespace {

using enum ProgrammePlanState;

absl::string_view Word(ProgrammePlanState state) {
  return kProgrammePlanStateWords[static_cast<int>(state)];
}

absl::Status Allow(absl::string_view name, const ProgrammePlan& plan, absl::string_view what,
                   std::initializer_list<ProgrammePlanState> states) {
  if (std::ranges::find(states, plan.state) != states.end()) return absl::OkStatus();
  std::vector<absl::string_view> words;
  for (const ProgrammePlanState state : states) words.push_back(Word(state));
  return StateForbids("PROGRAMME_PLAN_STATE_FORBIDS", "programme_plan", name,
                      absl::StrCat("A plan that is ", Word(plan.state), " cannot be ", what, "."),
                      absl::StrCat("a plan that is ", absl::StrJoin(words, " or ")));
}

}  // namespace

absl::Status AllowCancel(absl::string_view name, const ProgrammePlan& plan) {
  return Allow(name, plan, "cancelled", {kRunning, kProposed, kApproved});
}

absl::Status AllowApprove(absl::string_view name, const ProgrammePlan& plan) {
  return Allow(name, plan, "approved", {kProposed});
}

absl::Status AllowApply(absl::string_view name, const ProgrammePlan& plan) {
  return Allow(name, plan, "applied", {kApproved});
}

absl::Status AllowCompare(absl::string_view name, const ProgrammePlan& plan) {
  return Allow(name, plan, "compared", {kProposed, kApproved, kApplied, kSuperseded});
}

absl::Status PlanAbandoned(absl::string_view name, int attempts) {
  return MakeError(absl::StatusCode::kAborted,
                   absl::StrCat("Every process that worked on the plan ended before it was done, ",
                                attempts, " times. The diary is as it was."),
                   {.reason = "PROGRAMME_PLAN_ABANDONED",
                    .metadata = {{"attempts", absl::StrCat(attempts)}},
                    .resource = ResourceRef{"programme_plan", std::string(name)}});
}

}  // namespace pcsp::planning

#include "services/planning/domain/action/plan_states.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/planning/domain/errors.h"

namespace pcsp::planning {

std::vector<TrackedAction> ActionsOf(const Plan& plan, std::vector<TrackedAction> followed,
                                     absl::Time now) {
  std::set<std::string> known;
  for (const TrackedAction& action : followed) known.insert(action.id);
  for (const Action& drafted : plan.draft.actions) {
    if (known.count(drafted.solution) == 0) followed.push_back(Track(plan, drafted, now));
  }
  std::sort(followed.begin(), followed.end(), [](const TrackedAction& a, const TrackedAction& b) {
    return std::tie(a.step.start, a.id) < std::tie(b.step.start, b.id);
  });
  return followed;
}

void AssignOwners(const RoleOwners& owners, std::vector<TrackedAction>& actions,
                  Violations& violations) {
  for (size_t i = 0; i < owners.size(); ++i) {
    const auto& [role, owner] = owners[i];
    bool known = false;
    for (TrackedAction& action : actions) {
      if (action.step.owner_role != role) continue;
      known = true;
      if (action.owner.empty()) action.owner = owner;
    }
    if (known) continue;
    violations.Add(absl::StrCat("role_owners[", i, "].owner_role"), role,
                   "a role that an action of the plan has");
  }
  for (size_t i = 0; i < actions.size(); ++i) {
    if (!actions[i].owner.empty()) continue;
    violations.Add(absl::StrCat("actions[", i, "].owner"), "",
                   absl::StrCat("the appointment of the ", actions[i].step.owner_role,
                                " who sees to \"", actions[i].step.title, "\""));
  }
}

absl::Status CheckAgreeable(const Plan& plan, const std::vector<TrackedAction>& actions) {
  if (plan.state != PlanState::kDraft) {
    return PlanStateForbids(plan.name.Text(), "The plan has been agreed already.", "a draft");
  }
  if (!actions.empty()) return absl::OkStatus();
  return PlanStateForbids(plan.name.Text(), "The plan has no actions to agree on.",
                          "a draft with actions");
}

absl::Status CheckImprovable(const Plan& plan, bool touched) {
  if (plan.state != PlanState::kDraft) {
    return PlanStateForbids(plan.name.Text(), "The plan has been agreed.", "a draft");
  }
  if (!touched) return absl::OkStatus();
  return PlanStateForbids(plan.name.Text(), "Somebody has changed actions of the draft by hand.",
                          "a draft that nobody has touched");
}

absl::Status CheckDeletable(const Plan& plan) {
  if (plan.state == PlanState::kDraft) return absl::OkStatus();
  return PlanStateForbids(plan.name.Text(),
                          "The plan has been agreed, and what came of it stays on record.",
                          "a draft; an agreed plan is closed instead");
}

absl::Status CheckClosable(const Plan& plan, const std::vector<TrackedAction>& actions) {
  if (plan.state != PlanState::kAgreed) {
    return PlanStateForbids(plan.name.Text(),
                            plan.state == PlanState::kDraft ? "The plan is a draft."
                                                            : "The plan has been closed already.",
                            "an agreed plan");
  }
  std::vector<std::string> open;
  for (const TrackedAction& action : actions) {
    if (action.open()) open.push_back(action.id);
  }
  if (open.empty()) return absl::OkStatus();
  return PlanStateForbids(plan.name.Text(),
                          absl::StrCat("Not done yet: ", absl::StrJoin(open, ", "), "."),
                          "each action completed, or abandoned with its reason");
}

absl::Status CheckChangeable(const Plan& plan) {
  if (plan.state != PlanState::kClosed) return absl::OkStatus();
  return PlanStateForbids(plan.name.Text(), "The plan is closed.",
                          "a draft or an agreed plan; actions of closed plans can be reviewed and "
                          "commented on");
}

}  // namespace pcsp::planning

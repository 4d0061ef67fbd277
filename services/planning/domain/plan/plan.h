// An action plan of one organisation over a few quarters of 13 weeks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "services/planning/domain/finding.h"
#include "services/planning/domain/level.h"
#include "services/planning/domain/names.h"
#include "services/planning/domain/plan/planned_effect.h"
#include "services/planning/domain/plan/warning.h"
#include "services/planning/domain/solution/solution.h"

namespace pcsp::planning {

enum class PlanState { kDraft, kAgreed, kClosed };
enum class ActionState { kPlanned, kUnderWay, kDone, kAbandoned };

// One solution on its way. Texts are those of the catalogue when the plan was drafted: what was
// agreed does not change when the catalogue does.
struct Action {
  std::string solution;  // id; also the id of the action
  std::string title;
  std::vector<std::string> issues;  // acted on, most important first; empty: only prepares
  std::string owner_role;
  int quarter = 1;  // from 1
  absl::CivilDay start, due, review;
  double hours = 0;             // counted in the quarter in which it starts
  double cost = 0;              // pounds, of what has to be bought
  double expected_benefit = 0;  // share of what is wrong that it closes on top of those before it
  std::string reason;
  std::vector<CoreFunction> core_functions;
  bool training = false;
  int repeat_weeks = 0;  // from one occurrence to the next; 0: once
  ActionState state = ActionState::kPlanned;
  int64_t revision = 1;

  bool operator==(const Action&) const = default;
};

// A solution that must be in the plan.
struct PinnedSolution {
  std::string solution;        // id
  std::optional<int> quarter;  // from 1; any when absent

  bool operator==(const PinnedSolution&) const = default;
};

inline constexpr int kMostNewActions = 3;  // a quarter; more are begun and not finished

// What a plan is drafted from.
struct PlanProblem {
  Level level = Level::kPractice;
  std::vector<Finding> findings;
  absl::CivilDay start;
  double hours_per_quarter = 0;
  int quarters = 4;
  std::optional<double> budget;            // pounds, of the whole plan
  int most_new_actions = kMostNewActions;  // a quarter
  std::vector<PinnedSolution> pinned;
  std::vector<std::string> forbidden;  // ids of solutions
  // What had been measured when it was drafted (measured.h); of all else authors' expectations
  // hold.
  std::vector<PlannedEffect> measured;
  int64_t outcomes = 0;  // that the programme had recorded then

  bool operator==(const PlanProblem&) const = default;
};

// The answer to a PlanProblem.
struct PlanDraft {
  std::vector<Action> actions;  // by start date
  // Of the actions on their issues, where nothing had been measured.
  std::vector<PlannedEffect> expected;
  std::vector<Warning> warnings;
  double expected_benefit = 0;  // share of what is wrong that all actions close, 0 to 1
  absl::CivilDay end;           // last day of the last quarter
  // As the optimiser counts (site_plan/exact/search.h): what the plan is worth in priority times
  // quarters, and what no plan of these actions, those that close too little left out, can pass.
  double value = 0, bound = 0;
  bool proven = false;

  bool operator==(const PlanDraft&) const = default;
};

struct Plan {
  PlanName name;
  std::string uid;
  std::string diagnosis;  // resource name, may be empty
  std::string catalogue_version;
  // Ids of the solutions pinned or forbidden, and of those that the pinned ones need, that are the
  // programme's own; ascending.
  std::vector<std::string> own;
  PlanState state = PlanState::kDraft;
  PlanProblem problem;
  PlanDraft draft;
  std::string agreed_by;   // id of the appointment; empty while it is a draft
  std::string close_note;  // what was said when it was closed
  int64_t revision = 1;
  absl::Time create_time, update_time;

  // `programmes/{programme}/solutions/{solution}` of its own solutions, `solutions/{solution}` of
  // others.
  std::string SolutionNameOf(const std::string& id) const;

  bool operator==(const Plan&) const = default;
};

}  // namespace pcsp::planning

// Hard rules that cannot all be kept, in sets from which none can be spared, and the cheapest way
// out (methods.md 4c; Chinneck and Dravnieks 1991: a deletion filter over named rules).
//
// Whatever else is short leaves people untrained, with a reason. Only these rules can stand in each
// other's way or in that of facts (seats, trainers, backfill, order, blocked fortnights): pins,
// bans, the freeze, sessions that must or must not run, needs out of which nobody may be left.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "services/planning/domain/cohorts/problem.h"

namespace pcsp::planning {

struct PolicyRule {
  enum class Kind { kPin, kBan, kFreeze, kRunning, kMust };
  Kind kind = Kind::kPin;
  int index = 0;     // of the pin, the ban, the session or the practice
  int need = 0;      // of kMust, within the practice
  std::string path;  // in a problem file: "pins[3]"
  bool operator==(const PolicyRule& other) const { return path == other.path; }
};

struct RuleConflict {
  std::vector<PolicyRule> rules;   // minimal: without any one of them, the others can be kept
  std::vector<std::string> facts;  // what they run into, in words
  PolicyRule cheapest;             // to give up; it concerns the fewest people
  int people = 0;                  // whom that concerns
};

// Conflicts that show without planning: what is fixed breaks a rule by itself. Disjoint sets.
std::vector<RuleConflict> FixedConflicts(const CohortProblem& problem);

// A conflict because of which somebody must be left out who must not, proven by the relaxation;
// empty when it proves none before `stop`.
std::vector<RuleConflict> MustConflicts(const CohortProblem& problem,
                                        const std::function<bool()>& stop);

// FAILED_PRECONDITION, COHORT_RULES_CONFLICT: a violation a conflict. OK without conflicts.
absl::Status RulesConflict(const std::vector<RuleConflict>& conflicts);

}  // namespace pcsp::planning

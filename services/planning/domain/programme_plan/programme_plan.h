// A plan of training for a whole programme: from its making to its being in the diary.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/planning/domain/cohorts/plan.h"
#include "services/planning/domain/training/kept.h"

namespace pcsp::planning {

enum class ProgrammePlanState {
  kUnspecified,
  kRunning,
  kProposed,
  kApproved,
  kApplied,
  kCancelled,
  kFailed,
  kSuperseded
};
inline constexpr absl::string_view kProgrammePlanStateWords[] = {
    "", "running", "proposed", "approved", "applied", "cancelled", "failed", "superseded"};

// How far the making of a plan is.
struct PlanProgress {
  std::string step;
  double percent = 0;
  std::optional<double> best, bound;  // objectives
  int regions = 0, planned_regions = 0;
  absl::Time time = absl::UnixEpoch();

  bool operator==(const PlanProgress&) const = default;
};

// Who works on a plan, and until when nobody else may.
struct PlanLease {
  std::string owner;  // empty: nobody
  absl::Time until = absl::UnixEpoch();
  int attempt = 0;  // how often it was begun

  bool operator==(const PlanLease&) const = default;
};

// What there is to know of a plan without reading it.
struct PlanOutcome {
  CohortCost cost;
  int unmet_people = 0;
  int moved_people = 0;

  bool operator==(const PlanOutcome& other) const {
    return cost.sessions == other.cost.sessions && cost.travel == other.cost.travel &&
           cost.lateness == other.cost.lateness && cost.unmet == other.cost.unmet &&
           unmet_people == other.unmet_people && moved_people == other.moved_people;
  }
};

// Who did something, and when.
struct PlanSignature {
  std::string by;  // an appointment's id; empty: nobody yet
  absl::Time time = absl::UnixEpoch();

  bool operator==(const PlanSignature&) const = default;
};

// Problem and result are kept apart, as PlanDocuments.
struct ProgrammePlan : training::Kept {
  std::string uid;  // sorts by the time of its making
  std::string display_name;
  double seconds = 0;  // to look for a plan
  uint64_t seed = 0;
  int64_t moves = 0;  // of the search, a region; 0: no limit
  std::vector<std::string> notes;
  std::string input_hash;
  ProgrammePlanState state = ProgrammePlanState::kRunning;
  PlanProgress progress;
  PlanLease lease;
  bool cancelling = false;   // the search is to end
  bool ended_early = false;  // it did
  std::string error;         // why it failed, as the door tells it
  PlanOutcome outcome;
  PlanSignature approved, applied;
  std::string approval_note;

  bool operator==(const ProgrammePlan&) const = default;
};

// A problem or a result, in a form that only the door reads.
struct PlanDocument {
  enum class Kind { kProblem, kResult };
  std::string programme, plan;  // ids
  Kind kind = Kind::kProblem;
  std::string body;  // text

  bool operator==(const PlanDocument&) const = default;
};

inline constexpr double kUsualSeconds = 30, kMostSeconds = 3600;
inline constexpr int kMostAttempts = 5;

inline bool IsFree(const ProgrammePlan& plan, absl::Time now) {
  return plan.state == ProgrammePlanState::kRunning &&
         (plan.lease.owner.empty() || plan.lease.until <= now);
}

// What the next state asks for. PROGRAMME_PLAN_STATE_FORBIDS with the states that would allow it;
// `name` is the plan's.
absl::Status AllowCancel(absl::string_view name, const ProgrammePlan& plan);
absl::Status AllowApprove(absl::string_view name, const ProgrammePlan& plan);
absl::Status AllowApply(absl::string_view name, const ProgrammePlan& plan);
// That there is a result to look at.
absl::Status AllowCompare(absl::string_view name, const ProgrammePlan& plan);

// Why a plan failed on which processes ended so often. ABORTED, PROGRAMME_PLAN_ABANDONED.
absl::Status PlanAbandoned(absl::string_view name, int attempts);

}  // namespace pcsp::planning

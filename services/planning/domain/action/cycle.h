// Plan, do, study, act: a small test of an action, with a prediction written before it begins.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/base/error.h"
#include "services/planning/domain/action/action_event.h"
#include "services/planning/domain/names.h"

namespace pcsp::planning {

enum class CycleStage { kPlan, kDo, kStudy, kAct };
inline constexpr std::pair<absl::string_view, CycleStage> kCycleStageWords[] = {
    {"plan", CycleStage::kPlan},
    {"do", CycleStage::kDo},
    {"study", CycleStage::kStudy},
    {"act", CycleStage::kAct},
};

// What becomes of the change after the test; kNone until it is decided.
enum class CycleDecision { kNone, kAdopt, kAdapt, kAbandon };
inline constexpr std::pair<absl::string_view, CycleDecision> kCycleDecisionWords[] = {
    {"", CycleDecision::kNone},
    {"adopt", CycleDecision::kAdopt},
    {"adapt", CycleDecision::kAdapt},
    {"abandon", CycleDecision::kAbandon},
};

// One stage that is over.
struct StageRecord {
  absl::CivilDay day;
  std::string note;

  bool operator==(const StageRecord&) const = default;
};

struct Cycle {
  PlanName plan;
  std::string action;      // id
  std::string id;          // "1", "2", ... of its action
  std::string question;    // what the test is to answer
  std::string prediction;  // what will happen, before anybody knows
  std::string measure;     // how it will be seen; may be empty
  StageRecord planned;
  std::optional<StageRecord> did, studied, acted;
  CycleDecision decision = CycleDecision::kNone;
  absl::Time create_time, update_time;
  int64_t revision = 1;

  std::string Name() const;
  CycleStage stage() const;  // the last that is over

  bool operator==(const Cycle&) const = default;
};

// Adds a violation for each thing that is wrong with a new cycle: no question, no prediction, a
// plan dated after `today`, on which the prediction is written.
void CheckNewCycle(const Cycle& cycle, absl::CivilDay today, Violations& violations);

// OK if `stage` comes next; CYCLE_STATE_FORBIDS, which names the one that does.
absl::Status CheckStage(const Cycle& cycle, CycleStage stage);

// Adds a violation for each thing that is wrong with `record` as the next stage of `cycle`: dated
// after `today`, before the stage before it, or, for the test, before the day on which the
// prediction was written; no note; no decision where one must be made.
void CheckStageRecord(const Cycle& cycle, CycleStage stage, const StageRecord& record,
                      CycleDecision decision, absl::CivilDay today, Violations& violations);

// The cycle with the stage added, which has passed both checks.
Cycle With(Cycle cycle, CycleStage stage, const StageRecord& record, CycleDecision decision,
           absl::Time now);

}  // namespace pcsp::planning

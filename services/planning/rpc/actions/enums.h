// Enums of actions, in messages and in structs, two by two.
#pragma once

#include "services/planning/domain/action/cycle.h"
#include "services/planning/domain/action/tracked_action.h"
#include "services/planning/rpc/library/enums.h"

namespace pcsp::planning {

inline constexpr EnumPair<pb::PlanState, PlanState> kPlanStates[] = {
    {pb::PLAN_STATE_DRAFT, PlanState::kDraft},
    {pb::PLAN_STATE_AGREED, PlanState::kAgreed},
    {pb::PLAN_STATE_CLOSED, PlanState::kClosed}};
inline constexpr EnumPair<pb::ActionState, ActionState> kActionStates[] = {
    {pb::ACTION_STATE_PLANNED, ActionState::kPlanned},
    {pb::ACTION_STATE_UNDER_WAY, ActionState::kUnderWay},
    {pb::ACTION_STATE_DONE, ActionState::kDone},
    {pb::ACTION_STATE_ABANDONED, ActionState::kAbandoned}};
inline constexpr EnumPair<pb::ActionEventKind, EventKind> kEventKinds[] = {
    {pb::ACTION_EVENT_KIND_STARTED, EventKind::kStarted},
    {pb::ACTION_EVENT_KIND_COMPLETED, EventKind::kCompleted},
    {pb::ACTION_EVENT_KIND_ABANDONED, EventKind::kAbandoned},
    {pb::ACTION_EVENT_KIND_COMMENTED, EventKind::kCommented},
    {pb::ACTION_EVENT_KIND_EVIDENCE_LINKED, EventKind::kEvidence},
    {pb::ACTION_EVENT_KIND_REVIEWED, EventKind::kReviewed}};
inline constexpr EnumPair<pb::ReviewOutcome, ReviewOutcome> kReviewOutcomes[] = {
    {pb::REVIEW_OUTCOME_UNSPECIFIED, ReviewOutcome::kNone},
    {pb::REVIEW_OUTCOME_HELPED, ReviewOutcome::kHelped},
    {pb::REVIEW_OUTCOME_NO_DIFFERENCE, ReviewOutcome::kNoDifference},
    {pb::REVIEW_OUTCOME_MADE_WORSE, ReviewOutcome::kMadeWorse},
    {pb::REVIEW_OUTCOME_TOO_EARLY, ReviewOutcome::kTooEarly}};
inline constexpr EnumPair<pb::CycleStage, CycleStage> kCycleStages[] = {
    {pb::CYCLE_STAGE_DO, CycleStage::kDo},
    {pb::CYCLE_STAGE_STUDY, CycleStage::kStudy},
    {pb::CYCLE_STAGE_ACT, CycleStage::kAct}};
inline constexpr EnumPair<pb::CycleDecision, CycleDecision> kCycleDecisions[] = {
    {pb::CYCLE_DECISION_UNSPECIFIED, CycleDecision::kNone},
    {pb::CYCLE_DECISION_ADOPT, CycleDecision::kAdopt},
    {pb::CYCLE_DECISION_ADAPT, CycleDecision::kAdapt},
    {pb::CYCLE_DECISION_ABANDON, CycleDecision::kAbandon}};

}  // namespace pcsp::planning

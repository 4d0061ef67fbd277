#include "services/planning/domain/training/competence/trainer.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/planning/domain/calendar.h"
#include "services/planning/domain/training/course/course.h"
#include "services/planning/domain/training/errors.h"
#include "services/planning/domain/training/text_checks.h"
#include "services/planning/domain/training/words.h"

namespace pcsp::planning::training {
namespace {

constexpr size_t kLongestEvidence = 500;

// The last step on or before `day`; null if there is none.
const TrainerStep* LastOn(absl::Span<const TrainerStep> steps, absl::CivilDay day) {
  const TrainerStep* last = nullptr;
  for (const TrainerStep& step : steps) {
    if (step.day <= day) last = &step;
  }
  return last;
}

}  // namespace

TrainerStage StageOn(absl::Span<const TrainerStep> steps, absl::CivilDay day) {
  const TrainerStep* const last = LastOn(steps, day);
  if (last == nullptr) return TrainerStage::kNone;
  return day >= last->lapse ? TrainerStage::kLapsed : last->stage;
}

absl::CivilDay LapseOn(absl::Span<const TrainerStep> steps, absl::CivilDay day) {
  const TrainerStep* const last = LastOn(steps, day);
  return last == nullptr ? kNever : last->lapse;
}

std::optional<absl::CivilDay> SinceOn(absl::Span<const TrainerStep> steps, absl::CivilDay day) {
  const TrainerStep* const last = LastOn(steps, day);
  if (last == nullptr) return std::nullopt;
  return day >= last->lapse ? last->lapse : last->day;
}

std::vector<TrainerStage> NextStages(TrainerStage stage) {
  using enum TrainerStage;
  switch (stage) {
    case kNone:
      return {kCandidate};
    case kCandidate:
      return {kTrained, kLapsed};
    case kTrained:
      return {kCoDelivering, kLapsed};
    case kCoDelivering:
      return {kPeerReviewed, kLapsed};
    case kPeerReviewed:
      return {kCoDelivering, kQualityAssured, kLapsed};
    case kQualityAssured:
      return {kQualityAssured, kLapsed};
    case kLapsed:
      return {kCandidate, kCoDelivering};
  }
  return {};
}

TrainerStep FitStep(TrainerStep step, absl::Span<const TrainerStep> before, absl::CivilDay today,
                    int quality_assurance_months, Violations& violations) {
  if (step.stage == TrainerStage::kNone) {
    violations.Add("step.stage", "", "where the step leads");
  }
  if (!before.empty() && step.day < before.back().day) {
    violations.Add(
        "step.step_date", DayText(step.day),
        absl::StrCat("the day of the step before, ", DayText(before.back().day), ", or later"));
  }
  if (step.day > today) violations.Add("step.step_date", DayText(step.day), "today or before");
  CheckLine("step.evidence", step.evidence, kLongestEvidence, violations);
  const bool assured = step.stage == TrainerStage::kQualityAssured;
  if (!assured && step.lapse != kNever) {
    violations.Add("step.lapse_date", DayText(step.lapse), "nothing but for quality assurance");
  } else if (step.lapse <= step.day) {
    violations.Add("step.lapse_date", DayText(step.lapse), "a day after the step");
  } else if (assured && step.lapse == kNever) {
    step.lapse = MonthsLater(step.day, quality_assurance_months);
  }
  return step;
}

absl::Status AllowStep(absl::string_view name, const TrainerStep& step,
                       absl::Span<const TrainerStep> before) {
  const TrainerStage from = StageOn(before, step.day);
  const std::vector<TrainerStage> next = NextStages(from);
  if (std::find(next.begin(), next.end(), step.stage) != next.end()) return absl::OkStatus();
  std::vector<std::string> allowed;
  for (const TrainerStage stage : next) allowed.push_back(WordOf(stage, kTrainerStageWords));
  return TrainerStepNotAllowed(name, WordOf(from, kTrainerStageWords),
                               WordOf(step.stage, kTrainerStageWords), allowed);
}

}  // namespace pcsp::planning::training

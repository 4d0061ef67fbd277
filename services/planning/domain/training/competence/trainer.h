// A trainer's path: steps with evidence, each legal where the one before it led.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "common/base/error.h"
#include "services/planning/domain/training/competence/trainer_stage.h"
#include "services/planning/domain/training/kept.h"

namespace pcsp::planning::training {

struct TrainerStep {
  std::string programme, trainer;  // ids
  int position = 0;                // from 0
  TrainerStage stage = TrainerStage::kNone;
  absl::CivilDay day;
  std::string evidence;
  absl::CivilDay lapse = kNever;  // of quality assurance: the first day without it
  absl::Time record_time = absl::UnixEpoch();

  bool operator==(const TrainerStep&) const = default;
};

// The id is that of the appointment. The steps are kept apart, in their order.
struct Trainer : Kept {
  bool operator==(const Trainer&) const = default;
};

// Where the steps have led by the end of `day`; kLapsed once quality assurance has run out.
TrainerStage StageOn(absl::Span<const TrainerStep> steps, absl::CivilDay day);
// The first day without the quality assurance that holds on `day`; kNever if none does.
absl::CivilDay LapseOn(absl::Span<const TrainerStep> steps, absl::CivilDay day);

// The day since which they have stood there: that of the last step or, where quality assurance ran
// out, the day of that. Nothing before the first step.
std::optional<absl::CivilDay> SinceOn(absl::Span<const TrainerStep> steps, absl::CivilDay day);

// Where somebody at `stage` may go. Quality assurance may be renewed; a peer's review may end in
// more co-delivery; who has lapsed begins anew or delivers beside somebody again.
std::vector<TrainerStage> NextStages(TrainerStage stage);

// `step` with the lapse filled in, after everything in it that is wrong has been added to
// `violations`: the day is neither before the last step nor after `today`, evidence is given.
TrainerStep FitStep(TrainerStep step, absl::Span<const TrainerStep> before, absl::CivilDay today,
                    int quality_assurance_months, Violations& violations);

// TRAINER_STEP_NOT_ALLOWED with what is, unless `step` may follow `before`.
absl::Status AllowStep(absl::string_view name, const TrainerStep& step,
                       absl::Span<const TrainerStep> before);

}  // namespace pcsp::planning::training

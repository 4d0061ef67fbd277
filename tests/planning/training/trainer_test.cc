// Since when a trainer has stood where they stand.
#include "services/planning/domain/training/competence/trainer.h"

#include "gtest/gtest.h"

namespace pcsp::planning::training {
namespace {

TEST(TrainerSinceTest, LapsedSinceTheLapseAndNotSinceTheLastStep) {
  TrainerStep step;
  step.stage = TrainerStage::kQualityAssured;
  step.day = absl::CivilDay(2023, 5, 1);
  step.lapse = absl::CivilDay(2026, 5, 1);
  const std::vector<TrainerStep> steps = {step};
  EXPECT_EQ(SinceOn(steps, absl::CivilDay(2023, 4, 30)), std::nullopt);
  EXPECT_EQ(SinceOn(steps, absl::CivilDay(2026, 4, 30)), step.day);
  EXPECT_EQ(StageOn(steps, step.lapse), TrainerStage::kLapsed);
  EXPECT_EQ(SinceOn(steps, step.lapse), step.lapse);
  EXPECT_EQ(SinceOn(steps, absl::CivilDay(2027, 1, 1)), step.lapse);
}

}  // namespace
}  // namespace pcsp::planning::training

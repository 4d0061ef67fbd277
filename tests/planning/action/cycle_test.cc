#include "services/planning/domain/action/cycle.h"

#include "gmock/gmock.h"
#include "tests/planning/action/actions.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const absl::CivilDay kWritten(2026, 1, 5);  // the day of testing::kCreated
const absl::CivilDay kToday(2026, 2, 1);

Cycle MakeCycle() {
  Cycle cycle;
  cycle.plan = {{"p", "o"}, "x"};
  cycle.action = "a";
  cycle.id = "1";
  cycle.question = "Do letters that arrive a week before help?";
  cycle.prediction = "Six of ten people bring questions.";
  cycle.planned = {absl::CivilDay(2026, 1, 2), "ten people"};
  cycle.create_time = cycle.update_time = testing::kCreated;
  return cycle;
}

std::vector<std::string> Faults(const Cycle& cycle, CycleStage stage, absl::CivilDay day,
                                CycleDecision decision = CycleDecision::kNone,
                                const std::string& note = "seen") {
  Violations violations;
  CheckStageRecord(cycle, stage, {day, note}, decision, kToday, violations);
  return ViolatedFields(violations.ToStatus());
}

TEST(CycleTest, NeedsAQuestionAndAPrediction) {
  Cycle cycle = MakeCycle();
  cycle.question = " ";
  cycle.prediction = "";
  cycle.planned.day = kToday + 1;
  Violations violations;
  CheckNewCycle(cycle, kToday, violations);
  EXPECT_THAT(ViolatedFields(violations.ToStatus()),
              ElementsAre("cycle.question", "cycle.prediction", "cycle.plan.date"));
  Violations none;
  CheckNewCycle(MakeCycle(), kToday, none);
  EXPECT_TRUE(none.empty());
}

TEST(CycleTest, StagesComeInTheirOrder) {
  Cycle cycle = MakeCycle();
  const CycleStage kOrder[] = {CycleStage::kDo, CycleStage::kStudy, CycleStage::kAct};
  for (const CycleStage next : kOrder) {
    for (const CycleStage stage :
         {CycleStage::kPlan, CycleStage::kDo, CycleStage::kStudy, CycleStage::kAct}) {
      const absl::Status status = CheckStage(cycle, stage);
      EXPECT_EQ(status.ok(), stage == next);
      if (!status.ok()) {
        EXPECT_THAT(status, HasReason("CYCLE_STATE_FORBIDS"));
      }
    }
    cycle = With(cycle, next, {kWritten, "seen"},
                 next == CycleStage::kAct ? CycleDecision::kAdapt : CycleDecision::kNone,
                 testing::kCreated);
    EXPECT_EQ(cycle.stage(), next);
  }
  EXPECT_EQ(cycle.decision, CycleDecision::kAdapt);
  EXPECT_EQ(cycle.revision, 4);
  EXPECT_THAT(CheckStage(cycle, CycleStage::kDo), HasReason("CYCLE_STATE_FORBIDS"));
}

TEST(CycleTest, ATestDoesNotBeginBeforeItsPredictionWasWritten) {
  const Cycle cycle = MakeCycle();
  EXPECT_THAT(Faults(cycle, CycleStage::kDo, kWritten - 1), ElementsAre("date"))
      << "after the plan's own day, but before the prediction was there";
  EXPECT_THAT(Faults(cycle, CycleStage::kDo, kWritten), IsEmpty());
}

TEST(CycleTest, DatesAreInOrderAndEveryFaultIsReported) {
  Cycle cycle = With(MakeCycle(), CycleStage::kDo, {kWritten + 5, "done"}, CycleDecision::kNone,
                     testing::kCreated);
  EXPECT_THAT(Faults(cycle, CycleStage::kStudy, kWritten + 4, CycleDecision::kAdopt, ""),
              ElementsAre("date", "note", "decision"));
  EXPECT_THAT(Faults(cycle, CycleStage::kStudy, kToday + 1), ElementsAre("date"));
  cycle = With(cycle, CycleStage::kStudy, {kWritten + 6, "seen"}, CycleDecision::kNone,
               testing::kCreated);
  EXPECT_THAT(Faults(cycle, CycleStage::kAct, kWritten + 6), ElementsAre("decision"));
  EXPECT_THAT(Faults(cycle, CycleStage::kAct, kWritten + 6, CycleDecision::kAdopt), IsEmpty());
}

}  // namespace
}  // namespace pcsp::planning

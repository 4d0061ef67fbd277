#include "gateway/cli/sample/training.h"

#include <map>
#include <set>

#include "absl/time/civil_time.h"
#include "gateway/cli/sample/random.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/gateway/sample/small_blueprint.h"

namespace pcsp::gateway::sample {
namespace {

using ::testing::Gt;
using ::testing::SizeIs;

const SampleProgramme& Programme() {
  static const auto* programme =
      new SampleProgramme(GenerateProgramme(SmallBlueprint(), Options{}));
  return *programme;
}
const TrainingSample& Sample() {
  static const auto* sample =
      new TrainingSample(MakeTraining(Programme(), Options{}, Random(Options{}.seed)));
  return *sample;
}

TEST(SampleTrainingTest, TastersAreHeldOnTheDaysOfTheirMilestones) {
  std::map<std::string, std::string> tasters;
  for (const Milestone& milestone : Programme().milestones) {
    if (milestone.state == "taster") tasters.emplace(milestone.organisation, milestone.date);
  }
  EXPECT_THAT(Sample().tasters, SizeIs(tasters.size()));
  for (const SessionSample& taster : Sample().tasters) {
    EXPECT_EQ(taster.date, tasters.at(taster.practice));
  }
}

TEST(SampleTrainingTest, EachSteeringGroupHasCoreDaysToCome) {
  std::map<std::string, int> days;
  for (const SessionSample& session : Sample().core_days) {
    ++days[session.group];
    absl::CivilDay day;
    ASSERT_TRUE(absl::ParseCivilTime(session.date, &day));
    EXPECT_EQ(absl::GetWeekday(day), absl::Weekday::tuesday);
    EXPECT_GT(day, absl::CivilDay(2024, 4, 1) + 900);
  }
  EXPECT_THAT(days, SizeIs(4));
  for (const auto& [group, count] : days) EXPECT_EQ(count, 3) << group;
}

TEST(SampleTrainingTest, VisitsComeOnceAQuarterAfterTheCommitment) {
  std::map<std::string, std::string> committed;
  for (const Milestone& milestone : Programme().milestones) {
    if (milestone.state == "committed") committed.emplace(milestone.organisation, milestone.date);
  }
  ASSERT_THAT(Sample().visits, SizeIs(Gt(100u)));
  std::set<std::string> visited;
  for (const VisitSample& visit : Sample().visits) {
    visited.insert(visit.practice);
    EXPECT_GE(visit.date, committed.at(visit.practice));
    EXPECT_GT(visit.minutes, 0);
  }
  EXPECT_THAT(visited, SizeIs(committed.size()));
}

}  // namespace
}  // namespace pcsp::gateway::sample

#include "gateway/cli/sample/milestones.h"

#include <algorithm>
#include <map>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/registry/domain/journey/steps.h"
#include "tests/gateway/sample/small_blueprint.h"

namespace pcsp::gateway::sample {
namespace {

using ::testing::AllOf;
using ::testing::Ge;
using ::testing::IsEmpty;
using ::testing::Le;

Organisation Practice(const std::string& id) {
  Organisation practice;
  practice.id = id;
  practice.kind = "practice";
  return practice;
}

registry::Journey StepsOf(const std::vector<Milestone>& milestones) {
  registry::Journey journey;
  for (const Milestone& m : milestones) {
    EXPECT_NE(registry::MilestoneEvidenceOf(m.evidence), registry::MilestoneEvidence::kUnspecified);
    journey.push_back({registry::MilestoneStateOf(m.state), registry::ParseDate(m.date).value()});
  }
  return journey;
}

// Many practices, so that pauses, withdrawals and returns are among them.
TEST(SampleMilestonesTest, AreLegalAndInOrder) {
  const Random random(7);
  std::map<std::string, int> states;
  for (int i = 0; i < 3000; ++i) {
    const auto milestones = MakeMilestones(Practice("z" + std::to_string(i)), {}, {}, random);
    const registry::Journey journey = StepsOf(milestones);
    EXPECT_TRUE(std::is_sorted(journey.begin(), journey.end())) << i;
    EXPECT_THAT(registry::IllegalSteps(journey), IsEmpty()) << i;
    for (const Milestone& m : milestones) {
      ++states[m.state];
      EXPECT_THAT(m.date, AllOf(Ge("2024-04-01"), Le("2026-09-18")));
    }
  }
  EXPECT_EQ(states.size(), 11u) << "every state but merged";
  EXPECT_THAT(states["trained"] / 3000.0, AllOf(Ge(0.6), Le(0.9)));
  EXPECT_THAT(static_cast<double>(states["live"]) / states["trained"], AllOf(Ge(0.6), Le(0.95)));
}

TEST(SampleMilestonesTest, StopAtTheTrainingWhereSilenceIsPlanted) {
  const Random random(7);
  int cut = 0;
  for (int i = 0; i < 200; ++i) {
    const Organisation practice = Practice("z" + std::to_string(i));
    const auto heard = MakeMilestones(practice, {}, {}, random);
    const auto silent = MakeMilestones(practice, {kSilenceIssue}, {}, random);
    ASSERT_LE(silent.size(), heard.size());
    for (size_t m = 0; m < silent.size(); ++m) EXPECT_EQ(silent[m].date, heard[m].date);
    for (const Milestone& m : silent) EXPECT_NE(m.state, "live");
    cut += silent.size() < heard.size() ? 1 : 0;
  }
  EXPECT_GE(cut, 100);
}

TEST(SampleMilestonesTest, BelongToPracticesAndComeAgainFromTheSameSeed) {
  const auto generate = [] { return GenerateProgramme(SmallBlueprint(), Options{}).milestones; };
  const std::vector<Milestone> milestones = generate();
  EXPECT_THAT(milestones.size(), AllOf(Ge(200u), Le(400u)));
  const std::vector<Milestone> again = generate();
  ASSERT_EQ(milestones.size(), again.size());
  for (size_t i = 0; i < milestones.size(); ++i) {
    EXPECT_EQ(milestones[i].organisation[0], 'z');
    EXPECT_EQ(milestones[i].date, again[i].date);
    EXPECT_EQ(milestones[i].state, again[i].state);
  }
  Organisation group = Practice("wolds");
  group.kind = "steering_group";
  EXPECT_THAT(MakeMilestones(group, {}, {}, Random(7)), IsEmpty());
}

}  // namespace
}  // namespace pcsp::gateway::sample

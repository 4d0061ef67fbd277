#include "services/planning/domain/effect/issue_effects.h"

#include <cmath>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/planning/effect/outcomes.h"

namespace pcsp::planning {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using testing::MakeOutcome;

// `sites` sites that end `post` points up, with `adopted`.
void Add(IssueState& state, int sites, const std::vector<Treatment>& adopted, double post,
         const std::string& round = "r1") {
  for (int i = 0; i < sites; ++i) {
    const std::string word = adopted.empty() ? "none" : adopted[0].solution;
    Outcome outcome = MakeOutcome(absl::StrCat(word, "-", round, "-", i), round);
    outcome.adopted = adopted;
    outcome.pre += i % 5;
    outcome.post = post + i % 7;
    state.Add(outcome);
  }
}

TEST(IssueEffectsTest, TellsTheHarmfulFromTheUselessAndTheUseful) {
  IssueState state;
  Add(state, 60, {}, 43);
  Add(state, 30, {{"good"}}, 49);
  Add(state, 30, {{"idle"}}, 43);
  Add(state, 30, {{"harm"}}, 37);
  const IssueEffects effects(state, {}, {});
  const SolutionEffect& good = *effects.Find({"good"});
  EXPECT_NEAR(good.effect.expected, 6, 1.2);
  EXPECT_GT(good.effect.low, 2);
  EXPECT_LT(good.effect.low, good.effect.expected);
  EXPECT_GT(good.p_over_2, 0.9);
  EXPECT_NEAR(effects.Find({"idle"})->effect.expected, 0, 1.2);
  EXPECT_LT(effects.Find({"harm"})->effect.high, -2);
  EXPECT_EQ(good.sites, 30);
  EXPECT_EQ(good.comparison_sites, 60);
  EXPECT_TRUE(good.controlled());
  EXPECT_EQ(effects.Find({"never"}), nullptr);
}

TEST(IssueEffectsTest, WithoutComparisonSitesThePriorStands) {
  IssueState state;
  Add(state, 40, {{"a"}}, 70);
  Add(state, 40, {}, 40, "r2");
  const IssueEffects effects(state, {}, {{"a", 3}});
  const SolutionEffect& a = *effects.Find({"a"});
  EXPECT_FALSE(a.controlled()) << "the untreated rows are of another round";
  EXPECT_NEAR(a.effect.expected, 3, 0.05) << "the whole gain may be the round's";
  EXPECT_LT(a.effect.low, 0);
}

TEST(IssueEffectsTest, SaysWhatElseTheSitesDid) {
  IssueState state;
  Add(state, 20, {}, 40);
  Add(state, 8, {{"a"}, {"b"}}, 44);
  Add(state, 2, {{"a"}}, 44);
  Add(state, 10, {{"b"}}, 44, "r2");
  const IssueEffects effects(state, {}, {});
  EXPECT_THAT(effects.Find({"a"})->co_adopted,
              ElementsAre(Field(&CoAdoption::with, Treatment{"b"})));
  EXPECT_NEAR(effects.Find({"a"})->co_adopted[0].share, 0.8, 1e-12);
  EXPECT_THAT(effects.Find({"b"})->co_adopted, IsEmpty());
}

TEST(IssueEffectsTest, KeepsAnAlteredFormApart) {
  IssueState state;
  Add(state, 40, {}, 40);
  Add(state, 20, {{"a"}}, 46);
  Add(state, 20, {{"a", true}}, 40, "r1");
  const IssueEffects effects(state, {}, {});
  EXPECT_GT(effects.Find({"a", false})->effect.low, 2);
  EXPECT_LT(effects.Find({"a", true})->effect.expected, 2);
}

TEST(IssueEffectsTest, ShowsFidelityThatFalls) {
  IssueState state;
  for (int i = 0; i < 12; ++i) {
    Outcome outcome = MakeOutcome(absl::StrCat("s", i));
    if (i % 2 == 0) outcome.adopted = {{"a"}};
    outcome.fidelity_pre = 80;
    outcome.fidelity_post = (i % 2 == 0 ? 60 : 80) + i % 3;
    state.Add(outcome);
  }
  const IssueEffects effects(state, {}, {});
  const auto fidelity = effects.Find({"a"})->fidelity;
  ASSERT_TRUE(fidelity.has_value());
  EXPECT_NEAR(fidelity->points, -20, 1);
  EXPECT_TRUE(fidelity->Lower());
}

TEST(IssueEffectsTest, FindsWhomItHelps) {
  IssueState state;
  for (int i = 0; i < 400; ++i) {
    Outcome outcome = MakeOutcome(absl::StrCat("s", i));
    const double x = (i / 2) % 10 - 4.5;
    outcome.context.deprivation = 30 + 5 * x;
    if (i % 2 == 0) outcome.adopted = {{"a"}};
    outcome.post = 40 + i % 7 + (i % 2 == 0 ? 5 + 2 * x : 0);
    state.Add(outcome);
  }
  const ContextScale scale = {Scale(), Scale{30, 5 * std::sqrt(8.25)}};
  const IssueEffects effects(state, scale, {});
  const Moderation& deprived = effects.Find({"a"})->moderations[2];
  EXPECT_EQ(deprived.moderator, "deprivation");
  EXPECT_GT(deprived.p_positive, 0.95);
  SiteContext poor, rich;
  poor.deprivation = 50;
  rich.deprivation = 10;
  EXPECT_GT(effects.At({"a"}, 2, std::nullopt, poor).Mean(),
            effects.At({"a"}, 2, std::nullopt, rich).Mean() + 4);
}

TEST(IssueEffectsTest, AnUntriedIdeaLearnsTheSpreadOfTheOthers) {
  IssueState state;
  Add(state, 200, {}, 43);
  for (const char* solution : {"a", "b", "c", "d", "e"}) Add(state, 60, {{solution}}, 45);
  const IssueEffects effects(state, {}, {});
  const NormalMixture untried = effects.At({"new"}, 3, std::nullopt, {});
  EXPECT_NEAR(untried.Mean(), 3, 1e-9);
  EXPECT_LT(untried.Sd(), Unmeasured(3).Sd()) << "solutions of this issue are much alike";
  EXPECT_NEAR(Unmeasured(3).Sd(), 5, 0.2) << "the half-normal's root mean square";
}

}  // namespace
}  // namespace pcsp::planning

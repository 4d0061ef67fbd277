// Somebody who reads everything that is told of programmes made by chance, through the public API:
// finds nothing, and wins when a rule is off. Those on how teams are split and hidden cells bounded
// are met by ../attacker_test.cc, for which counts and sums are never rounded: here `rounding`
// stands behind them.
#include <cstdlib>

#include "absl/strings/numbers.h"
#include "gtest/gtest.h"
#include "tests/assessments/disclosure/worlds/world_attacker.h"

namespace pcsp::assessments::testing {
namespace {

// PCSP_WORLDS plays as many.
int Worlds() {
  const char* const given = std::getenv("PCSP_WORLDS");
  int number = 0;
  return given != nullptr && absl::SimpleAtoi(given, &number) ? number : 40;
}

// For the reader of a failed test: who answered where, and what is told of it.
std::string InWords(const World& world, const Published& published) {
  std::string text = absl::StrCat(", policy ", world.policy.min_group_size, " ",
                                  world.policy.min_distribution_size, "\n");
  for (int w = 0; w < kWaves; ++w) {
    for (int s = 0; s < world.sites(); ++s) {
      const Tally all = world.waves[w].Truth(1U << s, 0b11111);
      absl::StrAppend(&text, "wave ", w, " site ", s, " of ", world.groups[s], ": ", all.people,
                      " sum ", all.sum, " clinical ", world.waves[w].Truth(1U << s, 0b111).people,
                      "\n");
    }
    for (const Told& told : published[w].told) {
      absl::StrAppend(&text, "  sites ", told.sites, told.put_together ? " together" : "", " part ",
                      int{told.part}, ": ", told.people.low, "-", told.people.high, ", mean ",
                      told.mean, " of ", told.who_counted.low, "-", told.who_counted.high,
                      told.answers ? ", answers\n" : "\n");
    }
  }
  return text;
}

class WorldsTest : public WorldFixture {};

TEST_F(WorldsTest, TellNothingThatNobodyShouldKnow) {
  StartUnder({});
  int shown = 0, split = 0, answers = 0;
  for (int seed = 1; seed <= Worlds(); ++seed) {
    const World world = RandomWorld(seed);
    const Published published = Play(world);
    ASSERT_FALSE(HasFatalFailure()) << "seed " << seed;
    EXPECT_EQ(WhatLeaks(world, published), "") << "seed " << seed << InWords(world, published);
    for (const PublishedWave& wave : published) {
      for (const Told& told : wave.told) {
        shown += told.people_shown;
        split += told.part != 0b11111;
        answers += told.answers.has_value();
      }
    }
  }
  // It is not that nothing is told.
  EXPECT_GT(shown, 3 * Worlds());
  EXPECT_GT(split, Worlds() / 2);
  EXPECT_GT(answers, 2 * Worlds());
}

struct Switch {
  const char* name;
  bool DisclosureRules::*rule;
};

class WorldsWithoutTest : public WorldFixture, public ::testing::WithParamInterface<Switch> {};

TEST_P(WorldsWithoutTest, TellMore) {
  DisclosureRules rules;
  rules.*GetParam().rule = false;
  StartUnder(rules);
  constexpr int kTries = 300;
  for (int seed = 1; seed <= kTries; ++seed) {
    const World world = RandomWorld(seed);
    const std::string leak = WhatLeaks(world, Play(world));
    ASSERT_FALSE(HasFatalFailure()) << "seed " << seed;
    if (leak.empty()) continue;
    RecordProperty("leak", leak);
    RecordProperty("seed", seed);
    // The same programme is safe with the rule.
    StartUnder({});
    EXPECT_EQ(WhatLeaks(world, Play(world)), "") << "seed " << seed;
    return;
  }
  FAIL() << "without the rule " << GetParam().name << " nothing leaks: what is it for?";
}

INSTANTIATE_TEST_SUITE_P(EachRule, WorldsWithoutTest,
                         ::testing::Values(Switch{"minimum", &DisclosureRules::minimum},
                                           Switch{"secondary", &DisclosureRules::secondary},
                                           Switch{"unanimity", &DisclosureRules::unanimity},
                                           Switch{"full_response", &DisclosureRules::full_response},
                                           Switch{"rounding", &DisclosureRules::rounding},
                                           Switch{"overlap", &DisclosureRules::overlap},
                                           Switch{"bands", &DisclosureRules::bands},
                                           Switch{"own_words", &DisclosureRules::own_words}),
                         [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace pcsp::assessments::testing

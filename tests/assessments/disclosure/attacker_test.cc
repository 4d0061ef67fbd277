// The attacker against the engine, over random hierarchies; and against the engine with a rule off.
#include "tests/assessments/disclosure/attacker.h"

#include <cstdlib>

#include "absl/strings/numbers.h"
#include "gtest/gtest.h"

namespace pcsp::assessments::testing {
namespace {

// PCSP_HIERARCHIES=100000 is the number that is promised; what runs each time is a sample.
int Hierarchies() {
  const char* const given = std::getenv("PCSP_HIERARCHIES");
  int number = 0;
  return given != nullptr && absl::SimpleAtoi(given, &number) ? number : 3'000;
}

TEST(Attacker, RecoversNothing) {
  int shown = 0, split = 0, hidden = 0;
  for (int seed = 1; seed <= Hierarchies(); ++seed) {
    const Publication p = RandomPublication(seed, {});
    ASSERT_EQ(WhatLeaks(p), "") << "seed " << seed;
    for (size_t node = 0; node < p.tree.nodes.size(); ++node) {
      shown += p.decisions.Shown(node, kWholeTeam);
      split += p.decisions.Shown(node, kClinical);
      hidden += p.decisions.Why(node, kWholeTeam) == Hidden::kSecondary;
    }
  }
  // It is not that nothing is published.
  EXPECT_GT(shown, Hierarchies());
  EXPECT_GT(split, Hierarchies() / 4);
  EXPECT_GT(hidden, Hierarchies() / 10);
}

struct Switch {
  const char* name;
  bool DisclosureRules::*rule;
};

class AttackerTest : public ::testing::TestWithParam<Switch> {};

TEST_P(AttackerTest, WinsWhenTheRuleIsOff) {
  DisclosureRules rules;
  rules.*GetParam().rule = false;
  int won = 0;
  std::string example;
  for (int seed = 1; seed <= 1'000 && won < 3; ++seed) {
    const std::string leak = WhatLeaks(RandomPublication(seed, rules));
    if (leak.empty()) continue;
    ++won;
    // The same answers are safe with the rule.
    EXPECT_EQ(WhatLeaks(RandomPublication(seed, {})), "") << "seed " << seed;
  }
  EXPECT_GE(won, 3) << "without the rule " << GetParam().name << " nothing leaks: what is it for?";
}

INSTANTIATE_TEST_SUITE_P(EachRule, AttackerTest,
                         ::testing::Values(Switch{"minimum", &DisclosureRules::minimum},
                                           Switch{"complement", &DisclosureRules::complement},
                                           Switch{"merging", &DisclosureRules::merging},
                                           Switch{"secondary", &DisclosureRules::secondary},
                                           Switch{"unanimity", &DisclosureRules::unanimity},
                                           Switch{"audit", &DisclosureRules::audit}),
                         [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace pcsp::assessments::testing

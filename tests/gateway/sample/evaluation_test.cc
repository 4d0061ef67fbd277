#include "gateway/cli/sample/evaluation.h"

#include "gtest/gtest.h"
#include "tests/gateway/sample/small_blueprint.h"

namespace pcsp::gateway::sample {
namespace {

SiteSample Site(std::string id, std::set<std::string> planted) {
  SiteSample site;
  site.organisation = std::move(id);
  site.level = "practice";
  site.planted = std::move(planted);
  return site;
}

// Issues of a practice in the small blueprint: p1 (prior marginal about .43) and p2 (.3).
TEST(EvaluateTest, CountsFindingsAgainstTruthAndChance) {
  const std::vector<SiteSample> sites = {Site("a", {"p1"}), Site("b", {"p2"}),
                                         Site("c", {"p1", "p2"}), Site("d", {"p1"})};
  const std::vector<SiteFindings> findings = {{"a", {{"p1", 0.9}, {"p2", 0.5}}},
                                              {"b", {{"p1", 0.2}, {"p2", 0.7}}},
                                              {"c", {{"p1", 0.69}, {"p2", 0.1}}}};
  const Evaluation e = Evaluate(SmallBlueprint(), sites, findings);
  EXPECT_EQ(e.sites, 4);
  EXPECT_EQ(e.diagnosed_sites, 3);
  EXPECT_EQ(e.planted, 5);
  EXPECT_EQ(e.planted_in_diagnosed_sites, 4);

  EXPECT_EQ(e.likely.findings, 2);
  EXPECT_EQ(e.likely.found, 2);
  EXPECT_EQ(e.likely.false_findings, 0);
  EXPECT_DOUBLE_EQ(e.likely.found_by_chance, 0.5 + 0.5);
  EXPECT_EQ(e.likely.found_by_prior, 1) << "p1 is the commoner one: right at a, wrong at b";

  EXPECT_EQ(e.possible.findings, 4);
  EXPECT_EQ(e.possible.found, 3);
  EXPECT_EQ(e.possible.false_findings, 1);
  EXPECT_DOUBLE_EQ(e.possible.found_by_chance, 1.0 + 0.5 + 1.0);
  EXPECT_EQ(e.possible.found_by_prior, 1 + 0 + 1);

  const double squares = 0.01 + 0.25 + 0.04 + 0.09 + 0.31 * 0.31 + 0.81;
  EXPECT_NEAR(e.brier, squares / 6, 1e-12);
  // Planted: .9 .7 .69 .1; others: .5 .2. Of the 8 pairs, all but those of .1 are right.
  EXPECT_DOUBLE_EQ(e.auc, 6.0 / 8.0);
}

TEST(EvaluateTest, TiesShareTheirRank) {
  const std::vector<SiteSample> sites = {Site("a", {"p1"})};
  const Evaluation e = Evaluate(SmallBlueprint(), sites, {{"a", {{"p1", 0.5}, {"p2", 0.5}}}});
  EXPECT_DOUBLE_EQ(e.auc, 0.5);
}

TEST(EvaluateTest, WithoutFindingsThereIsNothingToClaim) {
  const std::vector<SiteSample> sites = {Site("a", {"p1"})};
  const Evaluation e = Evaluate(SmallBlueprint(), sites, {});
  EXPECT_EQ(e.diagnosed_sites, 0);
  EXPECT_EQ(e.planted, 1);
  EXPECT_EQ(e.likely.findings, 0);
  EXPECT_DOUBLE_EQ(e.auc, 0.5);
  EXPECT_DOUBLE_EQ(e.brier, 0.0);
}

}  // namespace
}  // namespace pcsp::gateway::sample

// The parts of the engine by themselves.
#include <cmath>
#include <set>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/diagnosis/domain/engine/belief.h"
#include "services/diagnosis/domain/engine/clique_tree.h"
#include "services/diagnosis/domain/engine/likelihood.h"
#include "services/diagnosis/domain/engine/model.h"

namespace pcsp::diagnosis {
namespace {

using ::testing::ElementsAre;

TEST(CliqueTree, AChainNeedsPairsOnly) {
  const CliqueTree tree = BuildCliqueTree(4, {{0, 1}, {1, 2}, {2, 3}});
  EXPECT_EQ(tree.cliques.size(), 3u);
  EXPECT_EQ(InferenceCost(tree), 12);
}

TEST(CliqueTree, ALoopIsTriangulated) {
  const CliqueTree tree = BuildCliqueTree(4, {{0, 1}, {1, 2}, {2, 3}, {3, 0}});
  EXPECT_EQ(tree.cliques.size(), 2u);
  EXPECT_EQ(InferenceCost(tree), 16);
}

TEST(CliqueTree, AVariableOnItsOwnGetsAClique) {
  const CliqueTree tree = BuildCliqueTree(3, {{0, 1}});
  EXPECT_EQ(tree.cliques.size(), 2u);
  EXPECT_THAT(tree.cliques[1].variables, ElementsAre(2));
  EXPECT_EQ(tree.cliques[1].separator_size, 0);
}

TEST(CliqueTree, TheCostOfAHugeCliqueIsBounded) {
  std::vector<int> all;
  for (int v = 0; v < 80; ++v) all.push_back(v);
  EXPECT_GT(InferenceCost(BuildCliqueTree(80, {all})), kCostLimit);
}

// Every clique that holds a variable is joined through cliques that hold it too.
TEST(CliqueTree, HasTheRunningIntersectionProperty) {
  const CliqueTree tree =
      BuildCliqueTree(8, {{0, 1, 2}, {2, 3}, {3, 4, 5}, {5, 0}, {6, 1}, {6, 4}, {7}, {2, 7}});
  for (size_t c = 1; c < tree.cliques.size(); ++c) {
    const auto& clique = tree.cliques[c];
    ASSERT_LT(clique.parent, static_cast<int>(c));
    const auto& parent = tree.cliques[clique.parent].variables;
    const std::set<int> held(parent.begin(), parent.end());
    for (size_t i = 0; i < clique.variables.size(); ++i) {
      EXPECT_EQ(held.contains(clique.variables[i]), static_cast<int>(i) < clique.separator_size);
    }
  }
}

// Russell and Norvig's fever: a noisy-OR of three diseases, read off as a fact without discount.
class Fever : public ::testing::Test {
 protected:
  Fever() {
    KnowledgeBase kb{.id = "fever", .version = "1"};
    kb.issues = {{.id = "cold", .title = "Cold", .prior = .1},
                 {.id = "flu", .title = "Flu", .prior = .05},
                 {.id = "malaria", .title = "Malaria", .prior = .01}};
    kb.indicators = {{.id = "fever",
                      .type = IndicatorType::kFact,
                      .categories = {"no", "yes"},
                      .healthy = {1, 0},
                      .troubled = {0, 1},
                      .links = {{"cold", .4}, {"flu", .8}, {"malaria", .9}},
                      .leak = 0,
                      .kappa = 20,
                      .eta = 1}};
    // Certainty is outside the authoring rules and within what the engine can do.
    model_ = CompileCheckedModel(std::move(kb));
  }

  std::vector<double> Given(const std::vector<std::vector<double>>& log_tables) {
    const Network& network = model_.at(Level::kPractice).network;
    EvidenceTables evidence(network);
    for (const auto& table : log_tables)
      evidence.Add(network, network.scope_of_indicator[0], table);
    Belief belief(network);
    EXPECT_TRUE(belief.Calibrate(evidence));
    std::vector<double> probabilities;
    for (int v = 0; v < 3; ++v) probabilities.push_back(belief.Odds(v).first);
    return probabilities;
  }

  std::vector<double> FeverTable() const {
    std::vector<double> table(8);
    const std::vector<int64_t> counts = {0, 1};
    LogLikelihood(model_.indicators[0], counts, absl::MakeSpan(table));
    return table;
  }

  Model model_;
};

TEST_F(Fever, TheTableOfTheBook) {
  const double expected[] = {0, .4, .8, .88, .9, .94, .98, .988};
  for (int d = 0; d < 8; ++d) EXPECT_NEAR(model_.indicators[0].meets[d], expected[d], 1e-12);
  for (int d = 0; d < 8; ++d) EXPECT_NEAR(std::exp(FeverTable()[d]), expected[d], 1e-12);
}

TEST_F(Fever, AFeverRaisesEveryDisease) {
  const auto p = Given({FeverTable()});
  EXPECT_NEAR(p[0], 0.4950538904474, 1e-12);
  EXPECT_NEAR(p[1], 0.4670013288056, 1e-12);
  EXPECT_NEAR(p[2], 0.1047172597077, 1e-12);
}

TEST_F(Fever, FluExplainsTheFeverAway) {
  std::vector<double> flu(8);
  for (int d = 0; d < 8; ++d) flu[d] = d & 2 ? 0 : -INFINITY;
  const auto p = Given({FeverTable(), flu});
  EXPECT_NEAR(p[0], 0.1088118479292, 1e-12);
  EXPECT_NEAR(p[1], 1, 1e-12);
  EXPECT_NEAR(p[2], 0.01211270945305, 1e-12);
}

TEST_F(Fever, ImpossibleEvidenceIsNoticed) {
  const Network& network = model_.at(Level::kPractice).network;
  EvidenceTables evidence(network);
  evidence.Add(network, 0, std::vector<double>(network.scopes[0].states(), -INFINITY));
  EXPECT_FALSE(Belief(network).Calibrate(evidence));
}

CompiledIndicator OneIssue(double kappa, double eta) {
  Indicator indicator{.categories = {"bad", "fair", "good"},
                      .healthy = {.1, .3, .6},
                      .troubled = {.6, .3, .1},
                      .links = {{"issue", .8}},
                      .leak = .05,
                      .kappa = kappa,
                      .eta = eta};
  return CompileIndicator(indicator, {0});
}

// Products and differences of log-gamma give the same.
TEST(Likelihood, ManyAnswersAgreeWithFew) {
  const CompiledIndicator indicator = OneIssue(12, .6);
  for (int64_t n = 25; n < 45; ++n) {
    const std::vector<int64_t> counts = {n / 3, n / 3, n - 2 * (n / 3)};
    std::vector<double> logs(2);
    LogLikelihood(indicator, counts, absl::MakeSpan(logs));
    for (int d = 0; d < 2; ++d) {
      double expected = std::lgamma(12) - std::lgamma(12 + static_cast<double>(n));
      for (int k = 0; k < 3; ++k) {
        const double a = 12 * indicator.answers_at(d)[k];
        expected += std::lgamma(a + static_cast<double>(counts[k])) - std::lgamma(a);
      }
      EXPECT_NEAR(logs[d], .6 * expected, 1e-10) << n;
    }
  }
}

TEST(Likelihood, TwelveAgreeingColleaguesAreNotTwelveWitnesses) {
  const CompiledIndicator indicator = OneIssue(12, .6);
  std::vector<double> one(2), twelve(2);
  LogLikelihood(indicator, std::vector<int64_t>{1, 0, 0}, absl::MakeSpan(one));
  LogLikelihood(indicator, std::vector<int64_t>{12, 0, 0}, absl::MakeSpan(twelve));
  EXPECT_GT(twelve[1] - twelve[0], one[1] - one[0]);
  EXPECT_LT(twelve[1] - twelve[0], 12 * (one[1] - one[0]));
}

TEST(Likelihood, NoAnswerSaysNothing) {
  std::vector<double> logs(2, 1.0);
  LogLikelihood(OneIssue(12, .6), std::vector<int64_t>{0, 0, 0}, absl::MakeSpan(logs));
  EXPECT_THAT(logs, ElementsAre(0, 0));
}

TEST(Likelihood, AMillionAnswersStayFinite) {
  std::vector<double> logs(2);
  LogLikelihood(OneIssue(12, .6), std::vector<int64_t>{1000000, 0, 0}, absl::MakeSpan(logs));
  EXPECT_TRUE(std::isfinite(logs[0]) && std::isfinite(logs[1]));
  EXPECT_GT(logs[1], logs[0]);
}

}  // namespace
}  // namespace pcsp::diagnosis

// How sure a diagnosis is: whether it would stand, and how well its numbers are known.
#include "services/diagnosis/domain/draws/confidence.h"

#include <cmath>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/diagnosis/domain/diagnosis.h"
#include "services/diagnosis/domain/draws/sampler.h"
#include "tests/diagnosis/enumeration.h"
#include "tests/diagnosis/example_kb.h"
#include "tests/support/status_matchers.h"

namespace pcsp::diagnosis {
namespace {

using testing::Enumeration;
using testing::RandomKnowledgeBase;
using testing::SmallKnowledgeBase;

TEST(RandomDraws, HaveTheMomentsTheyShould) {
  Random random(1);
  double uniform = 0, normal = 0, square = 0, gamma = 0, small = 0, beta = 0, beta_square = 0;
  constexpr int kDraws = 200000;
  for (int i = 0; i < kDraws; ++i) {
    uniform += random.Uniform() / kDraws;
    const double x = random.Normal();
    normal += x / kDraws;
    square += x * x / kDraws;
    gamma += random.Gamma(3.5) / kDraws;
    small += random.Gamma(.2) / kDraws;
    const double b = random.Beta(.3, 10);
    beta += b / kDraws;
    beta_square += b * b / kDraws;
  }
  EXPECT_NEAR(uniform, .5, .005);
  EXPECT_NEAR(normal, 0, .01);
  EXPECT_NEAR(square, 1, .02);
  EXPECT_NEAR(gamma, 3.5, .03);
  EXPECT_NEAR(small, .2, .01);
  EXPECT_NEAR(beta, .3, .005);
  EXPECT_NEAR(beta_square - beta * beta, .3 * .7 / 11, .001);
}

// Frequencies of whole states, not of single issues.
TEST(Sampler, DrawsFromTheJoint) {
  std::mt19937_64 random_kb(11);
  const KnowledgeBase kb = RandomKnowledgeBase(&random_kb);
  const Model model = *CompileModel(kb);
  const Network& network = model.at(Level::kPractice).network;
  Belief belief(network);
  ASSERT_TRUE(belief.Calibrate(EvidenceTables(network)));
  const Enumeration truth(kb, Level::kPractice);
  Random random(5);
  constexpr int kDraws = 40000;
  const size_t issues = network.issues.size();
  std::vector<double> both(issues * issues);
  std::vector<uint8_t> state;
  for (int i = 0; i < kDraws; ++i) {
    SampleState(belief, &random, &state);
    for (size_t a = 0; a < issues; ++a) {
      for (size_t b = 0; b < issues; ++b) both[a * issues + b] += state[a] && state[b];
    }
  }
  for (size_t a = 0; a < issues; ++a) {
    for (size_t b = 0; b < issues; ++b) {
      const double expected = truth.Expect([&](const auto& s) {
        return s.at(kb.issues[a].id) && s.at(kb.issues[b].id) ? 1.0 : 0.0;
      });
      EXPECT_NEAR(both[a * issues + b] / kDraws, expected, .012) << a << " " << b;
    }
  }
}

class ConfidenceTest : public ::testing::Test {
 protected:
  ConfidenceTest() : model_(*CompileModel(SmallKnowledgeBase())) {}

  static Evidence Answered(std::vector<ItemEvidence> items, std::vector<FactEvidence> facts) {
    return {Level::kPractice, {{Level::kPractice, "", std::move(items), std::move(facts)}}};
  }
  Diagnosis Run(const Evidence& evidence, bool intervals = false) {
    if (intervals && draws_.empty()) draws_ = DrawParameters(model_);
    auto diagnosis = Diagnose(
        model_, evidence, {.confidence = true, .parameter_draws = intervals ? &draws_ : nullptr});
    EXPECT_OK(diagnosis);
    return *std::move(diagnosis);
  }
  const Finding& Of(const Diagnosis& diagnosis, int issue) {
    for (const Finding& f : diagnosis.findings) {
      if (f.issue == issue) return f;
    }
    ADD_FAILURE();
    return diagnosis.findings.front();
  }

  Model model_;
  std::vector<ParameterDraw> draws_;
};

const ItemEvidence kMentor = {"pr_mentor", {{"1", 2}, {"3", 3}, {"4", 2}}};
const ItemEvidence kRoles = {"pr_roles", {{"2", 3}, {"4", 4}}};

TEST_F(ConfidenceTest, IsLeftOutUnlessAsked) {
  const auto diagnosis = Diagnose(model_, Answered({kMentor}, {}), {});
  ASSERT_OK(diagnosis);
  EXPECT_FALSE(diagnosis->findings[0].confidence.has_value());
  EXPECT_FALSE(diagnosis->findings[0].interval.has_value());
}

TEST_F(ConfidenceTest, NothingOutstandingNothingOpen) {
  for (const Finding& f : Run(Answered({kMentor, kRoles}, {{"fact_visits", "more"}})).findings) {
    EXPECT_EQ(f.confidence, 1);
  }
}

// With one fact left the chance has three terms, worked out here by diagnosing each.
TEST_F(ConfidenceTest, IsTheChanceThatTheFlagStays) {
  for (int trouble = 0; trouble < 5; ++trouble) {
    const ItemEvidence mentor = {"pr_mentor", {{"1", trouble}, {"4", 4 - trouble}}};
    const Evidence now = Answered({mentor, kRoles}, {});
    const Diagnosis diagnosis = Run(now);
    Enumeration truth(model_.kb, Level::kPractice);
    truth.Observe(ResolveEvidence(model_, now)->pieces);
    std::vector<double> expected(3);
    for (int k = 0; k < 3; ++k) {
      const Indicator& fact = model_.kb.indicators[3];
      const double chance =
          truth.Expect([&](const auto& state) { return truth.Answer(fact, k, state); });
      const Diagnosis then = Run(Answered({mentor, kRoles}, {{fact.id, fact.categories[k]}}));
      for (int issue : {1, 2}) {
        const bool stays = (Of(then, issue).probability >= kFlagFrom) ==
                           (Of(diagnosis, issue).probability >= kFlagFrom);
        expected[issue] += stays ? chance : 0;
      }
    }
    for (int issue : {1, 2}) {  // 128 draws: three standard errors
      const double error = std::sqrt(expected[issue] * std::abs(1 - expected[issue]) / 128);
      EXPECT_NEAR(*Of(diagnosis, issue).confidence, expected[issue], 3 * error + 1e-9) << trouble;
    }
  }
}

TEST_F(ConfidenceTest, TheSameEvidenceGivesTheSameConfidence) {
  const Evidence evidence = Answered({kMentor}, {});
  const Diagnosis a = Run(evidence, true), b = Run(evidence, true);
  for (size_t f = 0; f < a.findings.size(); ++f) {
    EXPECT_EQ(a.findings[f].confidence, b.findings[f].confidence);
    EXPECT_EQ(a.findings[f].interval->low, b.findings[f].interval->low);
    EXPECT_EQ(a.findings[f].interval->high, b.findings[f].interval->high);
  }
}

double Width(const Diagnosis& diagnosis) {
  double width = 0;
  for (const Finding& f : diagnosis.findings) {
    EXPECT_LE(f.interval->low, f.probability);
    EXPECT_GE(f.interval->high, f.probability);
    EXPECT_GE(f.interval->low, 0);
    EXPECT_LE(f.interval->high, 1);
    width += f.interval->high - f.interval->low;
  }
  return width;
}

TEST_F(ConfidenceTest, TheBetterTheNumbersAreKnownTheNarrowerTheInterval) {
  const Evidence evidence = Answered({kMentor}, {});
  const double vague = Width(Run(evidence, true));
  KnowledgeBase sure = SmallKnowledgeBase();
  for (Issue& issue : sure.issues) {
    issue.prior_ess = 10000;
    for (Link& link : issue.parents) link.ess = 10000;
  }
  for (Indicator& indicator : sure.indicators) {
    indicator.profile_ess = 10000;
    for (Link& link : indicator.links) link.ess = 10000;
  }
  model_ = *CompileModel(sure);
  draws_.clear();
  const double known = Width(Run(evidence, true));
  EXPECT_GT(vague, .2);
  EXPECT_LT(known, vague / 5);
  EXPECT_GT(known, 0);
}

// The prior of an issue without evidence is its Beta: its 10 % and 90 % points are known.
TEST_F(ConfidenceTest, WithoutEvidenceTheIntervalIsThatOfThePrior) {
  const Diagnosis diagnosis = Run({Level::kPractice, {}}, true);
  const Interval roles = *Of(diagnosis, 2).interval;  // Beta(3, 7)
  EXPECT_NEAR(roles.low, .129, .07);  // three standard errors of a quantile of 64 draws
  EXPECT_NEAR(roles.high, .490, .11);
}

TEST(Priors, DrawnStrengthsGoWhereTheOwnOnesWere) {
  std::mt19937_64 random(17);
  const KnowledgeBase kb = RandomKnowledgeBase(&random);
  const Model model = *CompileModel(kb);
  CausalStrengths causes;
  for (const Issue& issue : kb.issues) {
    causes.arises_alone.push_back(issue.prior);
    auto& strengths = causes.strengths.emplace_back();
    for (const Link& link : issue.parents) strengths.push_back(link.strength);
  }
  const Network& network = model.at(Level::kPractice).network;
  EXPECT_EQ(PriorsOf(network, causes), network.priors);
}

}  // namespace
}  // namespace pcsp::diagnosis

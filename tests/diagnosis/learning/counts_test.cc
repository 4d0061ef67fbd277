// Expected counts of one case against enumeration of every state, and sums of counts.
#include "services/diagnosis/domain/learning/counts.h"

#include <algorithm>

#include "gtest/gtest.h"
#include "services/diagnosis/domain/learning/credit.h"
#include "tests/diagnosis/enumeration.h"
#include "tests/diagnosis/learning/reviewed_cases.h"
#include "tests/support/status_matchers.h"

namespace pcsp::diagnosis {
namespace {

using testing::Enumeration;
using testing::RandomReviewedCases;
using testing::ReviewedCases;

constexpr double kTolerance = 1e-6;  // counts are kept in steps of 6e-8
constexpr LabelAccuracy kAccuracy = {.9, .8};

// Expectations given the evidence and the verdicts, by brute force: the verdicts enter as weights.
class Brute {
 public:
  Brute(const KnowledgeBase& kb, const VerdictCase& reviewed, const LabelledCase& resolved)
      : enumeration_(kb, *reviewed.evidence.subject), reviewed_(reviewed) {
    enumeration_.Observe(resolved.observations.pieces);
    total_ = enumeration_.Expect([&](const auto& state) { return Verdicts(state); });
  }
  template <typename F>
  double Expect(F f) const {
    return enumeration_.Expect([&](const auto& state) { return Verdicts(state) * f(state); }) /
           total_;
  }

 private:
  double Verdicts(const Enumeration::State& state) const {
    double product = 1;
    for (const Verdict& verdict : reviewed_.verdicts) {
      const double right = state.at(verdict.issue) ? kAccuracy.sensitivity : kAccuracy.specificity;
      product *= verdict.confirmed == state.at(verdict.issue) ? right : 1 - right;
    }
    return product;
  }

  Enumeration enumeration_;
  const VerdictCase& reviewed_;
  double total_ = 0;
};

double Together(const std::vector<Link>& links, double otherwise, const Enumeration::State& state) {
  double spared = 1 - otherwise;
  for (const Link& link : links) {
    if (state.at(link.issue)) spared *= 1 - link.strength;
  }
  return 1 - spared;
}

void CompareIssue(const Issue& issue, const Brute& brute, const IssueCounts& counts) {
  const auto share = [&](const Enumeration::State& state, double strength) {
    return state.at(issue.id) ? strength / Together(issue.parents, issue.prior, state) : 0;
  };
  EXPECT_NEAR(counts.arises.hits.value(),
              brute.Expect([&](const auto& state) { return share(state, issue.prior); }),
              kTolerance);
  EXPECT_NEAR(counts.arises.trials.value(), 1, kTolerance);
  for (size_t c = 0; c < issue.parents.size(); ++c) {
    const Link& parent = issue.parents[c];
    EXPECT_NEAR(counts.causes[c].hits.value(), brute.Expect([&](const auto& state) {
      return state.at(parent.issue) ? share(state, parent.strength) : 0;
    }),
                kTolerance);
    EXPECT_NEAR(counts.causes[c].trials.value(),
                brute.Expect([&](const auto& state) { return state.at(parent.issue) ? 1. : 0.; }),
                kTolerance);
  }
}

void CompareIndicator(const Indicator& indicator, const Observation& piece, const Brute& brute,
                      const IndicatorCounts& counts) {
  const double weight = piece.answers > 1 ? kDesignWeight : 1;
  const auto q = [&](const auto& state) {
    return Together(indicator.links, indicator.leak, state);
  };
  const auto troubled = [&](const auto& state, size_t k) {
    const double t = q(state) * indicator.troubled[k];
    return weight * piece.counts[k] * t / (t + (1 - q(state)) * indicator.healthy[k]);
  };
  const auto met = [&](const auto& state) {
    double sum = 0;
    for (size_t k = 0; k < piece.counts.size(); ++k) sum += troubled(state, k);
    return sum;
  };
  for (size_t k = 0; k < piece.counts.size(); ++k) {
    const double expected = brute.Expect([&](const auto& state) { return troubled(state, k); });
    EXPECT_NEAR(counts.troubled.answers[k].value(), expected, kTolerance);
    EXPECT_NEAR(counts.healthy.answers[k].value(), weight * piece.counts[k] - expected, kTolerance);
  }
  EXPECT_NEAR(counts.leak.hits.value(), brute.Expect([&](const auto& state) {
    return met(state) * indicator.leak / q(state);
  }),
              kTolerance);
  EXPECT_NEAR(counts.leak.trials.value(), weight * piece.answers, kTolerance);
  for (size_t l = 0; l < indicator.links.size(); ++l) {
    const Link& link = indicator.links[l];
    const auto if_holds = [&](const auto& state, double value) {
      return state.at(link.issue) ? value : 0.;
    };
    EXPECT_NEAR(counts.links[l].hits.value(), brute.Expect([&](const auto& state) {
      return if_holds(state, met(state) * link.strength / q(state));
    }),
                kTolerance);
    EXPECT_NEAR(counts.links[l].trials.value(), brute.Expect([&](const auto& state) {
      return if_holds(state, weight * piece.answers);
    }),
                kTolerance);
  }
}

class Credit : public ::testing::TestWithParam<int> {};

TEST_P(Credit, IsWhatEnumerationExpects) {
  const ReviewedCases cases = RandomReviewedCases(GetParam(), 6);
  const Model model = CompileCheckedModel(cases.kb);
  Crediting crediting(model, kAccuracy);
  for (const VerdictCase& reviewed : cases.log) {
    const LabelledCase resolved = ResolveCase(model, reviewed).value();
    LearnedCounts counts(cases.kb);
    ASSERT_OK(crediting.Add(resolved, &counts));
    const Brute brute(cases.kb, reviewed, resolved);
    const Level subject = *reviewed.evidence.subject;
    for (size_t i = 0; i < cases.kb.issues.size(); ++i) {
      const Issue& issue = cases.kb.issues[i];
      if (issue.level == subject) {
        CompareIssue(issue, brute, counts.issues[i]);
      } else {
        EXPECT_EQ(counts.issues[i].arises, Trials()) << "taught by cases of its own level";
      }
    }
    for (const Observation& piece : resolved.observations.pieces) {
      const Indicator& indicator = cases.kb.indicators[piece.indicator];
      const IndicatorCounts& learned = counts.indicators[piece.indicator];
      if (indicator.level == subject) {
        CompareIndicator(indicator, piece, brute, learned);
      } else {
        EXPECT_EQ(learned.leak, Trials()) << "taught by cases of its own level";
      }
    }
    EXPECT_EQ(counts.cases, 1);
    EXPECT_EQ(counts.verdicts, reviewed.verdicts.size());
  }
}

INSTANTIATE_TEST_SUITE_P(Random, Credit, ::testing::Range(1, 31));

TEST(CreditOfAccuracy, ComesFromDoubleCodedIssuesAlone) {
  ReviewedCases cases = RandomReviewedCases(4, 1);
  VerdictCase& reviewed = cases.log[0];
  const std::string issue = reviewed.verdicts[0].issue;
  const Model model = CompileCheckedModel(cases.kb);
  Crediting crediting(model, kAccuracy);
  const auto counts_of = [&](std::vector<Verdict> verdicts) {
    reviewed.verdicts = std::move(verdicts);
    LearnedCounts counts(cases.kb);
    EXPECT_OK(crediting.Add(*ResolveCase(model, reviewed), &counts));
    return counts;
  };
  EXPECT_EQ(counts_of({{issue, true, "a"}}).sensitivity, Trials());
  const LearnedCounts agreed = counts_of({{issue, true, "a"}, {issue, true, "b"}});
  const LearnedCounts split = counts_of({{issue, true, "a"}, {issue, false, "b"}});
  EXPECT_NEAR(agreed.sensitivity.trials.value() + agreed.specificity.trials.value(), 2, 1e-6);
  EXPECT_NEAR(agreed.sensitivity.hits.value(), agreed.sensitivity.trials.value(), 1e-6);
  EXPECT_NEAR(split.sensitivity.hits.value(), split.sensitivity.trials.value() / 2, 1e-6);
}

TEST(Counts, AreTheSameBitsInAnyOrderAndSubtractExactly) {
  const ReviewedCases cases = RandomReviewedCases(11, 40);
  const Model model = CompileCheckedModel(cases.kb);
  Crediting crediting(model, kAccuracy);
  std::vector<LearnedCounts> parts;
  LearnedCounts whole(cases.kb);
  for (const VerdictCase& reviewed : cases.log) {
    const LabelledCase resolved = ResolveCase(model, reviewed).value();
    ASSERT_OK(crediting.Add(resolved, &parts.emplace_back(cases.kb)));
    ASSERT_OK(crediting.Add(resolved, &whole));
  }
  std::mt19937_64 random(5);
  for (int order = 0; order < 50; ++order) {
    std::shuffle(parts.begin(), parts.end(), random);
    LearnedCounts left(cases.kb), right(cases.kb);
    const size_t split = random() % parts.size();
    for (size_t i = 0; i < parts.size(); ++i) (i < split ? left : right) += parts[i];
    left += right;
    EXPECT_EQ(left, whole);
    EXPECT_EQ(left.Fingerprint(), whole.Fingerprint());
  }
  for (const LearnedCounts& part : parts) whole -= part;
  EXPECT_EQ(whole, LearnedCounts(cases.kb));
}

TEST(Trials, ShrinkTowardsThePrior) {
  Trials trials;
  EXPECT_DOUBLE_EQ(trials.Mean(.2, 10), .2);
  trials.Add(6, 10);
  EXPECT_NEAR(trials.Mean(.2, 10), .4, 1e-9);
}

}  // namespace
}  // namespace pcsp::diagnosis

// Answers that disclosure control hides: they may move a probability by steps, and tell nothing.
#include <set>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/diagnosis/domain/diagnosis.h"
#include "services/diagnosis/domain/knowledge/reader.h"
#include "services/diagnosis/domain/reasoning/shown.h"
#include "tests/diagnosis/example_kb.h"
#include "tests/support/status_matchers.h"

namespace pcsp::diagnosis {
namespace {

using testing::SmallKnowledgeBase;

const DiagnoseOptions kAll = {.explain_all = true, .reasons_each_way = 100, .questions = 100};

// Everything that a diagnosis shows but for what a finding's probability decides.
std::string Rest(const Finding& f) {
  std::string text =
      absl::StrCat(f.issue, " ", f.severity.value_or(-1), " ", f.prior_decibans, " ",
                   f.from_above_decibans, " ", f.from_below_decibans, " ", f.other_reasons_decibans,
                   " ", f.overlap_decibans, " ", f.decibans - f.hidden_decibans, "\n");
  for (const Reason& r : f.reasons) {
    absl::StrAppend(&text, r.indicator, " ", r.decibans, " ", r.sentence, "\n");
  }
  for (const CauseFinding& c : f.causes) {
    absl::StrAppend(&text, c.issue, " ", c.probability, " ", c.triggered_share, " ", c.would_go);
  }
  if (f.flipping_answer) {
    absl::StrAppend(&text, "flip ", f.flipping_answer->indicator, " ", f.flipping_answer->category,
                    " ", f.flipping_answer->answer_probability, " ",
                    f.flipping_answer->probability);
  }
  return text;
}

class HiddenTest : public ::testing::Test {
 protected:
  HiddenTest() : model_(*CompileModel(SmallKnowledgeBase())) {}

  static Evidence With(std::vector<std::pair<std::string, int64_t>> hidden) {
    LevelEvidence practice{Level::kPractice, "", {{"pr_mentor", {{"1", 4}, {"2", 4}, {"4", 1}}}}};
    if (!hidden.empty()) practice.items.push_back({"pr_roles", std::move(hidden), false, true});
    return {Level::kPractice, {practice}};
  }
  Diagnosis Run(const Evidence& evidence) const {
    auto diagnosis = Diagnose(model_, evidence, kAll);
    EXPECT_OK(diagnosis);
    return *std::move(diagnosis);
  }
  static const Finding& Of(const Diagnosis& diagnosis, int issue) {
    for (const Finding& f : diagnosis.findings) {
      if (f.issue == issue) return f;
    }
    ADD_FAILURE();
    return diagnosis.findings.front();
  }

  Model model_;
};

TEST_F(HiddenTest, HiddenAnswersMoveAProbabilityTheRightWay) {
  const Diagnosis bad = Run(With({{"1", 2}})), good = Run(With({{"5", 2}}));
  EXPECT_GT(Of(bad, 2).probability, Of(good, 2).probability);
  EXPECT_EQ(Of(bad, 2).probability, MiddleOfStep([&] {
              LevelEvidence practice = With({}).levels[0];
              practice.items.push_back({"pr_roles", {{"1", 2}}});
              return Of(Run({Level::kPractice, {practice}}), 2).probability;
            }()));
}

// Whatever two people answered, all that is shown is a function of the probabilities' steps: the
// ledger, the causes, the questions are those of the visible evidence alone.
TEST_F(HiddenTest, NothingElseTellsWhatTheAnswersWere) {
  const Diagnosis without = Run(With({}));
  std::set<std::string> shown;  // the steps of all findings and factors
  int cases = 0;
  for (const std::string a : {"1", "2", "3", "4", "5", "nr_role"}) {
    for (const std::string b : {"1", "2", "3", "4", "5", "nr_role"}) {
      const Diagnosis with =
          Run(With(a == b ? std::vector<std::pair<std::string, int64_t>>{{a, 2}}
                          : std::vector<std::pair<std::string, int64_t>>{{a, 1}, {b, 1}}));
      ++cases;
      EXPECT_EQ(with.log_evidence, without.log_evidence);
      std::string steps;
      for (const Finding& f : with.findings) {
        EXPECT_EQ(Rest(f), Rest(Of(without, f.issue)));
        EXPECT_EQ(f.probability, MiddleOfStep(f.probability));
        EXPECT_EQ(f.band.note, JudgeBand(f.probability, f.band.signals).note);
        EXPECT_EQ(f.band.signals.most_answers, Of(without, f.issue).band.signals.most_answers);
      }
      for (int issue : {1, 2}) absl::StrAppend(&steps, Of(with, issue).probability, " ");
      for (const auto& factor : with.success_factors) {
        EXPECT_EQ(factor.probability, MiddleOfStep(factor.probability));
        absl::StrAppend(&steps, factor.probability, " ");
      }
      ASSERT_EQ(with.questions.size(), without.questions.size());
      for (size_t q = 0; q < with.questions.size(); ++q) {
        EXPECT_EQ(with.questions[q].indicator, without.questions[q].indicator);
        EXPECT_EQ(with.questions[q].bits, without.questions[q].bits);
      }
      shown.insert(steps);
    }
  }
  EXPECT_GT(shown.size(), 1u);          // it does move
  EXPECT_LT(shown.size(), cases / 2u);  // and many different answers look the same
}

TEST_F(HiddenTest, TheLedgerAddsUpWithTheHiddenLine) {
  const Diagnosis with = Run(With({{"1", 1}, {"2", 1}}));
  for (const Finding& f : with.findings) {
    double sum = f.prior_decibans + f.from_above_decibans + f.from_below_decibans +
                 f.other_reasons_decibans + f.overlap_decibans + f.hidden_decibans;
    for (const Reason& reason : f.reasons) {
      sum += reason.decibans;
      EXPECT_NE(model_.kb.indicators[reason.indicator].id, "pr_roles");
    }
    EXPECT_NEAR(sum, f.decibans, 1e-9);
    EXPECT_NEAR(f.decibans, 10 * std::log10(f.probability / (1 - f.probability)), 1e-9);
  }
}

TEST_F(HiddenTest, StepsKeepToTheBands) {
  for (int i = 0; i < 1000; ++i) {
    const double p = (i + .5) / 1000;
    EXPECT_EQ(BandOf(MiddleOfStep(p)), BandOf(p)) << p;
    EXPECT_LE(std::abs(MiddleOfStep(p) - p), .025);
  }
  EXPECT_NEAR(MiddleOfStep(0), .025, 1e-12);
  EXPECT_NEAR(MiddleOfStep(1), .975, 1e-12);
}

TEST_F(HiddenTest, HiddenAloneIsNotASignal) {
  LevelEvidence practice{Level::kPractice, "", {{"pr_roles", {{"1", 2}}, false, true}}};
  const Diagnosis diagnosis = Run({Level::kPractice, {practice}});
  EXPECT_FALSE(diagnosis.sufficient);
  for (const Finding& f : diagnosis.findings) {
    EXPECT_EQ(f.band.band, Band::kInsufficientData);
    EXPECT_FALSE(f.severity.has_value());
  }
}

}  // namespace
}  // namespace pcsp::diagnosis

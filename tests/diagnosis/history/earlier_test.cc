// What an earlier diagnosis still says (methods.md 2.4, round to round).
#include "services/diagnosis/domain/history/earlier.h"

#include <cmath>
#include <set>

#include "common/text/yaml.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/diagnosis/domain/comparison/readable.h"
#include "services/diagnosis/domain/diagnosis.h"
#include "tests/diagnosis/example_kb.h"
#include "tests/support/status_matchers.h"

namespace pcsp::diagnosis {
namespace {

using pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::SizeIs;
using testing::SmallKnowledgeBase;

const DiagnoseOptions kAll = {
    .explain_all = true, .reasons_each_way = 100, .least_decibans = 0, .questions = 100};

double Logit(double p) { return std::log(p / (1 - p)); }

class EarlierTest : public ::testing::Test {
 protected:
  EarlierTest() : model_(*CompileModel(SmallKnowledgeBase())) {}

  // Of a practice with some answers, after `earlier`.
  static Evidence After(std::vector<EarlierFinding> earlier) {
    return {Level::kPractice,
            {{Level::kPractice, "", {{"pr_mentor", {{"1", 4}, {"2", 4}, {"4", 1}}}}}},
            std::nullopt,
            std::move(earlier)};
  }
  Diagnosis Run(const Evidence& evidence) const {
    auto diagnosis = Diagnose(model_, evidence, kAll);
    EXPECT_OK(diagnosis);
    return *std::move(diagnosis);
  }
  const Finding& Of(const Diagnosis& diagnosis, const std::string& id) const {
    for (const Finding& f : diagnosis.findings) {
      if (model_.kb.issues[f.issue].id == id) return f;
    }
    ADD_FAILURE() << id;
    return diagnosis.findings.front();
  }
  // Issues of the subject's level.
  std::vector<std::string> Issues() const {
    std::vector<std::string> ids;
    for (const Issue& issue : model_.kb.issues) {
      if (issue.level == Level::kPractice) ids.push_back(issue.id);
    }
    return ids;
  }

  Model model_;
};

TEST(CarriedOver, DriftsBackToHowCommonItIs) {
  EXPECT_DOUBLE_EQ(CarriedOver({"", .8, 0, 0}, .2), .8);
  EXPECT_DOUBLE_EQ(CarriedOver({"", .8, 1, 0}, .2), .2 + .6 * .6);
  EXPECT_DOUBLE_EQ(CarriedOver({"", .8, 2, 0}, .2), .2 + .6 * .36);
  EXPECT_DOUBLE_EQ(CarriedOver({"", .05, 1, 0}, .2), .2 - .15 * .6);
  EXPECT_NEAR(CarriedOver({"", .8, 20, 0}, .2), .2, 1e-4);
}

TEST(CarriedOver, WhatWasDoneTakesItsShare) {
  EXPECT_DOUBLE_EQ(CarriedOver({"", .8, 1, .5}, .2), (.2 + .6 * .6) / 2);
  EXPECT_GT(CarriedOver({"", 1, 0, 1}, .2), 0) << "nothing is certain";
  EXPECT_LT(CarriedOver({"", 1, 0, 0}, .2), 1);
}

// Where nothing else is known, and nothing above may bring it about, it is as likely as that.
TEST_F(EarlierTest, ReplacesThePriorWhereNothingElseSpeaks) {
  for (const std::string& id : Issues()) {
    const double prior = Of(Run({Level::kPractice, {}}), id).probability;
    const Diagnosis after =
        Run({Level::kPractice, {}, std::nullopt, {{.issue = id, .probability = .9, .years = 1}}});
    EXPECT_NEAR(Of(after, id).probability, CarriedOver({id, .9, 1, 0}, prior), 1e-12) << id;
    EXPECT_EQ(Of(after, id).band.band, Band::kInsufficientData) << "it is no evidence of today";
  }
}

// Evidence on one issue alone multiplies its odds, whatever else is known.
TEST_F(EarlierTest, AddsToTheOddsOfItsIssueExactly) {
  const Diagnosis before = Run(After({}));
  for (const std::string& id : Issues()) {
    const double prior = Of(Run({Level::kPractice, {}}), id).probability;
    const Diagnosis after = Run(After({{id, .9, 1.5, .25}}));
    EXPECT_NEAR(Logit(Of(after, id).probability) - Logit(Of(before, id).probability),
                Logit(CarriedOver({id, .9, 1.5, .25}, prior)) - Logit(prior), 1e-9);
  }
}

TEST_F(EarlierTest, LedgersAddUpAndWithoutItNothingIsThere) {
  const auto ids = Issues();
  ASSERT_GE(ids.size(), 2u);
  const Diagnosis after = Run(After({{ids[0], .95, 1, 0}, {ids[1], .1, 1, .5}}));
  const Diagnosis before = Run(After({}));
  EXPECT_GT(Of(after, ids[0]).from_before_decibans, 1);
  EXPECT_LT(Of(after, ids[1]).from_before_decibans, -.1);
  for (const Finding& f : after.findings) {
    double sum = f.prior_decibans + f.from_above_decibans + f.from_below_decibans +
                 f.from_before_decibans + f.other_reasons_decibans + f.overlap_decibans;
    for (const Reason& reason : f.reasons) sum += reason.decibans;
    EXPECT_NEAR(sum, f.decibans, 1e-9);
  }
  for (const Finding& f : before.findings) EXPECT_EQ(f.from_before_decibans, 0);
}

TEST_F(EarlierTest, EveryFaultAtOnce) {
  const auto ids = Issues();
  std::string above;
  for (const Issue& issue : model_.kb.issues) {
    if (issue.level != Level::kPractice) above = issue.id;
  }
  EXPECT_THAT(ViolatedFields(Diagnose(model_,
                                      After({{"no-such-issue", .5, 1, 0},
                                             {above, .5, 1, 0},
                                             {ids[0], 1.5, 1, 0},
                                             {ids[1], .5, -1, 0},
                                             {ids[0], .5, 21, 2},
                                             {ids[1], std::nan(""), 1, 0}}),
                                      kAll)
                                 .status()),
              ElementsAre("earlier[0].issue", "earlier[1].issue", "earlier[2].probability",
                          "earlier[3].years", "earlier[4].years", "earlier[4].remission",
                          "earlier[4].issue", "earlier[5].probability", "earlier[5].issue"));
}

TEST_F(EarlierTest, AVersionThatHasNoSuchIssueLeavesItOut) {
  std::set<std::string> left_out;
  const Evidence readable =
      ReadablePart(model_, After({{"gone", .5, 1, 0}, {Issues()[0], .5, 1, 0}}), &left_out);
  EXPECT_THAT(readable.earlier, SizeIs(1));
  EXPECT_THAT(left_out, SizeIs(1));
}

TEST_F(EarlierTest, IsReadFromAFile) {
  auto document = text::ParseYaml(
      "subject_level: practice\nlevels: []\nearlier:\n"
      "  - { issue: a, probability: 0.8, years: 1 }\n"
      "  - { issue: b, probability: 0.3, years: 0.5, remission: 0.25 }\n",
      "evidence.yaml");
  ASSERT_OK(document);
  const auto evidence = ReadEvidence(*std::move(document));
  ASSERT_OK(evidence);
  ASSERT_THAT(evidence->earlier, SizeIs(2));
  EXPECT_EQ(evidence->earlier[0].remission, 0);
  EXPECT_EQ(evidence->earlier[1].remission, .25);
  EXPECT_EQ(evidence->earlier[1].years, .5);
}

}  // namespace
}  // namespace pcsp::diagnosis

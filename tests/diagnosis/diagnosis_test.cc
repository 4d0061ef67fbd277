// What a diagnosis says, on a small knowledge base.
#include "services/diagnosis/domain/diagnosis.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/diagnosis/domain/draws/parameters.h"
#include "services/diagnosis/domain/knowledge/reader.h"
#include "services/diagnosis/domain/reasoning/severity.h"
#include "tests/diagnosis/example_kb.h"
#include "tests/support/status_matchers.h"

namespace pcsp::diagnosis {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::IsOk;
using pcsp::testing::ViolatedFields;
using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::SmallKnowledgeBase;

using Answers = std::vector<std::pair<std::string, int64_t>>;
const Answers kBad = {{"1", 4}, {"2", 4}, {"4", 1}};
const Answers kGood = {{"2", 1}, {"4", 5}, {"5", 3}};

class DiagnosisTest : public ::testing::Test {
 protected:
  DiagnosisTest() : model_(*CompileModel(SmallKnowledgeBase())) {}

  Diagnosis Run(const Evidence& evidence, const DiagnoseOptions& options = {}) {
    auto diagnosis = Diagnose(model_, evidence, options);
    EXPECT_OK(diagnosis);
    return *std::move(diagnosis);
  }
  static Evidence Practice(std::vector<ItemEvidence> items, std::vector<FactEvidence> facts = {}) {
    return {Level::kPractice, {{Level::kPractice, "", std::move(items), std::move(facts)}}};
  }
  Finding Of(const Diagnosis& diagnosis, absl::string_view issue) {
    for (const Finding& finding : diagnosis.findings) {
      if (model_.kb.issues[finding.issue].id == issue) return finding;
    }
    ADD_FAILURE() << issue;
    return diagnosis.findings.front();
  }

  Model model_;
};

TEST_F(DiagnosisTest, NothingKnownIsSaidToBeSo) {
  const Diagnosis diagnosis = Run(Evidence{Level::kPractice, {}});
  EXPECT_FALSE(diagnosis.sufficient);
  EXPECT_THAT(diagnosis.collect, ElementsAre(HasSubstr("Nothing is known of this site")));
  ASSERT_EQ(diagnosis.findings.size(), 2u);
  for (const Finding& finding : diagnosis.findings) {
    EXPECT_EQ(finding.band.band, Band::kInsufficientData);
    EXPECT_FALSE(finding.severity.has_value());
    EXPECT_NEAR(finding.decibans, finding.prior_decibans, 1e-12);
  }
  EXPECT_EQ(diagnosis.questions.size(), 3u);
}

TEST_F(DiagnosisTest, AnItemWithoutAnswersIsNotASignal) {
  const Diagnosis diagnosis = Run(Practice({{"pr_mentor", {{"1", 0}}}, {"pr_roles", {}}}));
  for (const Finding& finding : diagnosis.findings) {
    EXPECT_EQ(finding.band.band, Band::kInsufficientData);
  }
  EXPECT_EQ(diagnosis.questions.size(), 3u);
}

TEST_F(DiagnosisTest, OneKindOfSignalIsNotEnoughForLikely) {
  const Diagnosis items = Run(Practice({{"pr_mentor", kBad}, {"pr_roles", kBad}}));
  EXPECT_TRUE(items.sufficient);
  const Finding held = Of(items, "ca-mentoring");
  EXPECT_GE(held.probability, .7);
  EXPECT_EQ(held.band.band, Band::kPossible);
  EXPECT_THAT(held.band.note, HasSubstr("only survey answers"));
  EXPECT_THAT(items.collect,
              Contains(absl::StrCat("A second kind of signal is needed on \"",
                                    model_.kb.issues[held.issue].title,
                                    "\"; ask: How often has a facilitator visited?")));

  const Diagnosis both =
      Run(Practice({{"pr_mentor", kBad}, {"pr_roles", kBad}}, {{"fact_visits", "none"}}));
  EXPECT_EQ(Of(both, "ca-mentoring").band.band, Band::kLikely);
  EXPECT_EQ(Of(both, "ca-mentoring").band.note, "");
}

// A kind of signal counts when it at least doubles the odds, not when it is there, or against.
TEST_F(DiagnosisTest, AKindThatSaysLittleOrSpeaksAgainstIsNoSecondOne) {
  const std::vector<std::pair<std::string, int64_t>> very_bad = {{"1", 12}, {"2", 8}};
  const auto with_visits = [&](const std::string& visits) {
    const Finding finding =
        Of(Run(Practice({{"pr_mentor", very_bad}, {"pr_roles", kGood}}, {{"fact_visits", visits}}),
               {.explain_all = true}),
           "ca-mentoring");
    EXPECT_GE(finding.probability, .7);
    EXPECT_TRUE(finding.band.signals.fact) << "it bears on the issue all the same";
    return finding;
  };
  const auto decibans = [&](const Finding& finding) {
    for (const Reason& reason : finding.reasons) {
      if (model_.kb.indicators[reason.indicator].id == "fact_visits") return reason.decibans;
    }
    return 0.0;
  };
  const Finding clear = with_visits("none");
  EXPECT_GE(decibans(clear), kSpeaksDecibans);
  EXPECT_EQ(clear.band.band, Band::kLikely);
  const Finding little = with_visits("one_or_two");
  EXPECT_LT(decibans(little), kSpeaksDecibans);
  EXPECT_EQ(little.band.band, Band::kPossible);
  EXPECT_THAT(little.band.note, HasSubstr("only survey answers speak for this"));
}

TEST(JudgeBand, SaysWhichKindSpeaksAlone) {
  const auto note = [](Signals signals) { return JudgeBand(.9, signals).note; };
  EXPECT_THAT(note({.item = true, .fact = true, .most_answers = 9, .fact_speaks = true}),
              HasSubstr("people's answers do not"));
  EXPECT_THAT(note({.fact = true, .fact_speaks = true}), HasSubstr("have not been asked"));
  EXPECT_THAT(note({.text = true, .text_speaks = true}), HasSubstr("only notes"));
  EXPECT_THAT(note({.fact = true, .other_level = true}), HasSubstr("only other levels"));
  EXPECT_THAT(note({.fact = true}), HasSubstr("no kind of signal"));
  EXPECT_EQ(note({.item = true, .most_answers = 3, .item_speaks = true, .text_speaks = true}) +
                note({.fact = true, .other_level = true, .fact_speaks = true}),
            "");
}

TEST_F(DiagnosisTest, AnUpperLevelThatSpeaksCountsAsAKind) {
  Evidence evidence = Practice({{"pr_mentor", kBad}});
  evidence.levels.push_back({Level::kSteeringGroup, "", {{"sg_support", {{"1", 8}}}}, {}});
  const Finding finding = Of(Run(evidence), "ca-mentoring");
  EXPECT_TRUE(finding.band.signals.other_level);
  EXPECT_GT(finding.from_above_decibans, 0);
  EXPECT_EQ(finding.band.band, Band::kLikely);
}

TEST_F(DiagnosisTest, TwoPeopleAreTooFew) {
  Evidence evidence = Practice({{"pr_mentor", {{"1", 2}}}, {"pr_roles", {{"1", 2}}}});
  evidence.levels.push_back({Level::kSteeringGroup, "", {{"sg_support", {{"1", 20}}}}, {}});
  const Diagnosis diagnosis = Run(evidence);
  EXPECT_FALSE(diagnosis.sufficient);
  EXPECT_LT(Of(diagnosis, "ca-mentoring").band.band, Band::kLikely);
}

TEST_F(DiagnosisTest, GoodAnswersSpeakAgainst) {
  const Diagnosis diagnosis =
      Run(Practice({{"pr_mentor", kGood}, {"pr_roles", kGood}}), {.explain_all = true});
  const Finding finding = Of(diagnosis, "ca-mentoring");
  EXPECT_LT(finding.probability, .2);
  ASSERT_FALSE(finding.reasons.empty());
  EXPECT_LT(finding.reasons[0].decibans, 0);
  EXPECT_EQ(finding.reasons[0].sentence,
            "Most of the answers to \"Title of pr_mentor\" were favourable.");
}

TEST_F(DiagnosisTest, OnlyFindingsWorthWatchingAreExplainedUnlessAsked) {
  const Evidence good = Practice({{"pr_mentor", kGood}, {"pr_roles", kGood}});
  EXPECT_THAT(Of(Run(good), "ca-mentoring").reasons, IsEmpty());
  EXPECT_FALSE(Of(Run(good), "ca-mentoring").explained);
  EXPECT_TRUE(Of(Run(Practice({{"pr_mentor", kBad}})), "ca-mentoring").explained);
}

TEST_F(DiagnosisTest, ReasonsAreSaidInWords) {
  const Diagnosis diagnosis =
      Run(Practice({{"pr_mentor", kBad}}, {{"fact_visits", "one_or_two"}}), {.explain_all = true});
  const Finding finding = Of(diagnosis, "ca-mentoring");
  ASSERT_EQ(finding.reasons.size(), 2u);
  EXPECT_EQ(finding.reasons[0].sentence,
            "Most of the answers to \"Title of pr_mentor\" were unfavourable.");
  EXPECT_EQ(finding.reasons[1].sentence,
            "Facilitator visits this year: one or two, as where things go well.");
}

// What is about another issue is not worded as if it were about this one.
TEST_F(DiagnosisTest, EvidenceOnOtherIssuesIsSaidToBeSo) {
  const Diagnosis diagnosis =
      Run(Practice({{"pr_mentor", kBad}, {"pr_roles", kBad}}, {{"fact_visits", "none"}}),
          {.explain_all = true, .reasons_each_way = 10, .least_decibans = 0});
  size_t indirect = 0;
  for (const Finding& finding : diagnosis.findings) {
    EXPECT_EQ(finding.reasons.size(), 3u);
    for (const Reason& reason : finding.reasons) {
      const auto& about = model_.indicators[reason.indicator].issues;
      const bool direct = std::find(about.begin(), about.end(), finding.issue) != about.end();
      EXPECT_EQ(absl::StrContains(reason.sentence, " is about "), !direct) << reason.sentence;
      indirect += !direct;
    }
  }
  EXPECT_GT(indirect, 0u);
}

// The line moves what is shown, and the ledger says by how much.
TEST_F(DiagnosisTest, CalibrationIsALineOfTheLedger) {
  const Evidence evidence = Practice({{"pr_mentor", kBad}}, {{"fact_visits", "none"}});
  const auto draws = DrawParameters(model_);
  DiagnoseOptions options{.explain_all = true, .confidence = true, .parameter_draws = &draws};
  const Diagnosis raw = Run(evidence, options);
  options.calibration = {-1, .5};
  const Diagnosis shown = Run(evidence, options);
  for (const Finding& before : raw.findings) {
    const Finding after = Of(shown, model_.kb.issues[before.issue].id);
    EXPECT_EQ(before.raw_probability, before.probability);
    EXPECT_EQ(before.calibration_decibans, 0);
    EXPECT_EQ(after.raw_probability, before.probability);
    const double logit = std::log(before.probability / (1 - before.probability));
    EXPECT_NEAR(after.probability, 1 / (1 + std::exp(1 - .5 * logit)), 1e-12);
    double sum = after.prior_decibans + after.from_above_decibans + after.from_below_decibans +
                 after.other_reasons_decibans + after.overlap_decibans + after.calibration_decibans;
    for (const Reason& reason : after.reasons) sum += reason.decibans;
    EXPECT_NEAR(sum, after.decibans, 1e-9);
    EXPECT_EQ(after.band.band, JudgeBand(after.probability, after.band.signals).band);
    EXPECT_LE(after.interval->low, after.probability);
    EXPECT_GE(after.interval->high, after.probability);
    if (after.flipping_answer) {
      EXPECT_NE(after.flipping_answer->band, after.band.band);
    }
  }
}

TEST(LogitLine, IsUndone) {
  const LogitLine line{.3, .7};
  for (double p : {.01, .4, .99}) EXPECT_NEAR(line.Before(line(p)), p, 1e-12);
  EXPECT_EQ(LogitLine().Before(.4), .4);
}

TEST_F(DiagnosisTest, NotRelevantIsAnAnswer) {
  Model model = *CompileModel([] {
    KnowledgeBase kb = SmallKnowledgeBase();
    kb.indicators[2].healthy = {.02, .06, .14, .43, .33, .02};
    kb.indicators[2].troubled = {.15, .25, .20, .10, .05, .25};
    return kb;
  }());
  const auto diagnosis = Diagnose(model, Practice({{"pr_roles", {{"nr_role", 6}, {"4", 3}}}}), {});
  ASSERT_OK(diagnosis);
  for (const Finding& finding : diagnosis->findings) {
    if (model.kb.issues[finding.issue].id != "cp-roles") continue;
    EXPECT_GT(finding.probability, .3);
    EXPECT_EQ(finding.reasons.at(0).sentence,
              "Most of the answers to \"Title of pr_roles\" were \"not relevant\".");
  }
  const auto mixed =
      Diagnose(model, Practice({{"pr_roles", {{"nr_role", 3}, {"1", 3}, {"4", 3}}}}), {});
  ASSERT_OK(mixed);
  EXPECT_EQ(mixed->findings[0].reasons.at(0).sentence,
            "Most of the answers to \"Title of pr_roles\" were unfavourable or \"not relevant\".");
}

// What another level may not show is not for the site to make up for.
TEST_F(DiagnosisTest, WhatAnotherLevelHidesIsNotAskedForHere) {
  Evidence evidence = Practice({{"pr_mentor", kBad}});
  LevelEvidence above{Level::kSteeringGroup, "", {{"sg_support", {}, true}}};
  evidence.levels.push_back(above);
  const Diagnosis diagnosis = Run(evidence);
  EXPECT_THAT(diagnosis.collect, Not(Contains(HasSubstr("Disclosure control"))));
  EXPECT_EQ(diagnosis.withheld.size(), 1u);
}

TEST_F(DiagnosisTest, WithheldAnswersChangeNothingButWhatToCollect) {
  Evidence open = Practice({{"pr_mentor", kBad}});
  Evidence withheld = Practice({{"pr_mentor", kBad}, {"pr_roles", {}, true}});
  const Diagnosis a = Run(open), b = Run(withheld);
  for (size_t f = 0; f < a.findings.size(); ++f) {
    EXPECT_EQ(a.findings[f].probability, b.findings[f].probability);
  }
  EXPECT_THAT(b.collect, Contains(HasSubstr("Disclosure control hides the answers to 1 item,")));
  EXPECT_THAT(a.collect, Not(Contains(HasSubstr("Disclosure control"))));
}

// 100 * sum lambda n clip((H-X)/(H-W)) / sum lambda n, worked by hand for one item of each link.
TEST_F(DiagnosisTest, SeverityFollowsTheFormula) {
  const auto observations = ResolveEvidence(
      model_,
      Practice({{"pr_mentor", {{"1", 2}, {"3", 2}, {"nr_role", 5}}}}, {{"fact_visits", "none"}}));
  ASSERT_OK(observations);
  const double h = (.02 * 0 + .06 * 1 + .14 * 2 + .43 * 3 + .30 * 4) / .95;
  const double w = (.20 * 0 + .36 * 1 + .22 * 2 + .11 * 3 + .06 * 4) / .95;
  const double x = (2 * 0 + 2 * 2 + 4 * h) / 8;
  const double item = (h - x) / (h - w);
  const double fh = .3 + 2 * .6, fw = .2 + 2 * .1, fx = 4 * fh / 5;
  const double fact = (fh - fx) / (fh - fw);
  const double expected = 100 * (.7 * 4 * item + .7 * fact) / (.7 * 4 + .7);
  EXPECT_NEAR(*Severities(model_, *observations)[1], expected, 1e-9);
  EXPECT_FALSE(Severities(model_, *observations)[2].has_value());
}

TEST_F(DiagnosisTest, SeverityStaysWithinItsBounds) {
  EXPECT_NEAR(*Of(Run(Practice({{"pr_mentor", {{"1", 1000}}}})), "ca-mentoring").severity, 100,
              1e-9);
  EXPECT_NEAR(*Of(Run(Practice({{"pr_mentor", {{"5", 1000}}}})), "ca-mentoring").severity, 0, 1e-9);
}

// 100 * x / x is more than 100 for some x: planning refuses such a severity, and the wave whose
// site had it could never close.
TEST_F(DiagnosisTest, SeverityIsNotAboveItsBoundByRounding) {
  for (int64_t people = 30; people < 200; ++people) {
    const Diagnosis diagnosis = Run(Practice({{"pr_mentor", {{"1", people}}}}));
    EXPECT_LE(*Of(diagnosis, "ca-mentoring").severity, 100) << people;
  }
}

TEST_F(DiagnosisTest, FindingsAreRankedByPriority) {
  const Diagnosis diagnosis = Run(Practice({{"pr_mentor", kBad}, {"pr_roles", kBad}}));
  EXPECT_GE(diagnosis.findings[0].priority, diagnosis.findings[1].priority);
  const Finding& top = diagnosis.findings[0];
  EXPECT_NEAR(top.priority,
              top.probability * *top.severity * model_.kb.issues[top.issue].importance, 1e-12);
}

TEST_F(DiagnosisTest, AnUpperLevelIsDiagnosedByItself) {
  const Diagnosis diagnosis =
      Run({Level::kSteeringGroup, {{Level::kSteeringGroup, "", {{"sg_support", kBad}}, {}}}});
  ASSERT_EQ(diagnosis.findings.size(), 1u);
  EXPECT_THAT(diagnosis.success_factors, IsEmpty());
}

TEST_F(DiagnosisTest, EveryViolationOfEvidenceIsNamed) {
  Evidence evidence;
  evidence.subject = Level::kSteeringGroup;
  evidence.levels = {{Level::kSteeringGroup,
                      "",
                      {{"sg_support", {{"6", 1}, {"1", -2}}},
                       {"sg_support", {{"1", 1}}},
                       {"pr_roles", {}},
                       {"no", {}}},
                      {{"fact_visits", "none"}}},
                     {Level::kSteeringGroup, "", {}, {}},
                     {Level::kPractice,
                      "",
                      {{"pr_mentor", {{"1", 1}}, true}},
                      {{"fact_visits", "all"}, {"fact_visits", "none"}}}};
  const auto diagnosis = Diagnose(model_, evidence, {});
  EXPECT_THAT(diagnosis, HasReason("INVALID_FIELDS"));
  EXPECT_THAT(ViolatedFields(diagnosis.status()),
              ElementsAre("levels[0].items[0].answers[6]", "levels[0].items[0].answers[1]",
                          "levels[0].items[1].item", "levels[0].items[2].item",
                          "levels[0].items[3].item", "levels[0].facts[0].fact", "levels[1].level",
                          "levels[2].level", "levels[2].items[0].answers",
                          "levels[2].facts[0].category", "levels[2].facts[1].fact"));
}

TEST_F(DiagnosisTest, LevelsMustBeGiven) {
  const auto diagnosis = Diagnose(model_, {{}, {{{}, "", {{"no", {}}}, {}}}}, {});
  EXPECT_THAT(ViolatedFields(diagnosis.status()),
              ElementsAre("subject_level", "levels[0].level", "levels[0].items[0].item"));
}

TEST_F(DiagnosisTest, EvidenceIsReadFromAFile) {
  auto document = text::ParseYaml(R"(
subject_level: practice
levels:
  - level: practice
    organisation: a81001
    items: { pr_mentor: { "1": 4, "2": 4, "4": 1 } }
    facts: { fact_visits: none }
)",
                                  "evidence.yaml");
  ASSERT_OK(document);
  const auto evidence = ReadEvidence(*std::move(document));
  ASSERT_OK(evidence);
  const Diagnosis read = Run(*evidence);
  const Diagnosis given = Run(Practice({{"pr_mentor", kBad}}, {{"fact_visits", "none"}}));
  EXPECT_EQ(read.findings[0].probability, given.findings[0].probability);
}

TEST(ShippedKnowledgeBase, FindsWhatIsPlanted) {
  auto kb = LoadKnowledgeBase("services/diagnosis/content/knowledge_base.yaml");
  ASSERT_OK(kb);
  const auto model = CompileModel(*std::move(kb));
  ASSERT_OK(model);
  LevelEvidence practice{Level::kPractice};
  for (const Indicator& indicator : model->kb.indicators) {
    if (indicator.level != Level::kPractice || indicator.type != IndicatorType::kItem) continue;
    const bool bad = indicator.links[0].issue == "cp-roles";
    practice.items.push_back({indicator.id, bad ? kBad : kGood});
  }
  const auto diagnosis = Diagnose(*model, {Level::kPractice, {practice}}, {});
  ASSERT_OK(diagnosis);
  const Finding& first = diagnosis->findings.front();
  EXPECT_EQ(model->kb.issues[first.issue].id, "cp-roles");
  EXPECT_GT(first.probability, .7);
  EXPECT_LT(diagnosis->findings[1].probability, .4);
}

}  // namespace
}  // namespace pcsp::diagnosis

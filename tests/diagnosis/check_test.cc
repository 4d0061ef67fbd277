// The authoring rules: each break of a small valid knowledge base is named.
#include "services/diagnosis/domain/engine/check.h"

#include <functional>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/diagnosis/domain/engine/clique_tree.h"
#include "services/diagnosis/domain/knowledge/fingerprint.h"
#include "services/diagnosis/domain/knowledge/reader.h"
#include "services/diagnosis/domain/knowledge/rules/style.h"
#include "tests/diagnosis/example_kb.h"
#include "tests/support/status_matchers.h"

namespace pcsp::diagnosis {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::IsOk;
using pcsp::testing::ViolatedFields;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::SmallKnowledgeBase;
using ::testing::UnorderedElementsAre;

Link Because(std::string issue) {
  return {.issue = std::move(issue),
          .strength = .5,
          .author = "tests",
          .rationale = "Because.",
          .source = "judgement"};
}

struct Break {
  std::string field;
  std::function<void(KnowledgeBase&)> make;
};

class BrokenRule : public ::testing::TestWithParam<Break> {};

TEST_P(BrokenRule, IsNamed) {
  KnowledgeBase kb = SmallKnowledgeBase();
  GetParam().make(kb);
  const auto report = CheckKnowledgeBase(kb);
  EXPECT_THAT(report, HasReason("INVALID_KNOWLEDGE_BASE"));
  EXPECT_THAT(ViolatedFields(report.status()), ElementsAre(GetParam().field));
}

const Break kBreaks[] = {
    {"id", [](auto& kb) { kb.id = "a b"; }},
    {"version", [](auto& kb) { kb.version = ""; }},
    {"issues[cp-roles].prior", [](auto& kb) { kb.issues[2].prior = 1; }},
    {"issues[cp-roles].prior_ess", [](auto& kb) { kb.issues[2].prior_ess = 0; }},
    {"issues[cp-roles].importance", [](auto& kb) { kb.issues[2].importance = 1.1; }},
    {"issues[cp-roles].title", [](auto& kb) { kb.issues[2].title = ""; }},
    {"issues[cp-roles].id", [](auto& kb) { kb.issues.push_back(kb.issues[2]); }},
    {"issues[ca-mentoring].parents[0]",
     [](auto& kb) { kb.issues[1].parents[0].issue = "cp-roles"; }},
    {"issues[ca-mentoring].parents[0]", [](auto& kb) { kb.issues[1].parents[0].issue = "no"; }},
    {"issues[ca-mentoring].parents[0].strength",
     [](auto& kb) { kb.issues[1].parents[0].strength = 0; }},
    {"issues[ca-mentoring].parents[1]",
     [](auto& kb) { kb.issues[1].parents.push_back(kb.issues[1].parents[0]); }},
    {"issues[ca-mentoring].parents[0].rationale",
     [](auto& kb) { kb.issues[1].parents[0].rationale = ""; }},
    {"indicators[pr_roles].links[1].rationale",
     [](auto& kb) { kb.indicators[2].links[1].rationale = ""; }},
    {"issues[cp-roles].settled_by", [](auto& kb) { kb.issues[2].settled_by = "pr_rolls"; }},
    {"issues[cp-roles].settled_by", [](auto& kb) { kb.issues[2].settled_by = "pr_mentor"; }},
    {"issues[cp-roles].solutions[1]",
     [](auto& kb) {
       kb.issues[2].solutions = {"a", "a"};
     }},
    {"removed[0]", [](auto& kb) { kb.removed = {"cp-roles"}; }},
    {"csfs[pr4].blocked_by[1]",
     [](auto& kb) {
       kb.success_factors[0].blocked_by = {"cp-roles", "cp-roles"};
     }},
    {"indicators[sg_support].links[0]",
     [](auto& kb) {
       kb.indicators[0].links[0].issue = "cp-roles";
       kb.issues[0].settled_by = "";
     }},
    {"indicators[pr_mentor].links", [](auto& kb) { kb.indicators[1].links.clear(); }},
    {"indicators[pr_mentor].leak", [](auto& kb) { kb.indicators[1].leak = 0; }},
    {"indicators[pr_mentor].kappa", [](auto& kb) { kb.indicators[1].kappa = -1; }},
    {"indicators[pr_mentor].eta", [](auto& kb) { kb.indicators[1].eta = 1.5; }},
    {"indicators[pr_mentor].question", [](auto& kb) { kb.indicators[1].question = ""; }},
    {"indicators[pr_mentor].ask_minutes", [](auto& kb) { kb.indicators[1].ask_minutes = 0; }},
    {"indicators[pr_mentor].healthy", [](auto& kb) { kb.indicators[1].healthy[0] = .5; }},
    {"indicators[pr_mentor].troubled", [](auto& kb) { kb.indicators[1].troubled.pop_back(); }},
    {"indicators[fact_visits].troubled",
     [](auto& kb) {
       kb.indicators[3].troubled = {.5, .1, .4};
     }},
    {"indicators[fact_visits].troubled",
     [](auto& kb) { kb.indicators[3].troubled = kb.indicators[3].healthy; }},
    {"csfs[pr4].blocked_by", [](auto& kb) { kb.success_factors[0].blocked_by.clear(); }},
    {"csfs[pr4].blocked_by[0]", [](auto& kb) { kb.success_factors[0].blocked_by = {"no"}; }},
    {"indicators[pr_mentor].troubled",
     [](auto& kb) { std::swap(kb.indicators[1].troubled, kb.indicators[1].healthy); }},
    {"indicators[pr_roles].links[1].author",
     [](auto& kb) { kb.indicators[2].links[1].author = ""; }},
    {"issues[ca-mentoring].parents[0].source",
     [](auto& kb) { kb.issues[1].parents[0].source = ""; }},
};
INSTANTIATE_TEST_SUITE_P(All, BrokenRule, ::testing::ValuesIn(kBreaks));

TEST(CheckKnowledgeBase, NamesEveryViolationAtOnce) {
  KnowledgeBase kb = SmallKnowledgeBase();
  for (const Break& each : {kBreaks[2], kBreaks[8], kBreaks[20], kBreaks[30]}) each.make(kb);
  EXPECT_THAT(ViolatedFields(CheckKnowledgeBase(kb).status()),
              UnorderedElementsAre("issues[cp-roles].prior", "issues[ca-mentoring].parents[0]",
                                   "indicators[pr_mentor].leak", "csfs[pr4].blocked_by[0]"));
}

TEST(CheckKnowledgeBase, SaysWhatToDoAboutAnIdThatLeadsNowhere) {
  KnowledgeBase kb = SmallKnowledgeBase();
  kb.indicators[1].links[0].issue = "ca-mentorin";
  kb.removed = {"cp-parts"};
  kb.success_factors[0].blocked_by = {"cp-parts"};
  const auto detail = ErrorDetailOf(CheckKnowledgeBase(kb).status());
  ASSERT_TRUE(detail);
  EXPECT_THAT(detail->violations[0].expected, HasSubstr("did you mean ca-mentoring?"));
  EXPECT_THAT(detail->violations.back().expected, HasSubstr("no reference to what was removed"));
}

TEST(CheckKnowledgeBase, NamesTheCircle) {
  KnowledgeBase kb = SmallKnowledgeBase();
  kb.issues[0].parents = {Because("ca-mentoring")};
  const auto detail = ErrorDetailOf(CheckKnowledgeBase(kb).status());
  ASSERT_TRUE(detail);
  EXPECT_EQ(detail->violations[0].field, "issues[sg-training].parents[0]");
  EXPECT_THAT(detail->violations[0].expected,
              HasSubstr("ca-mentoring -> sg-training -> ca-mentoring goes round in a circle"));
}

TEST(CheckKnowledgeBase, ReportsCostOfEveryLevel) {
  const auto report = CheckKnowledgeBase(SmallKnowledgeBase());
  ASSERT_OK(report);
  EXPECT_THAT(report->warnings, IsEmpty());
  ASSERT_EQ(report->networks.size(), 3u);
  EXPECT_EQ(report->networks[2].issues, 3);
  EXPECT_THAT(report->networks[2].clique_sizes, ElementsAre(2, 2));
  EXPECT_THAT(report->networks[2].widest, UnorderedElementsAre("sg-training", "ca-mentoring"));
  EXPECT_EQ(report->networks[2].cost, 8);
}

// 24 issues of which each pair shares an indicator: one clique of 2^24 states.
TEST(CheckKnowledgeBase, RefusesWhatWouldBeSlow) {
  KnowledgeBase kb = SmallKnowledgeBase();
  const Indicator like = kb.indicators[1];
  for (int i = 0; i < 24; ++i) {
    kb.issues.push_back(kb.issues[2]);
    kb.issues.back().id = absl::StrCat("i", i);
    kb.issues.back().settled_by = "";
    for (int j = 0; j < i; ++j) {
      kb.indicators.push_back(like);
      kb.indicators.back().id = absl::StrCat("p", i, "_", j);
      kb.indicators.back().links = {Because(absl::StrCat("i", i)), Because(absl::StrCat("i", j))};
    }
  }
  EXPECT_THAT(ViolatedFields(CheckKnowledgeBase(kb).status()), ElementsAre("network[practice]"));
}

template <typename Each>
void EachLink(KnowledgeBase* kb, Each each) {
  for (Issue& issue : kb->issues) {
    for (Link& link : issue.parents) each(link);
  }
  for (Indicator& indicator : kb->indicators) {
    for (Link& link : indicator.links) each(link);
  }
}

TEST(CheckKnowledgeBase, AsksForAuthorAndSourceOnceWhereTheFileHasNone) {
  KnowledgeBase kb = SmallKnowledgeBase();
  EachLink(&kb, [](Link& link) { link.author = link.source = ""; });
  EXPECT_THAT(ViolatedFields(CheckKnowledgeBase(kb).status()),
              UnorderedElementsAre("author", "source"));
  EXPECT_OK(CheckForTrial(kb));
  EXPECT_OK(CheckForUse(kb)) << "it may have been published when less was asked";
  kb.indicators[1].question = "";
  EXPECT_THAT(ViolatedFields(CheckForUse(kb)), ElementsAre("indicators[pr_mentor].question"));
}

TEST(CheckKnowledgeBase, RefusesMoreThanThreeParentsOrLinks) {
  KnowledgeBase kb = SmallKnowledgeBase();
  for (int i = 0; i < 3; ++i) {
    Issue above = kb.issues[0];
    above.id = absl::StrCat("sg-", i);
    above.settled_by = "";
    kb.issues[1].parents.push_back(Because(above.id));
    kb.indicators[1].links.push_back(Because(above.id));
    kb.issues.push_back(above);
  }
  EXPECT_THAT(
      ViolatedFields(CheckKnowledgeBase(kb).status()),
      ::testing::IsSupersetOf({"issues[ca-mentoring].parents", "indicators[pr_mentor].links"}));
  const auto trial = CheckForTrial(kb);
  ASSERT_OK(trial);
  EXPECT_THAT(trial->warnings, Contains(Field(&Violation::field, "indicators[pr_mentor].links")));
}

TEST(CheckKnowledgeBase, RefusesLinksThatLeaveTheConstructButForOneInTen) {
  KnowledgeBase kb = SmallKnowledgeBase();
  kb.issues[1].construct = Construct::kCollectiveAction;
  kb.issues[2].construct = Construct::kCoherence;
  const auto [links, within] = WithinConstruct(kb);
  ASSERT_LT(links, 10u);
  ASSERT_EQ(links - within, 1u) << "where links are few, one may";
  EXPECT_OK(CheckKnowledgeBase(kb));
  kb.indicators[1].links.push_back(Because("cp-roles"));
  EXPECT_THAT(ViolatedFields(CheckKnowledgeBase(kb).status()), ElementsAre("indicators"));
  EXPECT_OK(CheckForTrial(kb));
}

// What links lead nowhere must not hide what the others cost.
TEST(CheckKnowledgeBase, TellsOfCostBesideLinksThatLeadNowhere) {
  KnowledgeBase kb = SmallKnowledgeBase();
  kb.indicators[1].links.push_back(Because("no"));
  EXPECT_THAT(ViolatedFields(CheckKnowledgeBase(kb).status()),
              ElementsAre("indicators[pr_mentor].links[1]"));
  const Indicator like = kb.indicators[2];
  for (int i = 0; i < 24; ++i) {
    kb.issues.push_back(kb.issues[2]);
    kb.issues.back().id = absl::StrCat("i", i);
    kb.issues.back().settled_by = "";
    for (int j = 0; j < i; ++j) {
      kb.indicators.push_back(like);
      kb.indicators.back().id = absl::StrCat("p", i, "_", j);
      kb.indicators.back().links = {Because(absl::StrCat("i", i)), Because(absl::StrCat("i", j))};
    }
  }
  EXPECT_THAT(ViolatedFields(CheckKnowledgeBase(kb).status()),
              UnorderedElementsAre("indicators[pr_mentor].links[1]", "network[practice]"));
}

TEST(CheckKnowledgeBase, WarnsOfStyle) {
  KnowledgeBase kb = SmallKnowledgeBase();
  kb.issues.push_back(kb.issues[2]);
  kb.issues.back().id = "hidden";
  kb.issues.back().settled_by = "";
  const auto report = CheckKnowledgeBase(kb);
  ASSERT_OK(report);
  ASSERT_EQ(report->warnings.size(), 2u);
  EXPECT_EQ(report->warnings[0].field, "issues[hidden]");
  EXPECT_EQ(report->warnings[1].field, "issues[hidden].settled_by");
}

TEST(Fingerprint, ChangesWithContentAlone) {
  KnowledgeBase kb = SmallKnowledgeBase();
  const std::string hash = FingerprintOf(kb);
  EXPECT_EQ(hash, FingerprintOf(SmallKnowledgeBase()));
  kb.issues[1].parents[0].strength += 1e-12;
  EXPECT_NE(hash, FingerprintOf(kb));
}

TEST(Fingerprint, KnowsGroundsAndWords) {
  const std::string hash = FingerprintOf(SmallKnowledgeBase());
  const std::function<void(KnowledgeBase&)> changes[] = {
      [](auto& kb) { kb.issues[1].parents[0].rationale += "!"; },
      [](auto& kb) { kb.issues[1].parents[0].author = "Ada"; },
      [](auto& kb) { kb.indicators[1].links[0].source = "a trial"; },
      [](auto& kb) { kb.indicators[1].links[0].word = "usually"; },
      [](auto& kb) { kb.issues[1].prior_word = "fairly"; },
      [](auto& kb) { kb.issues[1].settled_by = "pr_roles"; },
      [](auto& kb) { kb.issues[1].solutions.push_back("walk"); },
      [](auto& kb) { kb.removed.push_back("old"); }};
  for (const auto& change : changes) {
    KnowledgeBase kb = SmallKnowledgeBase();
    change(kb);
    EXPECT_NE(FingerprintOf(kb), hash);
  }
}

TEST(ShippedKnowledgeBase, KeepsTheAuthoringRules) {
  const auto kb = LoadKnowledgeBase("services/diagnosis/content/knowledge_base.yaml");
  ASSERT_OK(kb);
  const auto report = CheckKnowledgeBase(*kb);
  ASSERT_OK(report);
  EXPECT_THAT(report->warnings, IsEmpty());
  EXPECT_EQ(kb->success_factors.size(), 19u);
  int common = 0;
  for (const Issue& issue : kb->issues) common += issue.common_issue;
  EXPECT_EQ(common, 19);
  for (const auto& network : report->networks) {
    EXPECT_LE(network.cost, 1024) << LevelWord(network.level);
  }
}

// Every item of the knowledge base is asked in the instrument of its level, with its answers.
TEST(ShippedKnowledgeBase, NamesItemsThatAreAsked) {
  const auto kb = LoadKnowledgeBase("services/diagnosis/content/knowledge_base.yaml");
  ASSERT_OK(kb);
  std::map<std::string, std::string> level_of_item;
  for (const char* level : {"whole_system", "steering_group", "practice"}) {
    auto document =
        text::ReadContentFile(absl::StrCat("services/assessments/content/", level, ".yaml"));
    ASSERT_OK(document);
    for (const auto& item : document->root()["items"].List()) {
      level_of_item[item["code"].String()] = level;
    }
  }
  for (const Indicator& indicator : kb->indicators) {
    if (indicator.type != IndicatorType::kItem) continue;
    EXPECT_EQ(level_of_item[indicator.id], LevelWord(indicator.level)) << indicator.id;
    level_of_item.erase(indicator.id);
  }
}

}  // namespace
}  // namespace pcsp::diagnosis

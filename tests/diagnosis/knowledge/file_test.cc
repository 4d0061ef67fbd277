// Knowledge bases as files: words beside numbers, who says what and why, and faults by place.
#include <string>

#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/diagnosis/domain/engine/check.h"
#include "services/diagnosis/domain/knowledge/reader.h"
#include "services/diagnosis/domain/knowledge/signals.h"
#include "tests/support/status_matchers.h"

namespace pcsp::diagnosis {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::IsOk;
using pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

constexpr absl::string_view kYaml = R"(id: tiny
version: 3
author: Ada
sources: { trial: "A trial of ten sites" }
source: judgement
words: { now_and_then: 0.15 }
profiles: { two: { healthy: [0.1, 0.9], troubled: [0.8, 0.2] } }
issues:
  - { id: sg-x, level: steering_group, title: Upper, explanation: Why, prior: rare }
  - { id: pr-x, level: practice, construct: coherence, title: Lower, explanation: Why,
      prior: fairly, importance: 0.5, settled_by: f, solutions: [talk], good_looks_like: Calm,
      rationale: "It follows", author: Bea, parents: [[sg-x, now_and_then, 20]] }
indicators:
  - id: f
    level: practice
    type: fact
    title: F
    question: "F?"
    categories: [no, yes]
    profile: two
    rationale: "It shows"
    source: trial
    links:
      - [pr-x, usually]
      - { issue: sg-x, strength: 0.25, rationale: "It shows a little", author: Cy, source: hearsay }
    ask_minutes: 2
csfs:
  - { id: pr1, level: practice, title: One, blocked_by: [pr-x] }
)";

text::Document Parsed(absl::string_view yaml) { return *text::ParseYaml(yaml, "tiny.yaml"); }

std::string Changed(absl::string_view from, absl::string_view to) {
  EXPECT_NE(kYaml.find(from), kYaml.npos) << from;
  return absl::StrReplaceAll(kYaml, {{from, to}});
}

TEST(ReadKnowledgeBase, ReadsWordsProfilesAndDefaults) {
  const auto kb = ReadKnowledgeBase(Parsed(kYaml));
  ASSERT_OK(kb);
  EXPECT_EQ(kb->Name(), "tiny@3");
  EXPECT_EQ(kb->issues[0].construct, Construct::kNone);
  EXPECT_EQ(kb->issues[0].prior, .05);
  EXPECT_EQ(kb->issues[0].prior_word, "rare");
  EXPECT_EQ(kb->issues[1].parents[0].strength, .15);
  EXPECT_EQ(kb->issues[1].parents[0].word, "now_and_then");
  EXPECT_EQ(kb->issues[1].parents[0].ess, 20);
  EXPECT_EQ(kb->issues[1].settled_by, "f");
  EXPECT_THAT(kb->issues[1].solutions, ElementsAre("talk"));
  const Indicator& fact = kb->indicators[0];
  EXPECT_THAT(fact.troubled, ElementsAre(.8, .2));
  EXPECT_EQ(fact.links[1].strength, .25);
  EXPECT_EQ(fact.links[1].word, "");
  EXPECT_EQ(fact.links[1].ess, 10);
  EXPECT_EQ(fact.kappa, 20);
  EXPECT_EQ(fact.eta, 1);
  EXPECT_OK(CheckKnowledgeBase(*kb));
}

TEST(ReadKnowledgeBase, WordsStandForTheNumbersOfTheMethod) {
  const std::pair<const char*, double> kWords[] = {
      {"almost always", .85}, {"usually", .7}, {"often", .5},    {"sometimes", .3},
      {"common", .3},         {"fairly", .2},  {"uncommon", .1}, {"rare", .05}};
  for (const auto& [word, number] : kWords) {
    const auto kb =
        ReadKnowledgeBase(Parsed(Changed("prior: fairly", absl::StrCat("prior: ", word))));
    ASSERT_OK(kb);
    EXPECT_EQ(kb->issues[1].prior, number) << word;
  }
}

TEST(ReadKnowledgeBase, LinksInheritTheirGrounds) {
  const auto kb = ReadKnowledgeBase(Parsed(kYaml));
  ASSERT_OK(kb);
  const Link& cause = kb->issues[1].parents[0];
  EXPECT_EQ(cause.author, "Bea");
  EXPECT_EQ(cause.rationale, "It follows");
  EXPECT_EQ(cause.source, "judgement");
  const Link& of_indicator = kb->indicators[0].links[0];
  EXPECT_EQ(of_indicator.author, "Ada");
  EXPECT_EQ(of_indicator.rationale, "It shows");
  EXPECT_EQ(of_indicator.source, "A trial of ten sites");
  const Link& own = kb->indicators[0].links[1];
  EXPECT_EQ(own.author, "Cy");
  EXPECT_EQ(own.rationale, "It shows a little");
  EXPECT_EQ(own.source, "hearsay");
}

TEST(ReadKnowledgeBase, NamesEveryFaultOfForm) {
  const std::string text = absl::StrReplaceAll(
      kYaml,
      {{"fairly", "mostly"}, {"profile: two", "profile: ten"}, {"[pr-x, usually]", "[pr-x]"}});
  EXPECT_THAT(
      ViolatedFields(ReadKnowledgeBase(Parsed(text)).status()),
      UnorderedElementsAre("issues[1].prior", "indicators[0].profile", "indicators[0].links[0]"));
}

// Each bad file: the field, and the place and advice that its violation carries.
struct BadFile {
  std::string from, to, field, advice;
};

class BadKnowledgeBase : public ::testing::TestWithParam<BadFile> {};

TEST_P(BadKnowledgeBase, IsRefusedWithPlaceAndAdvice) {
  const BadFile& bad = GetParam();
  const auto checked = CheckKnowledgeBaseFile(Parsed(Changed(bad.from, bad.to)));
  EXPECT_THAT(checked, HasReason("INVALID_KNOWLEDGE_BASE"));
  ASSERT_THAT(ViolatedFields(checked.status()), ElementsAre(bad.field));
  EXPECT_THAT(ErrorDetailOf(checked.status())->violations[0].expected, HasSubstr(bad.advice));
}

const BadFile kBadFiles[] = {
    {"{ issue: sg-x", "{ issue: sg-y", "indicators[f].links[1]",
     "did you mean sg-x? (tiny.yaml:25:9)"},
    {"blocked_by: [pr-x]", "blocked_by: [pr-xx]", "csfs[pr1].blocked_by[0]", "(tiny.yaml:28:58)"},
    {"prior: rare }", "prior: 0.1, parents: [[pr-x, often]], rationale: So }",
     "issues[sg-x].parents[0]", "goes round in a circle (tiny.yaml:9:"},
    {"strength: 0.25", "strength: 1", "indicators[f].links[1].strength",
     "a number above 0 and below 1 (tiny.yaml:25:34)"},
    {"    rationale: \"It shows\"\n", "", "indicators[f].links[0].rationale",
     "a rationale: why one leads to the other"},
    {"csfs:\n", "csfs:\n  - { id: pr1, level: practice, title: One, blocked_by: [pr-x] }\n",
     "csfs[pr1].id", "an id that is used once (tiny.yaml:29:11)"},
    {"troubled: [0.8, 0.2]", "troubled: [0.8, 0.3]", "indicators[f].troubled",
     "2 values above 0 with sum 1"},
    {"settled_by: f", "settled_by: g", "issues[pr-x].settled_by", "did you mean f? (tiny.yaml:11:"},
    {"prior: fairly", "prior: mostly", "issues[1].prior", "a number, or one of"},
    {"version: 3", "version: 3\nremoved: [f]", "removed[0]", "a new id (tiny.yaml:3:11)"},
    {"    ask_minutes: 2", "    ask_minuets: 2", "indicators[0].ask_minuets", "a known key"},
};
std::ostream& operator<<(std::ostream& out, const BadFile& bad) { return out << bad.to; }
INSTANTIATE_TEST_SUITE_P(All, BadKnowledgeBase, ::testing::ValuesIn(kBadFiles));

TEST(CheckKnowledgeBaseFile, TellsOfFormAndValuesAtOnceAndEachFaultOnce) {
  const std::string text =
      absl::StrReplaceAll(kYaml, {{"prior: fairly", "prior: mostly"},
                                  {"title: F\n", "title:\n"},
                                  {"healthy: [0.1, 0.9]", "healthy: [0.1, much]"},
                                  {"importance: 0.5", "importance: 1.5"}});
  EXPECT_THAT(
      ViolatedFields(CheckKnowledgeBaseFile(Parsed(text)).status()),
      UnorderedElementsAre("issues[1].prior", "indicators[0].title", "profiles.two.healthy[1]",
                           "indicators[f].healthy", "issues[pr-x].importance"));
}

TEST(CheckKnowledgeBaseFile, RefusesSolutionsThatTheCatalogueLacks) {
  const SolutionIds known = ReadSolutionIds(
      *text::ParseYaml("id: c\nsolutions: [{ id: walk, hours: 2 }, { id: tall }]", "c.yaml"));
  EXPECT_THAT(known, UnorderedElementsAre("walk", "tall"));
  const auto checked =
      CheckKnowledgeBaseFile(Parsed(Changed("{ issue: sg-x", "{ issue: sg-y")), &known);
  EXPECT_THAT(ViolatedFields(checked.status()),
              UnorderedElementsAre("indicators[f].links[1]", "issues[pr-x].solutions[0]"));
  EXPECT_THAT(ErrorDetailOf(checked.status())->violations.back().expected,
              HasSubstr("did you mean tall? (tiny.yaml:11:"));
  const SolutionIds talk = {"talk"};
  EXPECT_OK(CheckKnowledgeBaseFile(Parsed(kYaml), &talk));
}

TEST(CheckKnowledgeBaseFile, AsksForGroundsWithPlaces) {
  const std::string text = absl::StrReplaceAll(
      kYaml, {{"author: Ada\n", ""}, {"source: judgement\n", ""}, {"    source: trial\n", ""}});
  const auto checked = CheckKnowledgeBaseFile(Parsed(text));
  EXPECT_THAT(
      ViolatedFields(checked.status()),
      UnorderedElementsAre("indicators[f].links[0].author", "issues[pr-x].parents[0].source",
                           "indicators[f].links[0].source"));
  const auto detail = ErrorDetailOf(checked.status());
  ASSERT_TRUE(detail);
  for (const Violation& fault : detail->violations) {
    EXPECT_THAT(fault.expected, HasSubstr("(tiny.yaml:"));
  }
}

TEST(CheckKnowledgeBaseFile, WarnsWithPlaces) {
  const auto checked = CheckKnowledgeBaseFile(Parsed(kYaml));
  ASSERT_OK(checked);
  ASSERT_EQ(checked->report.warnings.size(), 3u);
  EXPECT_EQ(checked->report.warnings[0].field, "issues[sg-x].good_looks_like");
  EXPECT_THAT(checked->report.warnings[0].expected, HasSubstr("(tiny.yaml:9:5)"));
}

TEST(SignalsOf, ReadsWorstAndBestAnswers) {
  const auto kb = ReadKnowledgeBase(Parsed(kYaml));
  ASSERT_OK(kb);
  const IssueSignals signals = SignalsOf(*kb, kb->issues[1]);
  ASSERT_EQ(signals.speak_for.size(), 1u);
  EXPECT_EQ(signals.speak_for[0].category, 0);
  EXPECT_EQ(signals.speak_against[0].category, 1);
  // q = 1 - .95 * .3 = .715 with the issue, .05 without; P(no) = .1 + .7 q.
  EXPECT_NEAR(signals.speak_for[0].decibans, 10 * std::log10(.6005 / .135), 1e-12);
  EXPECT_NEAR(signals.speak_against[0].decibans, 10 * std::log10(.3995 / .865), 1e-12);
}

}  // namespace
}  // namespace pcsp::diagnosis

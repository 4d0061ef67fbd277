// The examples of formats.md, sites around a site, and files at fault.
#include <cmath>
#include <fstream>

#include "absl/strings/str_replace.h"
#include "gateway/cli/offline/diagnosis/model_file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/diagnosis/domain/draws/parameters.h"
#include "tests/diagnosis/programme_enumeration.h"
#include "tests/gateway/offline/diagnosis/examples.h"
#include "tests/support/status_matchers.h"

namespace pcsp::offline {
namespace {

using namespace diagnosis;  // NOLINT: a page of its vocabulary
using diagnosis::testing::EnumerateDiscounted;
using diagnosis::testing::EnumerateProgramme;
using diagnosis::testing::SiteCase;
using Json = nlohmann::ordered_json;
using pcsp::testing::HasReason;
using pcsp::testing::IsOk;
using pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

class Examples : public ::testing::Test {
 protected:
  const std::string kb_text_ = testing::Example("tiny_kb.yaml");
  const KnowledgeBase kb_ = testing::KnowledgeBaseFrom(kb_text_).kb;

  std::vector<Observation> PiecesOf(const LevelEvidence& known) const {
    return ResolveEvidence(CompileCheckedModel(kb_), {known.level, {known}})->pieces;
  }
  double Probability(const Json& json, const std::string& issue) const {
    return testing::Find(json["findings"], "issue", issue)["probability"].get<double>();
  }
};

TEST_F(Examples, ReadAsTheTableOfKeysSays) {
  EXPECT_EQ(kb_.indicators[0].level, Level::kSteeringGroup) << "the lowest level of its links";
  EXPECT_EQ(kb_.indicators[1].level, Level::kPractice);
  EXPECT_EQ(kb_.indicators[1].kappa, 12);
  EXPECT_EQ(kb_.indicators[2].links[0].ess, 20);
  EXPECT_EQ(kb_.indicators[3].cap_decibans, 6);
  EXPECT_EQ(kb_.indicators[3].title, "said_so");
  EXPECT_EQ(kb_.issues[1].importance, .8);
}

// The group of group.yaml counts its practices with the discount, or in full.
TEST_F(Examples, GroupHearsItsPractices) {
  const auto file = testing::EvidenceFrom(testing::Example("group.yaml"));
  ASSERT_OK(file);
  std::vector<SiteCase> sites = {{Level::kWholeSystem, -1, {}}, {Level::kSteeringGroup, 0, {}}};
  for (const SiteEvidence& practice : file->levels[0].below) {
    sites.push_back({Level::kPractice, 1, PiecesOf(practice.known)});
  }
  ASSERT_THAT(sites, SizeIs(4));
  const auto half = testing::Diagnosed(kb_text_, testing::Example("group.yaml"));
  ASSERT_OK(half);
  EXPECT_NEAR(Probability(*half, "no_time"), EnumerateDiscounted(kb_, sites, 1, .5)[0], 1e-9);
  const auto whole = testing::Diagnosed(kb_text_, testing::Example("group.yaml"), 1);
  ASSERT_OK(whole);
  EXPECT_NEAR(Probability(*whole, "no_time"), EnumerateProgramme(kb_, sites)[1][0], 1e-9);
  EXPECT_NE(Probability(*half, "no_time"), Probability(*whole, "no_time"));
  const Json& ledger = (*whole)["findings"][0]["ledger"];
  EXPECT_GT(ledger["from_below_decibans"].get<double>(), 0);
  ASSERT_THAT((*whole)["messages"], SizeIs(3));
  EXPECT_EQ((*whole)["messages"][1]["organisation"], "Hill Road");
  EXPECT_EQ((*whole)["messages"][1]["path"], "levels[0].below[0]");
}

// The practice of practice.yaml hears its group and, through it, the other practice.
TEST_F(Examples, PracticeHearsItsGroupAndSiblings) {
  const std::string text = testing::Example("practice.yaml");
  const auto file = testing::EvidenceFrom(text);
  ASSERT_OK(file);
  ASSERT_THAT(file->levels, SizeIs(2));
  const SiteEvidence& group = file->levels[0];
  std::vector<SiteCase> sites = {{Level::kWholeSystem, -1, {}},
                                 {Level::kSteeringGroup, 0, PiecesOf(group.known)},
                                 {Level::kPractice, 1, PiecesOf(file->levels[1].known)},
                                 {Level::kPractice, 1, PiecesOf(group.below[0].known)}};
  for (double discount : {.5, 1.0, 0.0}) {
    const auto json = testing::Diagnosed(kb_text_, text, discount);
    ASSERT_OK(json);
    const auto truth = EnumerateDiscounted(kb_, sites, 2, discount);
    EXPECT_NEAR(Probability(*json, "roles_unclear"), truth[0], 1e-9) << discount;
    EXPECT_NEAR(Probability(*json, "no_mentor"), truth[1], 1e-9) << discount;
  }
}

// `earlier` counts alone as among other sites, and on the subject's issues only.
TEST_F(Examples, WhatWasFoundBeforeCountsAloneAndAmongOthers) {
  const std::string earlier =
      "\nearlier: [{ issue: roles_unclear, probability: 0.95, years: 1, remission: 0.1 }]\n";
  const std::string alone =
      "subject_level: practice\nlevels:\n  - level: practice\n    facts: { visits: none }\n";
  for (const std::string& text : {alone, testing::Example("practice.yaml")}) {
    const auto before = testing::Diagnosed(kb_text_, text);
    const auto after = testing::Diagnosed(kb_text_, text + earlier);
    ASSERT_OK(before);
    ASSERT_OK(after);
    const auto shift = [&](const std::string& issue) {
      const double p = Probability(*before, issue), q = Probability(*after, issue);
      return 10 * std::log10(q / (1 - q) / (p / (1 - p)));
    };
    const Json& ledger = testing::Find((*after)["findings"], "issue", "roles_unclear")["ledger"];
    EXPECT_GT(shift("roles_unclear"), 3);
    EXPECT_NEAR(ledger["from_before_decibans"].get<double>(), shift("roles_unclear"), 1);
  }
  EXPECT_THAT(
      ViolatedFields(
          testing::Diagnosed(kb_text_, testing::Example("practice.yaml") +
                                           "\nearlier: [{ issue: x, probability: 2, years: 1 }]\n")
              .status()),
      ElementsAre("earlier[0].probability", "earlier[0].issue"));
}

TEST_F(Examples, DrawsSayHowSureItIs) {
  const Model model = CompileCheckedModel(kb_);
  const auto draws = DrawParameters(model);
  const auto file = testing::EvidenceFrom(testing::Example("practice.yaml"));
  ASSERT_OK(file);
  const auto reading = DiagnoseFile(model, *file, InFull(&draws), .5);
  ASSERT_OK(reading);
  for (const Finding& finding : reading->diagnosis.findings) {
    ASSERT_TRUE(finding.confidence && finding.interval);
    EXPECT_LE(finding.interval->low, finding.probability);
    EXPECT_GE(finding.interval->high, finding.probability);
  }
}

TEST_F(Examples, FaultsAreNamedByPlaceAllAtOnce) {
  const std::string text =
      absl::StrReplaceAll(testing::Example("practice.yaml"),
                          {{"visits: none }\n    texts", "visits: never }\n    texts"},
                           {"\"2\": 3", "\"2\": -3"},
                           {"      - organisation: \"Mill Lane\"\n        facts: { visits: none }",
                            "      - facts: { vists: none }"}});
  EXPECT_THAT(ViolatedFields(testing::Diagnosed(kb_text_, text).status()),
              UnorderedElementsAre("levels[0].items[0].answers[2]", "levels[0].facts[0].category",
                                   "levels[1].below[0].facts[0].fact"));
}

// What cannot be read and what can be read and means nothing are told together, by line.
TEST_F(Examples, FaultsOfFormAndMeaningAreToldTogetherWithTheirLines) {
  const auto refused = testing::Diagnosed(kb_text_, R"(subject_level: practice
levels:
  - level: practice
    items:
      q_roles: { "1": 2, "7": 3 }
      q_rules: { "1": 2 }
    facts: { visits: never }
    colour: blue
  - level: steering_group
    facts: { sg_hours: some }
    below:
      - facts: { visits: "no", vists: none }
      - level: practise
        facts: { vists: none }
earlier: [{ issue: no_roles, probability: much, years: 1 }]
)");
  EXPECT_THAT(refused, HasReason("INVALID_CONTENT"));
  const std::vector<Violation> faults = ErrorDetailOf(refused.status())->violations;
  std::map<std::string, std::string> places;
  for (const Violation& fault : faults) {
    places[fault.field] = fault.expected.substr(fault.expected.rfind('('));
  }
  EXPECT_EQ(places.size(), faults.size()) << "each fault once";
  EXPECT_THAT(places, ::testing::UnorderedElementsAre(
                          ::testing::Pair("levels[0].items[0].answers[7]", "(file:5:31)"),
                          ::testing::Pair("levels[0].items[1].item", "(file:6:16)"),
                          ::testing::Pair("levels[0].facts[0].category", "(file:7:22)"),
                          ::testing::Pair("levels[0].colour", "(file:8:13)"),
                          ::testing::Pair("levels[1].below[0].facts[0].category", "(file:12:26)"),
                          ::testing::Pair("levels[1].below[0].facts[1].fact", "(file:12:39)"),
                          ::testing::Pair("levels[1].below[1].level", "(file:13:16)"),
                          ::testing::Pair("earlier[0].probability", "(file:15:43)"),
                          ::testing::Pair("earlier[0].issue", "(file:15:20)")));
}

TEST(ReadEvidenceFile, RefusesLevelsThatDoNotFit) {
  const auto upside_down = testing::EvidenceFrom(R"(
subject_level: steering_group
levels:
  - { level: practice }
  - { level: whole_system, below: [{ level: whole_system }] }
  - { level: whole_system }
)");
  EXPECT_THAT(upside_down, HasReason("INVALID_CONTENT"));
  EXPECT_THAT(ViolatedFields(upside_down.status()),
              UnorderedElementsAre("levels[0].level", "levels[1].below[0]", "levels[2].level"));
}

// A trial takes what only authors must not do, and says so; a broken file is refused by both.
TEST(LoadModel, TellsRulesForAuthorsFromFaults) {
  const std::string folder = ::testing::TempDir();
  const auto load = [&](const std::string& text) {
    const std::string path = folder + "/offline_kb.yaml";
    std::ofstream(path) << text;
    return LoadModel({"services/diagnosis/content", path, ""});
  };
  const std::string tiny = testing::Example("tiny_kb.yaml");
  const auto loaded =
      load(absl::StrReplaceAll(tiny, {{"troubled: [0.6, 0.3, 0.1]", "troubled: [0.5, 0.0, 0.5]"}}));
  ASSERT_OK(loaded);
  EXPECT_THAT(loaded->warnings, Not(SizeIs(0)));
  EXPECT_THAT(load(absl::StrReplaceAll(tiny, {{"[no_time, 0.8]", "[no_tme, 0.8]"}})),
              HasReason("INVALID_KNOWLEDGE_BASE"));
  EXPECT_THAT(
      ViolatedFields(load(absl::StrReplaceAll(tiny, {{"prior: 0.3", "prior: 1"}})).status()),
      ElementsAre("issues[no_time].prior"));
}

// Notes are read by the cues that ship, as far as the knowledge base has their issues.
TEST(LoadModel, ReadsNotesByShippedCues) {
  const auto shipped = LoadModel({"services/diagnosis/content", "", ""});
  ASSERT_OK(shipped);
  const auto file = testing::EvidenceFrom(
      "{\"subject_level\": \"practice\", \"levels\": [{\"level\": \"practice\", \"notes\": "
      "[\"It has just become a tick box exercise.\"]}]}");
  ASSERT_OK(file);
  const auto reading = DiagnoseFile(shipped->model, *file, InFull(nullptr), .5);
  ASSERT_OK(reading);
  EXPECT_THAT(reading->diagnosis.quotes, SizeIs(1));
}

}  // namespace
}  // namespace pcsp::offline

// The promises that the shipped instruments and the shipped knowledge base make together.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/assessments/domain/instrument_loader.h"
#include "services/assessments/domain/measures/measure_catalogue.h"
#include "services/diagnosis/domain/engine/check.h"
#include "services/diagnosis/domain/knowledge/reader.h"
#include "services/planning/domain/solution/catalogue.h"
#include "tests/support/status_matchers.h"

namespace pcsp {
namespace {

using assessments::Instrument;
using diagnosis::Indicator;
using diagnosis::IndicatorType;
using diagnosis::Issue;
using diagnosis::KnowledgeBase;
using diagnosis::Link;

const KnowledgeBase& Kb() {
  static const auto* kb = new KnowledgeBase(
      diagnosis::LoadKnowledgeBase("services/diagnosis/content/knowledge_base.yaml").value());
  return *kb;
}

const std::vector<Instrument>& Instruments() {
  static const auto* all = [] {
    auto* list = new std::vector<Instrument>();
    for (const char* id : {"whole_system", "steering_group", "practice"}) {
      list->push_back(
          assessments::LoadInstrument(absl::StrCat("services/assessments/content/", id, ".yaml"))
              .value());
    }
    return list;
  }();
  return *all;
}

const Instrument& Practice() { return Instruments()[2]; }

std::string LevelOf(const Instrument& instrument) {
  return assessments::ToWord(instrument.level, assessments::kLevelWords);
}

std::map<std::string, const Issue*> Issues() {
  std::map<std::string, const Issue*> by_id;
  for (const Issue& issue : Kb().issues) by_id[issue.id] = &issue;
  return by_id;
}

TEST(ShippedContentTest, HasThe38IssuesAnd19Factors) {
  EXPECT_EQ(Kb().issues.size(), 38u);
  EXPECT_EQ(Kb().success_factors.size(), 19u);
  EXPECT_EQ(std::count_if(Kb().issues.begin(), Kb().issues.end(),
                          [](const Issue& i) { return i.common_issue; }),
            19);
}

TEST(ShippedContentTest, KnowledgeBaseObeysTheAuthoringRules) {
  const auto report = diagnosis::CheckKnowledgeBase(Kb());
  ASSERT_OK(report);
  for (const Violation& warning : report->warnings) {
    ADD_FAILURE() << warning.field << ": " << warning.given << ", expected " << warning.expected;
  }
  for (const diagnosis::NetworkCost& network : report->networks) {
    EXPECT_LE(network.clique_sizes.at(0), 7) << "dear to diagnose";
  }
}

TEST(ShippedContentTest, InstrumentsHaveAnswerableLengths) {
  EXPECT_EQ(Instruments()[0].items.size(), 14u);
  EXPECT_EQ(Instruments()[1].items.size(), 18u);
  EXPECT_EQ(Practice().items.size(), 28u);
  for (const Instrument& instrument : Instruments()) {
    for (const auto& item : instrument.items) EXPECT_LE(item.text.size(), 90u) << item.text;
  }
}

TEST(ShippedContentTest, EveryItemIsAnIndicatorOfItsLevelAndConversely) {
  std::map<std::string, std::string> items, indicators;
  for (const Instrument& instrument : Instruments()) {
    for (const auto& item : instrument.items) items[item.code] = LevelOf(instrument);
  }
  for (const Indicator& i : Kb().indicators) {
    if (i.type == IndicatorType::kItem) indicators[i.id] = std::string(LevelWord(i.level));
  }
  EXPECT_EQ(items, indicators);
}

TEST(ShippedContentTest, ItemsTakeEveryAnswerOfTheirScale) {
  std::map<std::string, std::vector<std::string>> categories;
  for (const Indicator& i : Kb().indicators) categories[i.id] = i.categories;
  for (const Instrument& instrument : Instruments()) {
    for (const auto& item : instrument.items) {
      std::vector<std::string> codes;
      for (const auto& option : instrument.ScaleOf(item).options) codes.push_back(option.code);
      for (const auto& option : instrument.ScaleOf(item).not_relevant) codes.push_back(option.code);
      EXPECT_EQ(categories[item.code], codes) << item.code;
    }
  }
}

TEST(ShippedContentTest, EverySuccessFactorHasAnItemAtItsLevel) {
  for (const diagnosis::SuccessFactor& factor : Kb().success_factors) {
    EXPECT_FALSE(factor.blocked_by.empty()) << factor.id;
    int items = 0;
    for (const Instrument& instrument : Instruments()) {
      if (LevelOf(instrument) != LevelWord(factor.level)) continue;
      for (const auto& item : instrument.items) {
        items += static_cast<int>(
            std::count(item.success_factors.begin(), item.success_factors.end(), factor.id));
      }
    }
    EXPECT_GE(items, 1) << factor.id;
  }
}

TEST(ShippedContentTest, ItemsNameOnlySuccessFactorsOfTheirLevel) {
  std::map<std::string, std::string> level_of;
  for (const auto& factor : Kb().success_factors)
    level_of[factor.id] = std::string(LevelWord(factor.level));
  for (const Instrument& instrument : Instruments()) {
    for (const auto& item : instrument.items) {
      for (const std::string& id : item.success_factors) {
        EXPECT_EQ(level_of[id], LevelOf(instrument)) << item.code;
      }
    }
  }
}

// Two items that lean on an issue at least "often" (0.5), so that no single answer decides.
TEST(ShippedContentTest, EveryCommonIssueIsDiscriminatedByTwoItems) {
  std::map<std::string, int> items;
  for (const Indicator& indicator : Kb().indicators) {
    if (indicator.type != IndicatorType::kItem) continue;
    for (const Link& link : indicator.links) items[link.issue] += link.strength >= 0.5 ? 1 : 0;
  }
  for (const Issue& issue : Kb().issues) {
    EXPECT_GE(items[issue.id], issue.common_issue ? 2 : 0) << issue.id;
  }
}

TEST(ShippedContentTest, SilenceTurnoverAndFidelityHaveFacts) {
  for (const char* id : {"x-silence", "x-turnover", "x-fidelity"}) {
    int facts = 0;
    for (const Indicator& indicator : Kb().indicators) {
      for (const Link& link : indicator.links) {
        facts += indicator.type == IndicatorType::kFact && link.issue == id ? 1 : 0;
      }
    }
    EXPECT_GE(facts, 2) << id;
  }
}

TEST(ShippedContentTest, PracticeInstrumentHasAll16Subcomponents) {
  std::map<int, std::set<std::string>> subcomponents;
  int reversed = 0;
  for (const auto& item : Practice().items) {
    subcomponents[static_cast<int>(item.construct.value())].insert(item.subcomponent);
    reversed += item.reverse ? 1 : 0;
  }
  EXPECT_EQ(subcomponents.size(), 4u);
  for (const auto& [construct, names] : subcomponents) EXPECT_EQ(names.size(), 4u) << construct;
  EXPECT_GE(reversed, 3);
}

// One item a concept and instrument makes the gap between levels one subtraction.
TEST(ShippedContentTest, ConceptsTieLevelsTogether) {
  std::map<std::string, int> levels;
  for (const Instrument& instrument : Instruments()) {
    std::set<std::string> here;
    for (const auto& item : instrument.items) {
      EXPECT_TRUE(here.insert(item.concept_word).second) << item.code;
      ++levels[item.concept_word];
    }
  }
  for (const char* word : {"purpose", "difference", "training", "support", "reflection"}) {
    EXPECT_EQ(levels[word], 3) << word;
  }
  for (const char* word : {"roles", "time", "practical", "leadership"}) {
    EXPECT_EQ(levels[word], 2) << word;
  }
}

TEST(ShippedContentTest, LinksStayWithinConstructs) {
  const auto issues = Issues();
  int links = 0, crossing = 0;
  for (const Indicator& indicator : Kb().indicators) {
    EXPECT_LE(indicator.links.size(), 3u) << indicator.id;
    for (const Link& link : indicator.links) {
      ++links;
      crossing += issues.at(link.issue)->construct != issues.at(indicator.links[0].issue)->construct
                      ? 1
                      : 0;
    }
  }
  EXPECT_LE(crossing * 10, links);
}

// Words over numbers may only go one way: a worse answer never speaks for a better state.
TEST(ShippedContentTest, ProfilesAreMonotone) {
  for (const Indicator& i : Kb().indicators) {
    const size_t scored = i.type == IndicatorType::kItem ? 5 : i.categories.size();
    for (size_t k = 1; k < scored; ++k) {
      EXPECT_LE(i.troubled[k] / i.healthy[k], i.troubled[k - 1] / i.healthy[k - 1]) << i.id;
    }
  }
}

TEST(ShippedContentTest, FactsSayHowToFindOut) {
  for (const Indicator& indicator : Kb().indicators) {
    EXPECT_FALSE(indicator.title.empty()) << indicator.id;
    EXPECT_THAT(indicator.question, ::testing::EndsWith("?")) << indicator.id;
    EXPECT_GT(indicator.ask_minutes, 0.0) << indicator.id;
  }
}

// The knowledge base and the catalogue of solutions tell the same from both sides.
TEST(ShippedContentTest, IssuesNameTheSolutionsThatAnswerThem) {
  auto document = text::ReadContentFile("services/planning/content/solutions.yaml");
  ASSERT_OK(document);
  const auto catalogue = planning::Catalogue::Read(*std::move(document));
  ASSERT_OK(catalogue);
  std::map<std::string, std::set<std::string>> answers, named;
  for (const planning::Solution& solution : catalogue->solutions()) {
    for (const std::string& issue : solution.answers) answers[issue].insert(solution.id);
  }
  for (const Issue& issue : Kb().issues) {
    named[issue.id].insert(issue.solutions.begin(), issue.solutions.end());
  }
  EXPECT_EQ(named, answers);
  planning::IssueTitles titles;
  for (const Issue& issue : Kb().issues) {
    if (answers.count(issue.id) > 0) titles[issue.id] = issue.title;
  }
  EXPECT_EQ(catalogue->issue_titles(), titles);
}

// What a measure settles for a diagnosis is a fact of practices that the knowledge base has, with
// the same categories in its order.
TEST(ShippedContentTest, MeasuresSettleFactsOfTheKnowledgeBase) {
  const auto catalogue = assessments::MeasureCatalogue::Load(
      "services/assessments/content/measures/process_measures.yaml");
  ASSERT_OK(catalogue);
  const auto measures = catalogue->All("p", {});
  EXPECT_EQ(measures.size(), 5u);
  int facts = 0;
  for (const assessments::MeasureDefinition& measure : measures) {
    if (!measure.fact) continue;
    ++facts;
    const auto found = std::find_if(
        Kb().indicators.begin(), Kb().indicators.end(),
        [&](const Indicator& indicator) { return indicator.id == measure.fact->fact; });
    ASSERT_NE(found, Kb().indicators.end()) << measure.fact->fact;
    EXPECT_EQ(found->type, IndicatorType::kFact) << measure.fact->fact;
    std::vector<std::string> categories;
    for (const auto& band : measure.fact->bands) categories.push_back(band.category);
    EXPECT_EQ(categories, found->categories) << measure.fact->fact;
  }
  EXPECT_EQ(facts, 3);
}

}  // namespace
}  // namespace pcsp

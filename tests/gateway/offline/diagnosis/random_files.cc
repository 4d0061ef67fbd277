#include "tests/gateway/offline/diagnosis/random_files.h"

#include <utility>

#include "nlohmann/json.hpp"
#include "tests/diagnosis/example_kb.h"

namespace pcsp::offline::testing {
namespace {

using namespace diagnosis;  // NOLINT: a page of its vocabulary
using diagnosis::testing::Below;
using diagnosis::testing::Uniform;
using Json = nlohmann::json;

std::vector<double> RandomProfile(size_t categories, std::mt19937_64* random) {
  std::vector<double> profile;
  double sum = 0;
  for (size_t k = 0; k < categories; ++k) sum += profile.emplace_back(Uniform(random, .02, 1));
  for (double& share : profile) share /= sum;
  return profile;
}

Json LinksOf(const std::vector<Link>& links) {
  Json json = Json::array();
  for (const Link& link : links) json.push_back({link.issue, link.strength, link.ess});
  return json;
}

Json ByCode(const ItemEvidence& item) {
  Json json = Json::object();
  for (const auto& [code, people] : item.answers) json[code] = people;
  return json;
}

ItemEvidence RandomCounts(const Indicator& indicator, std::mt19937_64* random) {
  ItemEvidence item{indicator.id};
  for (const std::string& category : indicator.categories) {
    item.answers.emplace_back(category,
                              Below(random, indicator.type == IndicatorType::kText ? 3 : 5));
  }
  return item;
}

void AddRandom(const Indicator& indicator, std::mt19937_64* random, LevelEvidence* level) {
  switch (indicator.type) {
    case IndicatorType::kItem:
      return level->items.push_back(RandomCounts(indicator, random));
    case IndicatorType::kFact: {
      const int categories = static_cast<int>(indicator.categories.size());
      level->facts.push_back({indicator.id, indicator.categories[Below(random, categories)]});
      return;
    }
    case IndicatorType::kText:
      return level->texts.push_back(RandomCounts(indicator, random));
  }
}

}  // namespace

KnowledgeBase RandomTrial(std::mt19937_64* random) {
  KnowledgeBase kb = diagnosis::testing::RandomKnowledgeBase(random);
  for (Indicator& indicator : kb.indicators) {
    indicator.healthy = RandomProfile(indicator.categories.size(), random);
    indicator.troubled = RandomProfile(indicator.categories.size(), random);
    indicator.cap_decibans = 0;
  }
  Indicator notes = {.id = "notes", .type = IndicatorType::kText, .title = "notes"};
  notes.level = kb.issues.back().level;
  notes.categories = {"affirm", "silent", "contrary"};
  notes.healthy = RandomProfile(3, random);
  notes.troubled = RandomProfile(3, random);
  notes.links = {{.issue = kb.issues.back().id, .strength = .6}};
  kb.indicators.push_back(std::move(notes));
  return kb;
}

std::string FileOf(const KnowledgeBase& kb) {
  Json json = {{"issues", Json::array()}, {"indicators", Json::array()}, {"csfs", Json::array()}};
  for (const Issue& issue : kb.issues) {
    json["issues"].push_back({{"id", issue.id},
                              {"level", LevelWord(issue.level).data()},
                              {"prior", issue.prior},
                              {"importance", issue.importance},
                              {"parents", LinksOf(issue.parents)}});
  }
  for (const Indicator& indicator : kb.indicators) {
    json["indicators"].push_back({{"id", indicator.id},
                                  {"level", LevelWord(indicator.level).data()},
                                  {"type", TypeWord(indicator.type).data()},
                                  {"categories", indicator.categories},
                                  {"healthy", indicator.healthy},
                                  {"troubled", indicator.troubled},
                                  {"links", LinksOf(indicator.links)},
                                  {"leak", indicator.leak},
                                  {"kappa", indicator.kappa},
                                  {"eta", indicator.eta},
                                  {"cap_decibans", indicator.cap_decibans},
                                  {"ask_minutes", indicator.ask_minutes}});
  }
  for (const SuccessFactor& factor : kb.success_factors) {
    json["csfs"].push_back({{"id", factor.id},
                            {"level", LevelWord(factor.level).data()},
                            {"blocked_by", factor.blocked_by}});
  }
  return json.dump();
}

Evidence RandomEvidence(const KnowledgeBase& kb, Level subject, std::mt19937_64* random) {
  Evidence evidence{.subject = subject};
  for (int l = 0; l <= static_cast<int>(subject); ++l) {
    LevelEvidence& level = evidence.levels.emplace_back();
    level.level = static_cast<Level>(l);
    for (const Indicator& indicator : kb.indicators) {
      if (indicator.level == *level.level && Below(random, 2) == 0) {
        AddRandom(indicator, random, &level);
      }
    }
  }
  return evidence;
}

std::string FileOf(const Evidence& evidence) {
  Json json = {{"subject_level", LevelWord(*evidence.subject).data()}, {"levels", Json::array()}};
  for (const LevelEvidence& level : evidence.levels) {
    Json one = {{"level", LevelWord(*level.level).data()}};
    for (const ItemEvidence& item : level.items) one["items"][item.item] = ByCode(item);
    for (const FactEvidence& fact : level.facts) one["facts"][fact.fact] = fact.category;
    for (const ItemEvidence& text : level.texts) one["texts"][text.item] = ByCode(text);
    json["levels"].push_back(std::move(one));
  }
  return json.dump();
}

}  // namespace pcsp::offline::testing

// The sample programme made from the content that ships, diagnosed by the real engine without a
// server.
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gateway/cli/sample/content.h"
#include "gateway/cli/sample/evaluation.h"
#include "gateway/cli/sample/programme.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/assessments/domain/instrument_loader.h"
#include "services/diagnosis/domain/diagnosis.h"
#include "services/diagnosis/domain/knowledge/reader.h"
#include "tests/support/status_matchers.h"

namespace pcsp::gateway::sample {
namespace {

struct Content {
  diagnosis::Model model;
  std::vector<assessments::Instrument> instruments;
  Blueprint blueprint;
  std::map<std::string, bool> reverse;
};

const Content& Shipped() {
  static const auto* content = [] {
    auto kb = diagnosis::LoadKnowledgeBase("services/diagnosis/content/knowledge_base.yaml");
    auto* c = new Content{diagnosis::CompileModel(kb.value()).value(), {}, {}, {}};
    for (absl::string_view level : kLevels) {
      const std::string path = absl::StrCat("services/assessments/content/", level, ".yaml");
      c->instruments.push_back(assessments::LoadInstrument(path).value());
    }
    std::vector<const assessments::Instrument*> instruments;
    for (const auto& instrument : c->instruments) instruments.push_back(&instrument);
    c->blueprint = BlueprintFrom(*kb, instruments);
    for (const ItemModel& item : c->blueprint.items) c->reverse[item.code] = item.reverse;
    return c;
  }();
  return *content;
}

std::string Keyed(const std::string& item, const std::string& answer) {
  if (answer.size() != 1 || !Shipped().reverse.at(item)) return answer;
  return absl::StrCat('6' - answer[0]);
}

diagnosis::LevelEvidence EvidenceOf(const SiteSample& site, diagnosis::Level level) {
  diagnosis::LevelEvidence evidence;
  evidence.level = level;
  evidence.organisation = site.organisation;
  std::map<std::string, std::map<std::string, int>> counts;
  for (const Response& response : site.responses) {
    for (const auto& [item, answer] : response.answers) ++counts[item][Keyed(item, answer)];
  }
  for (const auto& [item, answers] : counts) {
    evidence.items.push_back({item, {answers.begin(), answers.end()}});
  }
  for (const Fact& fact : site.facts) evidence.facts.push_back({fact.indicator, fact.category});
  return evidence;
}

// Every site with five or more answers, with the levels above it.
std::vector<SiteFindings> DiagnoseAll(const SampleProgramme& programme) {
  std::map<std::string, std::string> parent;
  std::map<std::string, diagnosis::LevelEvidence> evidence;
  for (size_t i = 0; i < programme.sites.size(); ++i) {
    const SiteSample& site = programme.sites[i];
    parent[site.organisation] = programme.organisations[i].parent;
    const auto level = site.level == "practice"         ? diagnosis::Level::kPractice
                       : site.level == "steering_group" ? diagnosis::Level::kSteeringGroup
                                                        : diagnosis::Level::kWholeSystem;
    evidence[site.organisation] = EvidenceOf(site, level);
  }
  std::vector<SiteFindings> all;
  for (const SiteSample& site : programme.sites) {
    if (site.responses.size() < 5) continue;
    diagnosis::Evidence question;
    question.subject = evidence[site.organisation].level;
    for (std::string at = site.organisation; !at.empty(); at = parent[at]) {
      question.levels.push_back(evidence[at]);
    }
    const auto diagnosis = diagnosis::Diagnose(Shipped().model, question, {}).value();
    SiteFindings findings{site.organisation, {}};
    for (const diagnosis::Finding& finding : diagnosis.findings) {
      findings.probability[Shipped().model.kb.issues[finding.issue].id] = finding.probability;
    }
    all.push_back(std::move(findings));
  }
  return all;
}

TEST(ShippedContentTest, BlueprintHasAllOfTheContent) {
  EXPECT_EQ(Shipped().blueprint.issues.size(), 38u);
  EXPECT_EQ(Shipped().blueprint.items.size(), 60u);
  EXPECT_EQ(Shipped().blueprint.facts.size(), 44u);
  EXPECT_EQ(Shipped().blueprint.issues.front().level, "whole_system");
}

// Published figures for this kind of survey: item means 2.9 to 4.4, SD 0.59 to 1.02, up to a fifth
// "not relevant". Ours hold for what an ordinary team answers; troubled ones are lower.
TEST(ShippedContentTest, AnswersLookLikePublishedOnes) {
  const SampleProgramme programme = GenerateProgramme(Shipped().blueprint, {});
  std::map<std::string, std::vector<double>> scores;
  int answers = 0, not_relevant = 0;
  for (const SiteSample& site : programme.sites) {
    for (const Response& response : site.responses) {
      for (const auto& [item, answer] : response.answers) {
        ++answers;
        const std::string keyed = Keyed(item, answer);
        if (keyed.size() > 1) {
          ++not_relevant;
        } else {
          scores[item].push_back(keyed[0] - '0');
        }
      }
    }
  }
  double grand = 0;
  for (const auto& [item, values] : scores) {
    double sum = 0;
    for (double value : values) sum += value;
    grand += sum / static_cast<double>(values.size());
  }
  EXPECT_NEAR(grand / static_cast<double>(scores.size()), 3.4, 0.4);
  EXPECT_NEAR(static_cast<double>(not_relevant) / answers, 0.07, 0.04);
}

// The engine has to be worth more than knowing how common issues are, over several worlds. The
// bounds are loose on purpose: this guards against breakage and is no target.
TEST(ShippedContentTest, EngineFindsMoreThanChanceInEveryWorld) {
  for (uint64_t seed : {2024, 1, 2, 3}) {
    Options options;
    options.seed = seed;
    const SampleProgramme programme = GenerateProgramme(Shipped().blueprint, options);
    const Evaluation e = Evaluate(Shipped().blueprint, programme.sites, DiagnoseAll(programme));
    SCOPED_TRACE(absl::StrCat("seed ", seed, ": AUC ", e.auc, " (prior ", e.auc_by_prior,
                              "), Brier ", e.brier, " (prior ", e.brier_by_prior, "), likely ",
                              e.likely.found, " of ", e.likely.findings, " (chance ",
                              e.likely.found_by_chance, ", prior ", e.likely.found_by_prior,
                              "), possible ", e.possible.found, " of ", e.possible.findings,
                              " (chance ", e.possible.found_by_chance, "), planted ", e.planted));
    RecordProperty(absl::StrCat("auc_", seed), absl::StrCat(e.auc));
    EXPECT_GT(e.auc, e.auc_by_prior + 0.1);
    EXPECT_LT(e.brier, e.brier_by_prior);
    EXPECT_GT(e.likely.found, 1.5 * e.likely.found_by_chance);
    EXPECT_GT(e.likely.found, e.likely.found_by_prior);
  }
}

}  // namespace
}  // namespace pcsp::gateway::sample

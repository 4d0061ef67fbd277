// What programmes report to go wrong, and to have to be in place, is what the shipped knowledge
// base can find: each is planted in evidence of two kinds, and found; with good evidence it is not.
#include <algorithm>
#include <set>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/diagnosis/domain/diagnosis.h"
#include "services/diagnosis/domain/knowledge/reader.h"
#include "services/diagnosis/domain/knowledge/signals.h"
#include "tests/support/status_matchers.h"

namespace pcsp::diagnosis {
namespace {

using pcsp::testing::IsOk;

struct Seed {
  const char* words;  // ours
  const char* issue;
};

// The common implementation issues, then the three that programmes meet besides.
const Seed kIssues[] = {
    {"planning is confused with the plan on paper", "coh-verbnoun"},
    {"no clarity about purpose and worth", "coh-purpose"},
    {"confused with wider policy or a local incentive scheme", "coh-policy"},
    {"is it the conversation or the systems that must change?", "coh-convsys"},
    {"clinicians believe that they do it already", "coh-already"},
    {"an extra, pushed by an enthusiast or a payment", "cp-addon"},
    {"unsure of one's own and others' roles", "cp-roles"},
    {"not seen and led as core work of the practice", "cp-notcore"},
    {"the steering group commissions training and does not lead", "cp-commission"},
    {"too little time to set it up and settle roles", "ca-time"},
    {"too little mentoring and support for staff afterwards", "ca-mentoring"},
    {"practical problems come up", "ca-practical"},
    {"people find gaps in their skills", "ca-skills"},
    {"the new conversations need support", "ca-conversation"},
    {"health literacy and local organisation get in the way", "ca-literacy"},
    {"no explicit commitment to making it work", "ca-commit"},
    {"so great an effort that nobody looks back", "rm-effort"},
    {"feedback so good that nobody looks for improvements", "rm-feelgood"},
    {"metrics are imposed where reflection should be supported", "rm-metrics"},
    {"nothing is heard after the training", "x-silence"},
    {"champions and trained staff leave", "x-turnover"},
    {"an essential is lost in adapting it", "x-fidelity"},
};

// The critical success factors.
const Seed kFactors[] = {
    {"system: coherent about purpose and difference", "ws1"},
    {"system: embedded in local strategy", "ws2"},
    {"system: the new normal, not a pilot", "ws3"},
    {"system: across a lifetime", "ws4"},
    {"system: workforce, training and support planned ahead", "ws5"},
    {"group: coherent about purpose and difference", "sg1"},
    {"group: knows the setting in depth", "sg2"},
    {"group: GP champions and exemplars as experts", "sg3"},
    {"group: managers understand and challenge lost fidelity", "sg4"},
    {"group: practical support with real problems", "sg5"},
    {"group: works directly with teams in practices", "sg6"},
    {"group: long-term plans and maintenance", "sg7"},
    {"practice: coherent about purpose and difference", "pr1"},
    {"practice: committed to the ethos, not only the process", "pr2"},
    {"practice: the new normal", "pr3"},
    {"practice: everyone knows their role", "pr4"},
    {"practice: a mini steering group", "pr5"},
    {"practice: trained and supported for new roles", "pr6"},
    {"practice: reflection built into the day", "pr7"},
};

const Model& Shipped() {
  static const auto* model = new Model(
      *CompileModel(*LoadKnowledgeBase("services/diagnosis/content/knowledge_base.yaml")));
  return *model;
}

const Issue& IssueOf(const std::string& id) {
  const auto& issues = Shipped().kb.issues;
  return *std::find_if(issues.begin(), issues.end(), [&](const Issue& i) { return i.id == id; });
}

bool LinksTo(const Indicator& indicator, const std::set<std::string>& issues) {
  return std::any_of(indicator.links.begin(), indicator.links.end(),
                     [&](const Link& link) { return issues.contains(link.issue); });
}

// Everything at `level` is answered: what is linked to `troubles` as badly as it can be, the rest
// well. In the shipped files the worst category comes first and nine people answer an item.
Evidence Planted(Level level, const std::set<std::string>& troubles) {
  LevelEvidence own{level};
  for (const Indicator& indicator : Shipped().kb.indicators) {
    if (indicator.level != level) continue;
    const bool bad = LinksTo(indicator, troubles);
    if (indicator.type == IndicatorType::kFact) {
      own.facts.push_back(
          {indicator.id, bad ? indicator.categories.front() : indicator.categories.back()});
    } else {
      own.items.push_back(bad ? ItemEvidence{indicator.id, {{"1", 4}, {"2", 4}, {"4", 1}}}
                              : ItemEvidence{indicator.id, {{"2", 1}, {"4", 5}, {"5", 3}}});
    }
  }
  return {level, {own}};
}

Diagnosis Of(const Evidence& evidence) {
  auto diagnosis = Diagnose(Shipped(), evidence, {});
  EXPECT_OK(diagnosis);
  return *std::move(diagnosis);
}

const Finding& FindingOf(const Diagnosis& diagnosis, const std::string& issue) {
  return *std::find_if(diagnosis.findings.begin(), diagnosis.findings.end(),
                       [&](const Finding& f) { return Shipped().kb.issues[f.issue].id == issue; });
}

double InPlace(const Diagnosis& diagnosis, const std::string& factor) {
  for (const SuccessFactorState& state : diagnosis.success_factors) {
    if (Shipped().kb.success_factors[state.success_factor].id == factor) return state.probability;
  }
  ADD_FAILURE() << factor;
  return -1;
}

TEST(Seeds, EveryIssueIsHeldOnceAndCommonOnesAreMarked) {
  std::set<std::string> seeds;
  for (const Seed& seed : kIssues) EXPECT_TRUE(seeds.insert(seed.issue).second) << seed.words;
  int common = 0;
  for (const Issue& issue : Shipped().kb.issues) {
    common += issue.common_issue;
    EXPECT_TRUE(!issue.common_issue || seeds.contains(issue.id)) << issue.id;
  }
  EXPECT_EQ(common, 19);
}

TEST(Seeds, EveryIssueIsFoundWhereItIsPlanted) {
  for (const Issue& issue : Shipped().kb.issues) {
    const Diagnosis diagnosis = Of(Planted(issue.level, {issue.id}));
    const Finding& finding = FindingOf(diagnosis, issue.id);
    EXPECT_GT(finding.probability, .7) << issue.id;
    const bool top = diagnosis.findings.front().issue == finding.issue;
    EXPECT_TRUE(top || finding.band.band == Band::kLikely) << issue.id;
  }
}

TEST(Seeds, NoIssueIsFoundWhereEverythingGoesWell) {
  for (Level level : {Level::kWholeSystem, Level::kSteeringGroup, Level::kPractice}) {
    const Diagnosis diagnosis = Of(Planted(level, {}));
    for (const Finding& finding : diagnosis.findings) {
      EXPECT_EQ(finding.band.band, Band::kUnlikely) << Shipped().kb.issues[finding.issue].id;
    }
    for (const SuccessFactorState& state : diagnosis.success_factors) {
      EXPECT_GT(state.probability, .8) << Shipped().kb.success_factors[state.success_factor].id;
    }
  }
}

TEST(Seeds, TheAbsenceOfEverySuccessFactorIsFound) {
  EXPECT_EQ(Shipped().kb.success_factors.size(), std::size(kFactors));
  for (const Seed& seed : kFactors) {
    const auto& factors = Shipped().kb.success_factors;
    const auto factor = std::find_if(factors.begin(), factors.end(),
                                     [&](const SuccessFactor& f) { return f.id == seed.issue; });
    ASSERT_NE(factor, factors.end()) << seed.words;
    for (const std::string& blocker : factor->blocked_by) {
      const Level level = IssueOf(blocker).level;
      EXPECT_EQ(level, factor->level) << seed.words;
      EXPECT_LT(InPlace(Of(Planted(level, {blocker})), factor->id), .3) << seed.words << blocker;
    }
  }
}

// Items and facts, so that each can become "likely" at its own level. Those who have gone, or do
// not answer, cannot be asked.
TEST(Seeds, EveryIssueShowsInTwoKindsOfSignal) {
  for (const Issue& issue : Shipped().kb.issues) {
    std::set<IndicatorType> kinds;
    for (const Signal& signal : SignalsOf(Shipped().kb, issue).speak_for) {
      const Indicator& indicator = Shipped().kb.indicators[signal.indicator];
      if (indicator.level == issue.level) kinds.insert(indicator.type);
    }
    EXPECT_EQ(kinds.size(), issue.id.starts_with("x-") ? 1u : 2u) << issue.id;
  }
}

// The question that would settle it moves the issue, alone, by 3 decibans (2:1) or more each way.
TEST(Seeds, TheSettlingQuestionSettles) {
  for (const Issue& issue : Shipped().kb.issues) {
    const IssueSignals signals = SignalsOf(Shipped().kb, issue);
    const auto of_question = [&](const Signal& signal) {
      return Shipped().kb.indicators[signal.indicator].id == issue.settled_by;
    };
    const auto bad = std::find_if(signals.speak_for.begin(), signals.speak_for.end(), of_question);
    ASSERT_NE(bad, signals.speak_for.end()) << issue.id;
    EXPECT_GT(bad->decibans, 3) << issue.id;
    EXPECT_GT(Shipped().kb.indicators[bad->indicator].ask_minutes, 0) << issue.id;
  }
}

// Trouble above reaches practices: each steering-group issue may cause one there, and each of the
// whole system one in a steering group.
TEST(Seeds, UpperIssuesHaveEffectsBelow) {
  std::set<std::string> causes;
  for (const Issue& issue : Shipped().kb.issues) {
    for (const Link& cause : issue.parents) causes.insert(cause.issue);
  }
  for (const Issue& issue : Shipped().kb.issues) {
    EXPECT_EQ(causes.contains(issue.id), issue.level != Level::kPractice) << issue.id;
  }
}

TEST(Seeds, EveryLinkSaysWhyAndFromWhat) {
  const auto check = [](const std::vector<Link>& links, const std::string& of) {
    for (const Link& link : links) {
      EXPECT_GE(link.rationale.size(), 20u) << of;
      EXPECT_FALSE(link.author.empty() || link.source.empty() || link.word.empty()) << of;
    }
  };
  for (const Issue& issue : Shipped().kb.issues) check(issue.parents, issue.id);
  for (const Indicator& indicator : Shipped().kb.indicators) check(indicator.links, indicator.id);
}

}  // namespace
}  // namespace pcsp::diagnosis

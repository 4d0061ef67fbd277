// Whole programmes: against enumeration of every state of every site, and what must change nothing.
#include "services/diagnosis/domain/programme/programme.h"

#include <algorithm>
#include <numeric>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/diagnosis/domain/knowledge/reader.h"
#include "tests/diagnosis/example_kb.h"
#include "tests/diagnosis/programme_enumeration.h"
#include "tests/support/status_matchers.h"

namespace pcsp::diagnosis {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::ViolatedFields;
using testing::Below;
using ::testing::ElementsAre;
using testing::RandomKnowledgeBase;
using testing::SiteCase;
using Doubles = std::vector<double>;

LevelEvidence RandomEvidence(const KnowledgeBase& kb, Level level, std::mt19937_64* random) {
  LevelEvidence evidence{level};
  for (const Indicator& indicator : kb.indicators) {
    if (indicator.level != level || Below(random, 2)) continue;
    if (indicator.type == IndicatorType::kFact) {
      const int k = Below(random, static_cast<int>(indicator.categories.size()));
      evidence.facts.push_back({indicator.id, indicator.categories[k]});
      continue;
    }
    ItemEvidence item{indicator.id};
    for (const auto& k : indicator.categories) item.answers.emplace_back(k, Below(random, 4));
    evidence.items.push_back(std::move(item));
  }
  return evidence;
}

// A small tree in which every site has a parent one level up.
struct RandomProgramme {
  explicit RandomProgramme(uint64_t seed) : random(seed) {
    kb = RandomKnowledgeBase(&random, {1 + Below(&random, 2), 1 + Below(&random, 2), 2});
    model = *CompileModel(kb);
    programme_model = *CompileProgrammeModel(model);
    AddSite(Level::kWholeSystem, -1);
    const int groups = 1 + Below(&random, 2);
    for (int g = 0; g < groups; ++g) AddSite(Level::kSteeringGroup, 0);
    for (int p = 1 + Below(&random, 2); p > 0; --p) {
      AddSite(Level::kPractice, 1 + Below(&random, groups));
    }
  }

  void AddSite(Level level, int parent) {
    evidence.push_back(RandomEvidence(kb, level, &random));
    sites.push_back({level, parent, ResolveEvidence(model, {level, {evidence.back()}})->pieces});
  }

  Programme Make(double discount) const {
    Programme programme(programme_model, discount);
    for (size_t s = 0; s < sites.size(); ++s) {
      const int parent = sites[s].parent;
      EXPECT_EQ(programme.Add(sites[s].level, parent < 0 ? std::nullopt : std::optional(parent)),
                static_cast<int>(s));
      EXPECT_OK(programme.SetEvidence(static_cast<int>(s), evidence[s]));
    }
    return programme;
  }

  std::mt19937_64 random;
  KnowledgeBase kb;
  Model model;
  ProgrammeModel programme_model;
  std::vector<LevelEvidence> evidence;
  std::vector<SiteCase> sites;
};

Doubles ProbabilitiesOf(Programme& programme, int site) {
  const auto probabilities = programme.Probabilities(site);
  EXPECT_OK(probabilities);
  return Doubles(probabilities->begin(), probabilities->end());
}

void ExpectNear(const Doubles& actual, const Doubles& expected, double tolerance) {
  ASSERT_EQ(actual.size(), expected.size());
  for (size_t i = 0; i < actual.size(); ++i) EXPECT_NEAR(actual[i], expected[i], tolerance) << i;
}

// 20 programmes for each instance, so that a failure names its seed.
class ProgrammeExactness : public ::testing::TestWithParam<int> {
 protected:
  template <typename F>
  void ForEachProgramme(F check) {
    for (int i = 0; i < 20; ++i) {
      const uint64_t seed = GetParam() * 1000 + i;
      SCOPED_TRACE(absl::StrCat("seed ", seed));
      check(RandomProgramme(seed));
    }
  }
};

TEST_P(ProgrammeExactness, AtFullWeightItIsTheWholeJoint) {
  ForEachProgramme([](const RandomProgramme& p) {
    Programme programme = p.Make(1);
    const auto truth = testing::EnumerateProgramme(p.kb, p.sites);
    for (size_t s = 0; s < p.sites.size(); ++s) {
      ExpectNear(ProbabilitiesOf(programme, static_cast<int>(s)), truth[s], 1e-9);
    }
  });
}

TEST_P(ProgrammeExactness, OthersAreDiscountedAndOneselfIsNot) {
  ForEachProgramme([](const RandomProgramme& p) {
    Programme programme = p.Make(.5);
    for (int s = 0; s < static_cast<int>(p.sites.size()); ++s) {
      ExpectNear(ProbabilitiesOf(programme, s), EnumerateDiscounted(p.kb, p.sites, s, .5), 1e-9);
    }
  });
}

// What is kept from earlier readings gives the same as working everything out.
TEST_P(ProgrammeExactness, ReadAgainAfterChangesItIsAsIfReadForTheFirstTime) {
  ForEachProgramme([](RandomProgramme p) {
    for (const double discount : {.5, 1.0}) {
      Programme programme = p.Make(discount);
      for (int change = 0; change < 5; ++change) {
        const int changed = Below(&p.random, static_cast<int>(p.sites.size()));
        p.evidence[changed] = RandomEvidence(p.kb, p.sites[changed].level, &p.random);
        EXPECT_OK(programme.SetEvidence(changed, p.evidence[changed]));
        Programme anew = p.Make(discount);
        for (int s = 0; s < static_cast<int>(p.sites.size()); ++s) {
          ExpectNear(ProbabilitiesOf(programme, s), ProbabilitiesOf(anew, s), 1e-12);
        }
      }
    }
  });
}

TEST_P(ProgrammeExactness, TheLedgerOfASiteAddsUp) {
  ForEachProgramme([](const RandomProgramme& p) {
    Programme programme = p.Make(.5);
    for (int s = 0; s < static_cast<int>(p.sites.size()); ++s) {
      const auto diagnosis = programme.Diagnose(s, {.explain_all = true, .reasons_each_way = 2});
      ASSERT_OK(diagnosis);
      const LevelModel& level = p.programme_model.at(p.sites[s].level);
      const Doubles probabilities = ProbabilitiesOf(programme, s);
      for (const Finding& f : diagnosis->findings) {
        double sum = f.prior_decibans + f.from_above_decibans + f.from_below_decibans +
                     f.other_reasons_decibans + f.overlap_decibans;
        for (const Reason& reason : f.reasons) sum += reason.decibans;
        EXPECT_NEAR(sum, f.decibans, 1e-9);
        const int variable = level.network.variable_of[f.issue];
        const auto subject = std::find(level.subjects.begin(), level.subjects.end(), variable);
        EXPECT_NEAR(f.probability, probabilities[subject - level.subjects.begin()], 1e-12);
      }
    }
  });
}

INSTANTIATE_TEST_SUITE_P(Seeds, ProgrammeExactness, ::testing::Range(1, 11));

// The shipped knowledge base, one system with two groups and 24 practices.
class ProgrammeTest : public ::testing::Test {
 protected:
  static constexpr int kPractices = 24;

  ProgrammeTest() {
    auto kb = LoadKnowledgeBase("services/diagnosis/content/knowledge_base.yaml");
    EXPECT_OK(kb);
    model_ = *CompileModel(*std::move(kb));
    programme_model_ = *CompileProgrammeModel(model_);
    std::mt19937_64 random(7);
    for (int l = 0; l < kLevels; ++l) above_.push_back(Draw(static_cast<Level>(l), &random));
    for (int p = 0; p < kPractices; ++p) {
      practices_.push_back(Draw(Level::kPractice, &random));
    }
  }

  LevelEvidence Draw(Level level, std::mt19937_64* random) const {
    return RandomEvidence(model_.kb, level, random);
  }

  struct Made {
    Programme programme;
    int system, groups[2];
    std::vector<int> practices;  // by number
  };

  // Practices are added, and told their evidence, in this order.
  Made Make(const std::vector<int>& order) {
    Made made{Programme(programme_model_), 0, {0, 0}, std::vector<int>(order.size())};
    made.system = made.programme.Add(Level::kWholeSystem, std::nullopt);
    for (int& group : made.groups) group = made.programme.Add(Level::kSteeringGroup, made.system);
    for (int p : order) {
      made.practices[p] = made.programme.Add(Level::kPractice, made.groups[p % 2]);
    }
    for (int p : order) EXPECT_OK(made.programme.SetEvidence(made.practices[p], practices_[p]));
    EXPECT_OK(made.programme.SetEvidence(made.groups[0], above_[1]));
    EXPECT_OK(made.programme.SetEvidence(made.system, above_[0]));
    return made;
  }
  Made Make() { return Make(InOrder()); }

  static std::vector<int> InOrder() {
    std::vector<int> order(kPractices);
    std::iota(order.begin(), order.end(), 0);
    return order;
  }

  static Doubles Everything(Made& made) {
    Doubles all;
    const auto append = [&](int site) {
      const Doubles own = ProbabilitiesOf(made.programme, site);
      all.insert(all.end(), own.begin(), own.end());
    };
    append(made.system);
    for (int group : made.groups) append(group);
    for (int practice : made.practices) append(practice);
    return all;
  }

  Model model_;
  ProgrammeModel programme_model_;
  std::vector<LevelEvidence> above_;  // by level
  std::vector<LevelEvidence> practices_;
};

TEST_F(ProgrammeTest, TheOrderOfPracticesChangesNothing) {
  Made made = Make();
  const Doubles expected = Everything(made);
  std::mt19937_64 random(3);
  for (int i = 0; i < 5; ++i) {
    std::vector<int> order = InOrder();
    std::shuffle(order.begin(), order.end(), random);
    Made other = Make(order);
    EXPECT_EQ(Everything(other), expected);  // to the last bit, not only to 1e-12
  }
}

TEST_F(ProgrammeTest, WhatPracticesSayMovesTheSitesAboveAndBeside) {
  Made made = Make();
  const Doubles before = Everything(made);
  EXPECT_OK(made.programme.SetEvidence(made.practices[0], practices_[1]));
  const Doubles after = Everything(made);
  EXPECT_NE(after[0], before[0]);  // the system
  EXPECT_NE(ProbabilitiesOf(made.programme, made.groups[1]), Doubles());
  EXPECT_NE(after.back(), before.back());  // a practice of the other group, through the system
}

TEST_F(ProgrammeTest, EvidenceTakenAwayWasNeverThere) {
  Made made = Make();
  const Doubles before = Everything(made);
  std::mt19937_64 random(5);
  for (int i = 0; i < 200; ++i) {
    const int practice = made.practices[Below(&random, kPractices)];
    EXPECT_OK(made.programme.SetEvidence(practice, Draw(Level::kPractice, &random)));
  }
  for (int p = 0; p < kPractices; ++p) {
    EXPECT_OK(made.programme.SetEvidence(made.practices[p], practices_[p]));
  }
  EXPECT_EQ(Everything(made), before);

  for (int practice : made.practices) {
    EXPECT_OK(made.programme.SetEvidence(practice, {Level::kPractice}));
  }
  practices_.assign(kPractices, {Level::kPractice});
  Made empty = Make();
  EXPECT_EQ(Everything(made), Everything(empty));
}

// With many practices the system's issues are as good as certain, and most of what is read again
// stays as it was: within 1e-12 of what working it out would give.
TEST_F(ProgrammeTest, AChangeFarAwayIsHeardToTheTwelfthDigit) {
  constexpr int kGroups = 60, kSites = 600;
  std::mt19937_64 random(11);
  std::vector<LevelEvidence> evidence;
  for (int p = 0; p < kSites; ++p) evidence.push_back(Draw(Level::kPractice, &random));
  std::vector<int> practices;
  const auto make = [&] {
    Programme programme(programme_model_);
    const int system = programme.Add(Level::kWholeSystem, std::nullopt);
    std::vector<int> groups;
    for (int g = 0; g < kGroups; ++g) {
      groups.push_back(programme.Add(Level::kSteeringGroup, system));
    }
    practices.clear();
    for (int p = 0; p < kSites; ++p) {
      practices.push_back(programme.Add(Level::kPractice, groups[p % kGroups]));
      EXPECT_OK(programme.SetEvidence(practices[p], evidence[p]));
    }
    EXPECT_OK(programme.SetEvidence(groups[0], above_[1]));
    EXPECT_OK(programme.SetEvidence(system, above_[0]));
    return programme;
  };
  Programme programme = make();
  for (int practice : practices) ProbabilitiesOf(programme, practice);
  for (int change = 0; change < 3; ++change) {
    const int changed = Below(&random, kSites);
    evidence[changed] = Draw(Level::kPractice, &random);
    EXPECT_OK(programme.SetEvidence(practices[changed], evidence[changed]));
    Programme anew = make();
    for (int practice : practices) {
      ExpectNear(ProbabilitiesOf(programme, practice), ProbabilitiesOf(anew, practice), 1e-12);
    }
  }
}

TEST_F(ProgrammeTest, SilentPracticesChangeNothing) {
  Made made = Make();
  const Doubles before = Everything(made);
  LevelEvidence silent{Level::kPractice};
  for (const Indicator& indicator : model_.kb.indicators) {
    if (indicator.level == Level::kPractice && indicator.type == IndicatorType::kItem) {
      silent.items.push_back({indicator.id, {{indicator.categories[0], 0}}});
    }
  }
  for (int i = 0; i < 3; ++i) {
    const int practice = made.programme.Add(Level::kPractice, made.groups[i % 2]);
    EXPECT_OK(made.programme.SetEvidence(practice, silent));
  }
  EXPECT_EQ(Everything(made), before);
}

// Had a practice's own message come back to it, a lone practice would sway itself.
TEST_F(ProgrammeTest, NobodyHearsTheirOwnEcho) {
  for (const double discount : {.5, 1.0}) {
    Programme programme(programme_model_, discount);
    const int system = programme.Add(Level::kWholeSystem, std::nullopt);
    const int group = programme.Add(Level::kSteeringGroup, system);
    const int practice = programme.Add(Level::kPractice, group);
    EXPECT_OK(programme.SetEvidence(system, above_[0]));
    EXPECT_OK(programme.SetEvidence(group, above_[1]));
    EXPECT_OK(programme.SetEvidence(practice, practices_[0]));
    const auto alone =
        Diagnose(model_, {Level::kPractice, {above_[0], above_[1], practices_[0]}}, {});
    const auto within = programme.Diagnose(practice, {});
    ASSERT_OK(alone);
    ASSERT_OK(within);
    for (size_t f = 0; f < alone->findings.size(); ++f) {
      EXPECT_EQ(within->findings[f].issue, alone->findings[f].issue);
      EXPECT_NEAR(within->findings[f].probability, alone->findings[f].probability, 1e-12);
      EXPECT_NEAR(within->findings[f].from_above_decibans, alone->findings[f].from_above_decibans,
                  1e-9);
    }
  }
}

TEST_F(ProgrammeTest, ALevelMayBeMissing) {
  Programme programme(programme_model_);
  const int alone = programme.Add(Level::kPractice, std::nullopt);
  EXPECT_OK(programme.SetEvidence(alone, practices_[0]));
  const auto within = programme.Diagnose(alone, {});
  const auto by_itself = Diagnose(model_, {Level::kPractice, {practices_[0]}}, {});
  ASSERT_OK(within);
  ASSERT_OK(by_itself);
  for (size_t f = 0; f < by_itself->findings.size(); ++f) {
    EXPECT_NEAR(within->findings[f].probability, by_itself->findings[f].probability, 1e-12);
  }

  // Without a group a practice still speaks to its system, and is discounted once.
  const int system = programme.Add(Level::kWholeSystem, std::nullopt);
  const Doubles before = ProbabilitiesOf(programme, system);
  EXPECT_OK(programme.SetEvidence(programme.Add(Level::kPractice, system), practices_[1]));
  EXPECT_NE(ProbabilitiesOf(programme, system), before);
  EXPECT_OK(programme.SetEvidence(programme.Add(Level::kSteeringGroup, std::nullopt), above_[1]));
}

TEST_F(ProgrammeTest, AGroupIsToldByItsPractices) {
  Made made = Make();
  const auto diagnosis = made.programme.Diagnose(made.groups[1], {.explain_all = true});
  ASSERT_OK(diagnosis);
  double from_below = 0;
  for (const Finding& finding : diagnosis->findings) {
    from_below += std::abs(finding.from_below_decibans);
    EXPECT_EQ(finding.band.band, Band::kInsufficientData);  // it has no evidence of its own
  }
  EXPECT_GT(from_below, 1);
}

TEST_F(ProgrammeTest, BadEvidenceLeavesASiteAsItWas) {
  Made made = Make();
  const Doubles before = Everything(made);
  EXPECT_THAT(ViolatedFields(made.programme.SetEvidence(
                  made.practices[0], {Level::kPractice, "", {{"no", {}}}, {{"neither", "x"}}})),
              ElementsAre("levels[0].items[0].item", "levels[0].facts[0].fact"));
  EXPECT_THAT(made.programme.SetEvidence(made.practices[0], above_[1]),
              HasReason("INVALID_FIELDS"));
  EXPECT_EQ(Everything(made), before);
}

TEST(Standing, DoubtIsWhatIsLeftForOtherStates) {
  const Model model = *CompileModel(testing::SmallKnowledgeBase());
  const Network& network = model.at(Level::kPractice).network;
  Belief belief(network);
  const int scope = network.families[0].scope;
  const auto believe = [&](double log) {
    EvidenceTables tables(network);
    std::vector<double> logs(network.scopes[scope].states());
    logs.back() = log;
    tables.Add(network, scope, logs);
    ASSERT_TRUE(belief.Calibrate(tables));
  };
  Standing standing;
  believe(30);
  standing.Update(belief, {scope}, 1, 1);
  std::vector<double> joint(network.scopes[scope].states());
  belief.Joint(network.scopes[scope], joint.data());
  EXPECT_NEAR(standing.doubt(), std::accumulate(joint.begin(), joint.end() - 1, 0.0), 1e-16);
  EXPECT_GT(standing.doubt(), 0);
  believe(40);
  standing.Update(belief, {scope}, 1, 2);
  EXPECT_EQ(standing.since(), 1u) << "surer of the same";
  standing.Update(belief, {scope}, 2, 3);
  EXPECT_EQ(standing.since(), 3u) << "something else has changed";
  believe(-40);
  standing.Update(belief, {scope}, 2, 4);
  EXPECT_EQ(standing.since(), 4u) << "another state is the likeliest";
}

TEST(ProgrammeModel, AKnowledgeBaseTooEntangledAcrossLevelsIsRefused) {
  KnowledgeBase kb = testing::SmallKnowledgeBase();
  for (int i = 0; i < 24; ++i) {
    Issue issue{.id = absl::StrCat("sg-", i), .level = Level::kSteeringGroup};
    issue.title = issue.id;
    issue.prior = .2;
    kb.issues.push_back(issue);
    kb.issues[1 + i / 12].parents.push_back(
        {.issue = issue.id, .strength = .3, .rationale = "Comes down from the group."});
  }
  kb.issues[1].parents.erase(kb.issues[1].parents.begin());
  const auto model = CompileModel(kb);
  ASSERT_OK(model);
  const auto programme = CompileProgrammeModel(*model);
  EXPECT_THAT(programme, HasReason("INVALID_KNOWLEDGE_BASE"));
  EXPECT_THAT(ViolatedFields(programme.status()), ::testing::Contains("messages[practice]"));
}

}  // namespace
}  // namespace pcsp::diagnosis

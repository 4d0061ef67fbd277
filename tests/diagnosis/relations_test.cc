// What the other sites say of a site, carried as evidence: the same as within the programme, for
// nobody whose neighbours are few, and the same whatever facts the neighbours have.
#include "services/diagnosis/domain/programme/relations.h"

#include <algorithm>
#include <numeric>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/diagnosis/domain/diagnosis.h"
#include "services/diagnosis/domain/knowledge/reader.h"
#include "services/diagnosis/domain/programme/surroundings.h"
#include "tests/diagnosis/example_kb.h"
#include "tests/support/status_matchers.h"

namespace pcsp::diagnosis {
namespace {

using pcsp::testing::ViolatedFields;
using testing::Below;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::Uniform;

constexpr int kPractices = 14;  // odd ones in group 1, even ones in group 0

bool operator==(const SurroundingTable& a, const SurroundingTable& b) {
  return a.issues == b.issues && a.logs == b.logs;
}

bool Same(const SurroundingEvidence& a, const SurroundingEvidence& b) {
  const auto same = [](const auto& x, const auto& y) {
    return std::equal(x.begin(), x.end(), y.begin(), y.end(),
                      [](const auto& p, const auto& q) { return p == q; });
  };
  return same(a.above, b.above) && same(a.below, b.below);
}

class RelationsTest : public ::testing::Test {
 protected:
  RelationsTest() {
    auto kb = LoadKnowledgeBase("services/diagnosis/content/knowledge_base.yaml");
    EXPECT_OK(kb);
    model_ = *CompileModel(*std::move(kb));
    LetSitesHear(&model_);
    std::mt19937_64 random(11);
    sites_.push_back({"ws", Level::kWholeSystem, "", Answers(Level::kWholeSystem, &random)});
    for (const char* group : {"sg0", "sg1"}) {
      sites_.push_back({group, Level::kSteeringGroup, "ws", {Level::kSteeringGroup}});
    }
    sites_[1].evidence = Answers(Level::kSteeringGroup, &random);
    for (int p = 0; p < kPractices; ++p) {
      sites_.push_back({Practice(p), Level::kPractice, absl::StrCat("sg", p % 2),
                        Answers(Level::kPractice, &random)});
    }
  }

  static std::string Practice(int p) { return absl::StrCat("p", p); }

  LevelEvidence Answers(Level level, std::mt19937_64* random) const {
    LevelEvidence evidence{level};
    for (const Indicator& indicator : model_.kb.indicators) {
      if (indicator.level != level || indicator.type != IndicatorType::kItem) continue;
      ItemEvidence item{indicator.id};
      for (const auto& k : indicator.categories) item.answers.emplace_back(k, Below(random, 3));
      evidence.items.push_back(std::move(item));
    }
    return evidence;
  }
  // The worst answer to every fact of the level.
  LevelEvidence WithFacts(LevelEvidence evidence) const {
    for (const Indicator& indicator : model_.kb.indicators) {
      if (indicator.level == evidence.level && indicator.type == IndicatorType::kFact) {
        evidence.facts.push_back({indicator.id, indicator.categories.front()});
      }
    }
    return evidence;
  }
  RelatedSite& Site(const std::string& organisation) {
    return *std::find_if(sites_.begin(), sites_.end(),
                         [&](const RelatedSite& s) { return s.organisation == organisation; });
  }
  // The sites of these names, in their order.
  Relations TakenIn(const std::vector<RelatedSite>& sites) {
    Relations relations(model_);
    for (const RelatedSite& site : sites) EXPECT_OK(relations.TakeIn(site));
    return relations;
  }
  SurroundingEvidence Around(const std::string& organisation) {
    const auto around = TakenIn(sites_).Around(organisation);
    EXPECT_OK(around);
    return *around;
  }
  // The evidence of a site and of those above it.
  Evidence EvidenceOf(const std::string& organisation) {
    Evidence evidence{Site(organisation).level, {}};
    for (std::string at = organisation; !at.empty(); at = Site(at).parent) {
      evidence.levels.push_back(Site(at).evidence);
    }
    return evidence;
  }
  Diagnosis Diagnosed(Evidence evidence) {
    const auto diagnosis = Diagnose(model_, evidence, {.explain_all = true});
    EXPECT_OK(diagnosis);
    return diagnosis.value_or(Diagnosis());
  }
  Diagnosis DiagnosedWithin(const std::string& organisation) {
    Evidence evidence = EvidenceOf(organisation);
    evidence.around = Around(organisation);
    return Diagnosed(evidence);
  }

  Model model_;
  std::vector<RelatedSite> sites_;  // those above first
};

TEST_F(RelationsTest, CarriedAsEvidenceItIsTheWholeProgramme) {
  Programme programme(model_, *model_.programme, Programme::kDiscount, {});
  std::map<std::string, Programme::Site> placed;
  for (const RelatedSite& site : sites_) {
    const auto parent = placed.find(site.parent);
    placed[site.organisation] = programme.Add(
        *site.level, parent == placed.end() ? std::nullopt : std::optional(parent->second));
    ASSERT_OK(programme.SetEvidence(placed[site.organisation], site.evidence));
  }
  for (const char* organisation : {"ws", "sg0", "sg1", "p0", "p13"}) {
    SCOPED_TRACE(organisation);
    const auto expected = programme.Diagnose(placed[organisation], {.explain_all = true});
    ASSERT_OK(expected);
    const Diagnosis carried = DiagnosedWithin(organisation);
    ASSERT_EQ(carried.findings.size(), expected->findings.size());
    for (size_t f = 0; f < carried.findings.size(); ++f) {
      EXPECT_EQ(carried.findings[f].issue, expected->findings[f].issue);
      EXPECT_NEAR(carried.findings[f].probability, expected->findings[f].probability, 1e-12);
      EXPECT_NEAR(carried.findings[f].from_above_decibans,
                  expected->findings[f].from_above_decibans, 1e-9);
      EXPECT_NEAR(carried.findings[f].from_below_decibans,
                  expected->findings[f].from_below_decibans, 1e-9);
    }
  }
}

TEST_F(RelationsTest, GroupsHearTheirPracticesAndTheLedgerSaysSo) {
  const Diagnosis alone = Diagnosed(EvidenceOf("sg0"));
  const Diagnosis within = DiagnosedWithin("sg0");
  EXPECT_EQ(within.sites_below, kPractices / 2);
  EXPECT_EQ(within.sites_beside, kPractices / 2) << "group 1 itself has not been asked";
  EXPECT_EQ(alone.sites_below, 0);
  double moved = 0;
  for (const Finding& f : within.findings) {
    double sum = f.prior_decibans + f.from_above_decibans + f.from_below_decibans +
                 f.other_reasons_decibans + f.overlap_decibans;
    for (const Reason& reason : f.reasons) sum += reason.decibans;
    EXPECT_NEAR(sum, f.decibans, 1e-9);
    moved = std::max(moved, std::abs(f.from_below_decibans));
  }
  EXPECT_GT(moved, 1);
}

TEST_F(RelationsTest, TheOrderOfSitesChangesNothingToTheLastBit) {
  const SurroundingEvidence before = Around("sg1");
  std::mt19937_64 random(3);
  for (int i = 0; i < 3; ++i) {
    std::shuffle(sites_.begin() + 3, sites_.end(), random);
    EXPECT_TRUE(Same(Around("sg1"), before));
  }
}

TEST_F(RelationsTest, FactsGoUpAndDownAndNotSideways) {
  const SurroundingEvidence neighbour = Around("p2"), group = Around("sg0"), other = Around("sg1"),
                            system = Around("ws");
  Site("p0").evidence = WithFacts(Site("p0").evidence);
  EXPECT_TRUE(Same(Around("p2"), neighbour)) << "of the same group";
  EXPECT_TRUE(Same(Around("sg1"), other));
  EXPECT_FALSE(Same(Around("sg0"), group));
  EXPECT_FALSE(Same(Around("ws"), system));
  // Answers do go sideways.
  std::mt19937_64 random(5);
  Site("p0").evidence = Answers(Level::kPractice, &random);
  EXPECT_FALSE(Same(Around("p2"), neighbour));
}

TEST_F(RelationsTest, NobodyIsToldWhatTheySaidThemselves) {
  const SurroundingEvidence before = Around("p0");
  std::mt19937_64 random(9);
  Site("p0").evidence = Answers(Level::kPractice, &random);
  EXPECT_TRUE(Same(Around("p0"), before));
}

// What too few say could be worked out by those whom it reaches.
TEST_F(RelationsTest, FewNeighboursAreNotHeard) {
  const auto with = [this](int practices) {
    std::vector<RelatedSite> sites = {sites_[0], sites_[1]};
    for (int p = 0; p < practices; ++p) {
      RelatedSite site = Site(Practice(p));
      site.parent = "sg0";
      sites.push_back(std::move(site));
    }
    return TakenIn(sites);
  };
  EXPECT_THAT(with(2).Around("sg0")->below, IsEmpty());
  EXPECT_EQ(with(2).Around("sg0")->sites_below, 0);
  EXPECT_FALSE(with(3).Around("sg0")->below.empty());
  EXPECT_EQ(with(3).Around("sg0")->sites_below, 3);
  EXPECT_THAT(with(5).Around("p0")->above, IsEmpty()) << "four others";
  EXPECT_FALSE(with(6).Around("p0")->above.empty());
  EXPECT_EQ(with(6).Around("p0")->sites_beside, 5);
}

TEST_F(RelationsTest, SilentSitesAreNoCompany) {
  std::vector<RelatedSite> sites = {sites_[0], sites_[1]};
  for (int p = 0; p < 6; ++p) {
    sites.push_back({Practice(p), Level::kPractice, "sg0", {Level::kPractice}});
  }
  for (int p = 0; p < 2; ++p) sites[2 + p].evidence = Site(Practice(p)).evidence;
  EXPECT_EQ(TakenIn(sites).Around("sg0")->sites_below, 0);
}

TEST_F(RelationsTest, NotesStayWhereTheyWereWritten) {
  const SurroundingEvidence before = Around("sg0");
  Site("p0").evidence.notes.push_back({.text = "It has become a tick box exercise."});
  EXPECT_TRUE(Same(Around("sg0"), before));
}

TEST_F(RelationsTest, SaysAllThatIsWrongWithASite) {
  Relations relations = TakenIn(sites_);
  RelatedSite bad{"p0", Level::kSteeringGroup, "p1", {Level::kSteeringGroup}};
  bad.evidence.items.push_back({"no_such_item", {{"1", 2}}});
  EXPECT_THAT(ViolatedFields(relations.TakeIn(bad)),
              ElementsAre("evidence.levels[0].items[0].item", "organisation", "parent"));
  EXPECT_THAT(ViolatedFields(relations.TakeIn({"p99", std::nullopt, "sg0", {}})),
              ElementsAre("evidence.subject_level", "evidence.levels[0].level", "level"));
  EXPECT_THAT(ViolatedFields(relations.Around("p99").status()), ElementsAre("surroundings_of"));
}

TEST_F(RelationsTest, EvidenceThatANetworkCannotTakeInIsRefusedOrLeftAside) {
  Evidence evidence = EvidenceOf("p0");
  evidence.around = Around("p0");
  ASSERT_FALSE(evidence.around->above.empty());
  Evidence bad = evidence;
  bad.around->above[0].issues[0] = "gone";
  bad.around->below.push_back({{}, {0, 1}});
  bad.around->sites_beside = -1;
  EXPECT_THAT(ViolatedFields(ResolveEvidence(model_, bad).status()),
              ElementsAre("surroundings.sites_beside", "surroundings.above[0].issues",
                          "surroundings.below[0].log_likelihoods"));
  EXPECT_FALSE(Hearable(model_, bad).around.has_value());
  EXPECT_TRUE(Hearable(model_, evidence).around.has_value());
  const Model deaf = *CompileModel(model_.kb);
  EXPECT_THAT(ViolatedFields(ResolveEvidence(deaf, evidence).status()),
              ElementsAre("surroundings"));
}

TEST_F(RelationsTest, TheOrderOfIssuesInATableIsTheCallers) {
  Evidence evidence = EvidenceOf("sg0");
  evidence.around = Around("sg0");
  Evidence turned = evidence;
  int tables = 0;
  for (SurroundingTable& table : turned.around->below) {
    if (table.issues.size() != 2) continue;
    std::swap(table.issues[0], table.issues[1]);
    std::swap(table.logs[1], table.logs[2]);
    ++tables;
  }
  ASSERT_GT(tables, 0);
  const Diagnosis expected = Diagnosed(evidence), actual = Diagnosed(turned);
  for (size_t f = 0; f < expected.findings.size(); ++f) {
    EXPECT_EQ(actual.findings[f].probability, expected.findings[f].probability);
  }
}

}  // namespace
}  // namespace pcsp::diagnosis

#include "services/registry/domain/graph/reorganisation.h"

#include <algorithm>
#include <map>
#include <optional>
#include <random>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/error.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/registry/domain/graph/tree.h"
#include "services/registry/domain/names.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using Kind = OrganisationKind;
using Bond = RelationshipKind;

const Date kDate(2024, 4, 1);
const Date kBefore(2024, 3, 31);
const absl::Time kNow = absl::FromCivil(absl::CivilDay(2024, 6, 1), absl::UTCTimeZone());

// A programme that a test writes down and then reorganises.
class ReorganisationTest : public ::testing::Test {
 protected:
  void SetUp() override {
    known_.id = "north";
    Add("sg", Kind::kSteeringGroup);
    Add("sg2", Kind::kSteeringGroup);
    Add("icb", Kind::kWholeSystem);
    Add("pcn", Kind::kPcn);
    for (const char* id : {"a", "b", "c"}) Add(id, Kind::kPractice);
  }

  Organisation& Add(std::string id, Kind kind, Period life = {}) {
    Organisation& organisation = known_.organisations.emplace_back();
    organisation.programme = "north";
    organisation.id = std::move(id);
    organisation.kind = kind;
    organisation.life = life;
    organisation.status = OrganisationStatus::kActive;
    organisation.revision = 1;
    return organisation;
  }

  void Relate(std::string id, std::string subject, Bond kind, std::string object,
              Period period = {}) {
    Relationship& relationship = known_.relationships.emplace_back();
    relationship.programme = "north";
    relationship.id = std::move(id);
    relationship.subject = std::move(subject);
    relationship.object = std::move(object);
    relationship.kind = kind;
    relationship.period = period;
    relationship.revision = 1;
  }

  Organisation& At(absl::string_view id) {
    return *std::find_if(known_.organisations.begin(), known_.organisations.end(),
                         [&](const Organisation& o) { return o.id == id; });
  }

  Reorganisation Merger(const std::vector<std::string>& sources, const std::string& target) {
    Reorganisation merger;
    merger.date = kDate;
    for (const std::string& id : sources) merger.sources.push_back(At(id));
    merger.successors.push_back({At(target), false, {}});
    return merger;
  }

  Successor New(std::string id, Kind kind = Kind::kPractice) {
    Successor successor;
    successor.organisation.programme = "north";
    successor.organisation.id = std::move(id);
    successor.organisation.kind = kind;
    successor.organisation.life.first = kDate;
    successor.is_new = true;
    return successor;
  }

  absl::StatusOr<ReorganisationPlan> Plan(const Reorganisation& reorganisation) {
    int next = 0;
    return PlanReorganisation(reorganisation, known_, kNow,
                              [&] { return absl::StrCat("new", ++next); });
  }

  // "r1: a supported_by sg, from 2024-04-01 until further notice"
  static std::vector<std::string> Shown(const std::vector<Relationship>& relationships) {
    std::vector<std::string> shown;
    for (const Relationship& r : relationships) {
      shown.push_back(
          absl::StrCat(r.subject, " ", Word(r.kind), " ", r.object, " ", InWords(r.period)));
    }
    return shown;
  }

  static std::string Conflicts(const absl::Status& status) {
    const auto detail = ErrorDetailOf(status);
    if (!detail || detail->metadata.count("conflicts") == 0) return status.ToString();
    std::string names = detail->metadata.at("conflicts");
    for (const char* prefix :
         {"programmes/north/relationships/", "programmes/north/organisations/"}) {
      for (size_t at; (at = names.find(prefix)) != std::string::npos;) {
        names.erase(at, strlen(prefix));
      }
    }
    return names;
  }

  KnownProgramme known_;
};

TEST_F(ReorganisationTest, MergesIntoANewOrganisation) {
  Relate("r1", "a", Bond::kSupportedBy, "sg", {Date(2020, 1, 1)});
  Relate("r2", "b", Bond::kSupportedBy, "sg", {Date(2021, 1, 1), Date(2030, 12, 31)});
  Relate("r3", "b", Bond::kPartnerOf, "pcn");
  Relate("old", "a", Bond::kSupportedBy, "sg2", {kSinceAlways, Date(2019, 12, 31)});
  Relate("other", "c", Bond::kSupportedBy, "sg");
  Reorganisation merger = Merger({"a", "b"}, "c");
  merger.successors = {New("d")};
  const auto plan = Plan(merger);
  ASSERT_OK(plan);
  ASSERT_EQ(plan->closed.size(), 2u);
  for (const Organisation& closed : plan->closed) {
    EXPECT_EQ(closed.life.last, kBefore);
    EXPECT_EQ(closed.status, OrganisationStatus::kClosed);
    EXPECT_EQ(closed.revision, 2);
    EXPECT_EQ(closed.update_time, kNow);
  }
  ASSERT_EQ(plan->created.size(), 1u);
  EXPECT_EQ(plan->created[0].id, "d");
  EXPECT_THAT(Shown(plan->ended), ElementsAre("a supported_by sg from 2020-01-01 to 2024-03-31",
                                              "b supported_by sg from 2021-01-01 to 2024-03-31",
                                              "b partner_of pcn since always to 2024-03-31"));
  EXPECT_EQ(plan->ended[0].id, "r1");
  EXPECT_EQ(plan->ended[0].revision, 2);
  EXPECT_THAT(plan->moved, IsEmpty());
  EXPECT_THAT(Shown(plan->related),
              UnorderedElementsAre("d supported_by sg from 2024-04-01 until further notice",
                                   "d partner_of pcn from 2024-04-01 until further notice",
                                   "a succeeded_by d from 2024-04-01 until further notice",
                                   "b succeeded_by d from 2024-04-01 until further notice"));
  std::set<std::string> ids;
  for (const Relationship& r : plan->related) {
    ids.insert(r.id);
    EXPECT_EQ(r.revision, 1);
  }
  EXPECT_EQ(ids.size(), 4u);
}

TEST_F(ReorganisationTest, LeavesATargetWhatItHasOfItsOwn) {
  Relate("r1", "a", Bond::kSupportedBy, "sg");
  Relate("r2", "b", Bond::kSupportedBy, "sg2");
  Relate("r3", "a", Bond::kPartnerOf, "pcn");
  Relate("r4", "b", Bond::kPartnerOf, "pcn", {kSinceAlways, Date(2024, 12, 31)});
  Relate("r5", "a", Bond::kCommissionedBy, "icb");
  const auto plan = Plan(Merger({"a"}, "b"));
  ASSERT_OK(plan);
  EXPECT_EQ(plan->ended.size(), 3u);
  EXPECT_THAT(Shown(plan->related),
              ElementsAre("b partner_of pcn from 2025-01-01 until further notice",
                          "b commissioned_by icb from 2024-04-01 until further notice",
                          "a succeeded_by b from 2024-04-01 until further notice"));
}

TEST_F(ReorganisationTest, MovesWhatIsSubjectToASource) {
  Relate("r1", "a", Bond::kSupportedBy, "sg");
  Relate("r2", "b", Bond::kSupportedBy, "sg2");
  Relate("r3", "sg", Bond::kPartOf, "icb");
  const auto plan = Plan(Merger({"sg"}, "sg2"));
  ASSERT_OK(plan);
  EXPECT_THAT(Shown(plan->related),
              UnorderedElementsAre("a supported_by sg2 from 2024-04-01 until further notice",
                                   "sg2 part_of icb from 2024-04-01 until further notice",
                                   "sg succeeded_by sg2 from 2024-04-01 until further notice"));
}

TEST_F(ReorganisationTest, EndsWhatHoldsAmongTheParties) {
  Add("sub", Kind::kWholeSystem);
  Relate("r1", "sub", Bond::kPartOf, "icb");
  const auto plan = Plan(Merger({"sub"}, "icb"));
  ASSERT_OK(plan);
  EXPECT_THAT(Shown(plan->ended), ElementsAre("sub part_of icb since always to 2024-03-31"));
  EXPECT_THAT(Shown(plan->related),
              ElementsAre("sub succeeded_by icb from 2024-04-01 until further notice"));
}

TEST_F(ReorganisationTest, HandsOverWhatBeginsLaterAsItIs) {
  Relate("r1", "a", Bond::kSupportedBy, "sg", {Date(2024, 5, 1)});
  const auto plan = Plan(Merger({"a"}, "b"));
  ASSERT_OK(plan);
  EXPECT_THAT(plan->ended, IsEmpty());
  EXPECT_THAT(Shown(plan->moved),
              ElementsAre("b supported_by sg from 2024-05-01 until further notice"));
  EXPECT_EQ(plan->moved[0].id, "r1");
  EXPECT_EQ(plan->moved[0].revision, 2);
}

TEST_F(ReorganisationTest, RemovesWhatHasNotBegunAndNobodyGoesOnWith) {
  Add("sub", Kind::kWholeSystem);
  Relate("r1", "a", Bond::kSupportedBy, "sg", {Date(2024, 5, 1)});
  Relate("r2", "b", Bond::kSupportedBy, "sg2");
  Relate("r3", "sub", Bond::kPartOf, "icb", {Date(2024, 5, 1)});
  const auto plan = Plan(Merger({"a"}, "b"));
  ASSERT_OK(plan);
  EXPECT_THAT(plan->moved, IsEmpty());
  EXPECT_THAT(Shown(plan->removed),
              ElementsAre("a supported_by sg from 2024-05-01 until further notice"));
  EXPECT_THAT(Shown(Plan(Merger({"sub"}, "icb"))->removed),
              ElementsAre("sub part_of icb from 2024-05-01 until further notice"));
}

TEST_F(ReorganisationTest, JoinsWhatSeveralSourcesHave) {
  Relate("r1", "a", Bond::kSupportedBy, "sg", {Date(2020, 1, 1), Date(2024, 6, 30)});
  Relate("r2", "b", Bond::kSupportedBy, "sg", {Date(2024, 5, 1), Date(2024, 12, 31)});
  const auto plan = Plan(Merger({"a", "b"}, "c"));
  ASSERT_OK(plan);
  EXPECT_THAT(Shown(plan->related),
              UnorderedElementsAre("c supported_by sg from 2024-04-01 to 2024-12-31",
                                   "a succeeded_by c from 2024-04-01 until further notice",
                                   "b succeeded_by c from 2024-04-01 until further notice"));
  EXPECT_THAT(Shown(plan->removed), ElementsAre("b supported_by sg from 2024-05-01 to 2024-12-31"));
}

TEST_F(ReorganisationTest, KeepsAnEarlierClosingDate) {
  At("a").life.last = Date(2024, 2, 29);
  At("a").status = OrganisationStatus::kClosed;
  Relate("r1", "a", Bond::kSupportedBy, "sg", {Date(2020, 1, 1)});
  const auto plan = Plan(Merger({"a"}, "b"));
  ASSERT_OK(plan);
  EXPECT_EQ(plan->closed[0].life.last, Date(2024, 2, 29));
  EXPECT_THAT(Shown(plan->ended), ElementsAre("a supported_by sg from 2020-01-01 to 2024-02-29"));
}

TEST_F(ReorganisationTest, LeavesTheStatusOfAMergerThatIsToCome) {
  Reorganisation merger = Merger({"a"}, "b");
  merger.date = Date(2024, 6, 2);
  const auto plan = Plan(merger);
  ASSERT_OK(plan);
  EXPECT_EQ(plan->closed[0].life.last, Date(2024, 6, 1));
  EXPECT_EQ(plan->closed[0].status, OrganisationStatus::kActive);
}

TEST_F(ReorganisationTest, SplitsAndSharesOutWhatIsSubject) {
  Relate("r1", "a", Bond::kSupportedBy, "sg");
  Relate("r2", "b", Bond::kSupportedBy, "sg");
  Relate("r3", "sg", Bond::kPartOf, "icb");
  Reorganisation split;
  split.date = kDate;
  split.sources = {At("sg")};
  split.successors = {New("east", Kind::kSteeringGroup), New("west", Kind::kSteeringGroup)};
  EXPECT_THAT(Plan(split), HasReason("RELATIONSHIPS_LEFT_OVER"));
  EXPECT_EQ(Conflicts(Plan(split).status()), "r1,r2");
  split.successors[0].takes = {"a"};
  EXPECT_EQ(Conflicts(Plan(split).status()), "r2");
  split.successors[1].takes = {"b"};
  const auto plan = Plan(split);
  ASSERT_OK(plan);
  EXPECT_THAT(Shown(plan->related),
              UnorderedElementsAre("a supported_by east from 2024-04-01 until further notice",
                                   "b supported_by west from 2024-04-01 until further notice",
                                   "east part_of icb from 2024-04-01 until further notice",
                                   "west part_of icb from 2024-04-01 until further notice",
                                   "sg succeeded_by east from 2024-04-01 until further notice",
                                   "sg succeeded_by west from 2024-04-01 until further notice"));
  split.successors[1].takes.insert("c");
  EXPECT_THAT(ViolatedFields(Plan(split).status()), ElementsAre("parts[1].takes"));
}

TEST_F(ReorganisationTest, RefusesDatesThatDoNotFit) {
  At("a").life.first = kDate;
  At("b").life.last = Date(2025, 1, 1);
  At("c").life.first = Date(2024, 5, 1);
  EXPECT_THAT(Plan(Merger({"a", "b"}, "c")), HasReason("DATES_CONFLICT"));
  EXPECT_EQ(Conflicts(Plan(Merger({"a", "b"}, "c")).status()), "a,b,c");
  At("a").life.first = kBefore;
  At("b").life.last = kUntilFurtherNotice;
  At("c").life = {kDate, Date(2024, 12, 31)};
  EXPECT_OK(Plan(Merger({"a", "b"}, "c")));
  Relate("r1", "a", Bond::kSupportedBy, "sg", {kSinceAlways, Date(2025, 6, 30)});
  EXPECT_EQ(Conflicts(Plan(Merger({"a", "b"}, "c")).status()), "r1,c")
      << "c closes before what it is handed ends";
}

TEST_F(ReorganisationTest, RefusesWhatSourcesDisagreeAbout) {
  Relate("r1", "a", Bond::kSupportedBy, "sg");
  Relate("r2", "b", Bond::kSupportedBy, "sg2");
  const auto plan = Plan(Merger({"a", "b"}, "c"));
  EXPECT_THAT(plan, HasReason("RELATIONSHIP_OVERLAP"));
  EXPECT_EQ(Conflicts(plan.status()), "r1,r2");
}

TEST_F(ReorganisationTest, RefusesWhatHasBeenSucceeded) {
  Relate("s1", "a", Bond::kSucceededBy, "c", {Date(2023, 1, 1)});
  const auto plan = Plan(Merger({"a"}, "b"));
  EXPECT_THAT(plan, HasReason("ORGANISATION_SUCCEEDED"));
  EXPECT_EQ(Conflicts(plan.status()), "s1");
}

TEST_F(ReorganisationTest, RefusesCycles) {
  Add("sub", Kind::kWholeSystem);
  Add("mid", Kind::kWholeSystem);
  Relate("r1", "sub", Bond::kPartOf, "mid");
  Relate("r2", "mid", Bond::kPartOf, "icb");
  const auto plan = Plan(Merger({"sub"}, "icb"));
  EXPECT_THAT(plan, HasReason("RELATIONSHIP_CYCLE"));
  EXPECT_EQ(Conflicts(plan.status()), "r1,r2");
  known_.relationships.clear();
  Relate("s1", "b", Bond::kSucceededBy, "a", {Date(2020, 1, 1)});
  EXPECT_THAT(Plan(Merger({"a"}, "b")), HasReason("RELATIONSHIP_CYCLE"));
}

TEST_F(ReorganisationTest, RefusesOrganisationsOfDifferentKinds) {
  EXPECT_THAT(ViolatedFields(Plan(Merger({"a", "sg"}, "pcn")).status()),
              ElementsAre("sources[1]", "target"));
}

// Whatever is merged: no day before the date looks any different, the target has from then on what
// it and the sources had, no source has anything, and the rules of relationships still hold.
TEST_F(ReorganisationTest, KeepsItsPromisesOnAnyProgramme) {
  std::mt19937 random(11);
  const auto pick = [&](int n) { return static_cast<int>(random() % n); };
  int done = 0;
  for (int round = 0; round < 400; ++round) {
    known_ = {"north", {}, {}};
    for (int i = 0; i < 6; ++i) Add(absl::StrCat("p", i), Kind::kPractice);
    for (int i = 0; i < 3; ++i) Add(absl::StrCat("g", i), Kind::kSteeringGroup);
    for (int i = 0; i < 3; ++i) Add(absl::StrCat("n", i), Kind::kPcn);
    for (int i = 0; i < 12; ++i) {
      Relationship candidate;
      candidate.programme = "north";
      candidate.id = absl::StrCat("r", i);
      candidate.subject = absl::StrCat("p", pick(6));
      const bool group = pick(2) == 0;
      candidate.kind = group ? Bond::kSupportedBy : Bond::kPartnerOf;
      candidate.object = absl::StrCat(group ? "g" : "n", pick(3));
      candidate.period.first = pick(3) == 0 ? kSinceAlways : kDate - 20 + pick(30);
      candidate.period.last = pick(2) == 0 ? kUntilFurtherNotice : kDate - 5 + pick(40);
      if (candidate.period.empty()) continue;
      if (CheckConflicts(candidate, Kind::kPractice, known_.relationships).ok()) {
        known_.relationships.push_back(candidate);
      }
    }
    const char* const kinds[] = {"p", "g", "n"};
    const char* const kind = kinds[pick(3)];
    Reorganisation merger = Merger({absl::StrCat(kind, 0)}, absl::StrCat(kind, 1));
    if (pick(2) == 0) merger.sources.push_back(At(absl::StrCat(kind, 2)));
    const auto plan = Plan(merger);
    if (!plan.ok()) {
      EXPECT_THAT(plan, HasReason("RELATIONSHIP_OVERLAP"));
      continue;
    }
    ++done;
    std::map<std::string, Relationship> after;
    for (const Relationship& r : known_.relationships) after[r.id] = r;
    for (const auto* changed : {&plan->ended, &plan->moved, &plan->related}) {
      for (const Relationship& r : *changed) after[r.id] = r;
    }
    for (const Relationship& r : plan->removed) after.erase(r.id);
    std::vector<Relationship> all;
    for (const auto& [id, r] : after) all.push_back(r);
    for (const Relationship& r : all) {
      EXPECT_FALSE(r.period.empty());
      if (r.kind == Bond::kSucceededBy) continue;
      EXPECT_OK(CheckConflicts(r, Kind::kPractice, all));
    }
    const auto holding = [](const std::vector<Relationship>& some, Date day) {
      std::set<std::string> held;
      for (const Relationship& r : some) {
        if (r.kind != Bond::kSucceededBy && r.period.Contains(day)) {
          held.insert(absl::StrCat(r.subject, ">", r.object));
        }
      }
      return held;
    };
    const auto is_source = [&](const std::string& id) {
      return std::any_of(merger.sources.begin(), merger.sources.end(),
                         [&](const Organisation& o) { return o.id == id; });
    };
    for (Date day = kDate - 25; day < kDate + 45; ++day) {
      const auto before = holding(known_.relationships, day), now = holding(all, day);
      if (day < kDate) {
        EXPECT_EQ(now, before) << FormatDate(day);
        continue;
      }
      for (const Relationship& r : all) {
        if (r.kind == Bond::kSucceededBy || !r.period.Contains(day)) continue;
        EXPECT_FALSE(is_source(r.subject) || is_source(r.object)) << FormatDate(day);
      }
      // Who belonged to a source or the target belongs to the target, unless it was to leave.
      for (const Relationship& r : known_.relationships) {
        if (!r.period.Contains(day) || !is_source(r.object)) continue;
        EXPECT_TRUE(std::any_of(all.begin(), all.end(),
                                [&](const Relationship& s) {
                                  return s.subject == r.subject && s.kind == r.kind &&
                                         s.period.Contains(day);
                                }))
            << r.id << " on " << FormatDate(day);
      }
    }
  }
  EXPECT_GT(done, 150);
}

}  // namespace
}  // namespace pcsp::registry

#include "services/registry/domain/conflicts/resolution.h"

#include "gmock/gmock.h"
#include "tests/registry/imports/planned_programme.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::HasReason;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

const Claimant kFile = {Source::kEpraccur, "file"};

class ResolutionTest : public PlannedProgramme {
 protected:
  ResolutionTest() {
    Add("a1", "A1", OrganisationKind::kPractice);
    Add("s1", "S1", OrganisationKind::kWholeSystem);
    Add("s2", "S2", OrganisationKind::kWholeSystem);
  }

  // The claim that s2 commissions a1 during `claimed`, against the relationship r1.
  ImportConflict Conflict(const Period& claimed, const std::string& object = "s2") {
    ImportConflict conflict;
    conflict.programme = "north";
    conflict.id = "c1";
    conflict.kind = ConflictKind::kCommissioner;
    conflict.organisation = "a1";
    conflict.relationship = "r1";
    const Relationship& known = known_.relationships.at(0);
    conflict.known = {known.by, kNow, ValueText({known.object, known.period})};
    conflict.claimed = {kFile, kNow, ValueText({object, claimed})};
    conflict.revision = 1;
    return conflict;
  }

  absl::StatusOr<ImportChanges> Decide(const ImportConflict& conflict,
                                       ConflictChoice choice = ConflictChoice::kClaimed) {
    DisputedFacts facts;
    facts.subject = known_.organisations[0];
    const auto claimed = ParseRelationshipValue(conflict.claimed.value);
    for (const Organisation& o : known_.organisations) {
      if (claimed && o.id == claimed->object) facts.object = o;
    }
    facts.relationships = known_.relationships;
    if (!known_.contexts.empty()) facts.context = known_.contexts[0];
    auto changes =
        Resolve(conflict,
                {choice, "because", kNow, [this] { return absl::StrCat("new-", ++uids_); }}, facts);
    if (changes.ok()) Apply(*changes);
    return changes;
  }
};

TEST_F(ResolutionTest, KeepsWhatIsKnown) {
  Relate("r1", "a1", RelationshipKind::kCommissionedBy, "s1", {Date(2020, 1, 1)});
  const auto changes = Decide(Conflict({Date(2010, 1, 1)}), ConflictChoice::kKnown);
  ASSERT_OK(changes);
  EXPECT_THAT(RelationshipsOf("a1"), ElementsAre("commissioned_by s1 2020-01-01 -"));
  ASSERT_EQ(changes->conflicts.size(), 1u);
  EXPECT_EQ(changes->conflicts[0].state, ConflictState::kResolved);
  EXPECT_EQ(changes->conflicts[0].choice, ConflictChoice::kKnown);
  EXPECT_EQ(changes->conflicts[0].note, "because");
  EXPECT_EQ(changes->conflicts[0].revision, 2);
}

TEST_F(ResolutionTest, MakesRoomForWhatIsClaimed) {
  struct Case {
    Period known, claimed;
    std::vector<std::string> then;
  };
  for (const Case& c : std::vector<Case>{
           {{Date(2020, 1, 1)},
            {Date(2022, 1, 1)},
            {"commissioned_by s1 2020-01-01 2021-12-31", "commissioned_by s2 2022-01-01 -"}},
           {{Date(2020, 1, 1)}, {Date(2010, 1, 1)}, {"commissioned_by s2 2010-01-01 -"}},
           {{Date(2020, 1, 1)},
            {Date(2010, 1, 1), Date(2020, 12, 31)},
            {"commissioned_by s1 2021-01-01 -", "commissioned_by s2 2010-01-01 2020-12-31"}},
           {{},
            {Date(2010, 1, 1), Date(2010, 1, 1)},
            {"commissioned_by s1 - 2009-12-31", "commissioned_by s1 2010-01-02 -",
             "commissioned_by s2 2010-01-01 2010-01-01"}}}) {
    known_.relationships.clear();
    Relate("r1", "a1", RelationshipKind::kCommissionedBy, "s1", c.known);
    Relate("r2", "a1", RelationshipKind::kSupportedBy, "s1", {});
    ASSERT_OK(Decide(Conflict(c.claimed)).status());
    std::vector<std::string> then = c.then;
    then.push_back("supported_by s1 - -");
    EXPECT_THAT(RelationshipsOf("a1"), ::testing::UnorderedElementsAreArray(then));
  }
}

TEST_F(ResolutionTest, GivesTheSameRelationshipItsClaimedDates) {
  Relate("r1", "a1", RelationshipKind::kCommissionedBy, "s1", {Date(2020, 1, 1)});
  ASSERT_OK(Decide(Conflict({Date(2013, 4, 1)}, "s1")).status());
  EXPECT_THAT(RelationshipsOf("a1"), ElementsAre("commissioned_by s1 2013-04-01 -"));
  EXPECT_EQ(known_.relationships[0].id, "r1");
  EXPECT_EQ(known_.relationships[0].by, kFile);
}

TEST_F(ResolutionTest, RefusesAClaimAgainstWhatIsNoLongerKnown) {
  Relate("r1", "a1", RelationshipKind::kCommissionedBy, "s1", {Date(2020, 1, 1)});
  const ImportConflict conflict = Conflict({Date(2022, 1, 1)});
  known_.relationships[0].period.last = Date(2023, 12, 31);
  EXPECT_THAT(Decide(conflict), HasReason("IMPORT_CONFLICT_OUTDATED"));
  known_.relationships.clear();
  EXPECT_THAT(Decide(conflict), HasReason("IMPORT_CONFLICT_OUTDATED"));
  EXPECT_OK(Decide(conflict, ConflictChoice::kKnown).status());
}

TEST_F(ResolutionTest, DecidesOnce) {
  Relate("r1", "a1", RelationshipKind::kCommissionedBy, "s1", {Date(2020, 1, 1)});
  const auto changes = Decide(Conflict({Date(2022, 1, 1)}), ConflictChoice::kKnown);
  ASSERT_OK(changes);
  EXPECT_THAT(Decide(changes->conflicts[0]), HasReason("IMPORT_CONFLICT_RESOLVED"));
}

TEST_F(ResolutionTest, KeepsToTheLivesOfBoth) {
  Relate("r1", "a1", RelationshipKind::kCommissionedBy, "s1", {Date(2020, 1, 1)});
  known_.organisations[2].life.last = Date(2021, 12, 31);
  EXPECT_THAT(Decide(Conflict({Date(2022, 1, 1)})), HasReason("DATES_CONFLICT"));
  EXPECT_THAT(RelationshipsOf("a1"), ElementsAre("commissioned_by s1 2020-01-01 -"));
}

TEST_F(ResolutionTest, SetsTheClaimedFieldOfAContext) {
  SiteContext context;
  context.programme = "north";
  context.organisation = "a1";
  context.effective_date = Date(2024, 4, 30);
  context.list_size = 9000;
  context.clinical_system = "EMIS Web";
  context.revision = 3;
  known_.contexts = {context};
  ImportConflict conflict;
  conflict.programme = "north";
  conflict.id = "c1";
  conflict.kind = ConflictKind::kSiteContext;
  conflict.organisation = "a1";
  conflict.field = "list_size";
  conflict.day = context.effective_date;
  conflict.known.value = "9000";
  conflict.claimed = {{Source::kWorkforce, "file"}, kNow, "12000"};
  ASSERT_OK(Decide(conflict).status());
  EXPECT_EQ(known_.contexts[0].list_size, 12000);
  EXPECT_EQ(known_.contexts[0].clinical_system, "EMIS Web");
  EXPECT_EQ(known_.contexts[0].stated_by.at("list_size").source, Source::kWorkforce);
  EXPECT_EQ(known_.contexts[0].revision, 4);
  EXPECT_THAT(Decide(conflict), HasReason("IMPORT_CONFLICT_OUTDATED"));
}

TEST(RelationshipValues, GoBothWays) {
  for (const Period& period :
       {Period{}, Period{Date(2020, 1, 1)}, Period{kSinceAlways, Date(2020, 1, 1)}}) {
    const RelationshipValue value = {"s1", period};
    EXPECT_EQ(ParseRelationshipValue(ValueText(value)), value) << ValueText(value);
  }
  for (const char* text : {"", "s1", "s1 - - -", "s1 2020 -", "9000"}) {
    EXPECT_EQ(ParseRelationshipValue(text), std::nullopt) << text;
  }
}

TEST(Words, OfSourcesAndConflictsGoBothWays) {
  for (int i = 0; i <= static_cast<int>(Source::kSiteContexts); ++i) {
    EXPECT_EQ(SourceOf(Word(static_cast<Source>(i))), static_cast<Source>(i));
  }
  for (int i = 0; i <= 3; ++i) {
    EXPECT_EQ(ConflictKindOf(Word(static_cast<ConflictKind>(i))), static_cast<ConflictKind>(i));
    EXPECT_EQ(ConflictChoiceOf(Word(static_cast<ConflictChoice>(i))),
              static_cast<ConflictChoice>(i));
  }
  EXPECT_EQ(ConflictStateOf("resolved"), ConflictState::kResolved);
  EXPECT_EQ(ConflictStateOf("no state"), ConflictState::kUnspecified);
}

}  // namespace
}  // namespace pcsp::registry

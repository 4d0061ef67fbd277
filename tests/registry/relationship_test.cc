#include "services/registry/domain/relationship.h"

#include "common/base/error.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::StatusIs;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Kind = OrganisationKind;

Relationship Make(std::string id, std::string subject, RelationshipKind kind, std::string object,
                  Period period = {}) {
  Relationship relationship;
  relationship.programme = "north";
  relationship.id = std::move(id);
  relationship.subject = std::move(subject);
  relationship.kind = kind;
  relationship.object = std::move(object);
  relationship.period = period;
  return relationship;
}

std::string ConflictsIn(const absl::Status& status) {
  const auto detail = ErrorDetailOf(status);
  return detail ? detail->metadata.at("conflicts") : "";
}

TEST(RelationshipWords, GoBothWays) {
  for (int i = 0; i <= static_cast<int>(RelationshipKind::kSucceededBy); ++i) {
    const auto kind = static_cast<RelationshipKind>(i);
    EXPECT_EQ(RelationshipKindOf(Word(kind)), kind);
  }
  EXPECT_EQ(RelationshipKindOf("friend_of"), RelationshipKind::kUnspecified);
}

TEST(RelationshipValidation, ReportsAllFaultsAtOnce) {
  Violations violations;
  Validate(Make("", "a", RelationshipKind::kUnspecified, "a", {Date(2024, 1, 2), Date(2024, 1, 1)}),
           violations);
  EXPECT_THAT(ViolatedFields(violations.ToStatus()),
              ElementsAre("relationship.kind", "relationship.object", "relationship.end_date"));
  violations = {};
  Validate(Make("", "a", RelationshipKind::kPartOf, "b", {Date(2024, 1, 1), Date(2024, 1, 1)}),
           violations);
  EXPECT_TRUE(violations.empty());
}

TEST(RelationshipKinds, FitOnlyOneWayRound) {
  struct Case {
    Kind subject;
    RelationshipKind kind;
    Kind object;
    bool fits;
  };
  const Case cases[] = {
      {Kind::kPractice, RelationshipKind::kSupportedBy, Kind::kSteeringGroup, true},
      {Kind::kSteeringGroup, RelationshipKind::kSupportedBy, Kind::kPractice, false},
      {Kind::kSteeringGroup, RelationshipKind::kPartOf, Kind::kWholeSystem, true},
      {Kind::kWholeSystem, RelationshipKind::kPartOf, Kind::kSteeringGroup, false},
      {Kind::kPractice, RelationshipKind::kCommissionedBy, Kind::kWholeSystem, true},
      {Kind::kPractice, RelationshipKind::kPartnerOf, Kind::kPcn, true},
      {Kind::kPractice, RelationshipKind::kPartOf, Kind::kPcn, false},
      {Kind::kTeam, RelationshipKind::kPartOf, Kind::kPractice, true},
      {Kind::kRegion, RelationshipKind::kPartOf, Kind::kRegion, false},
      {Kind::kPractice, RelationshipKind::kSucceededBy, Kind::kPractice, true},
      {Kind::kPractice, RelationshipKind::kSucceededBy, Kind::kTeam, false},
  };
  for (const Case& c : cases) {
    const absl::Status status = CheckKinds(Make("", "a", c.kind, "b"), c.subject, c.object);
    EXPECT_EQ(status.ok(), c.fits)
        << Word(c.subject) << ' ' << Word(c.kind) << ' ' << Word(c.object);
    EXPECT_EQ(pcsp::testing::ReasonOf(status), c.fits ? "" : "INVALID_FIELDS");
  }
}

TEST(RelationshipDates, StayWithinTheLifeOfAnOrganisation) {
  Organisation practice;
  practice.programme = "north";
  practice.id = "a1";
  practice.life = {Date(2000, 1, 1), Date(2020, 1, 1)};
  EXPECT_OK(
      CheckLife(Make("", "a1", RelationshipKind::kPartOf, "b", {Date(2000, 1, 1)}), practice));
  const absl::Status early =
      CheckLife(Make("", "a1", RelationshipKind::kPartOf, "b", {Date(1999, 1, 1)}), practice);
  EXPECT_THAT(early, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(early, HasReason("DATES_CONFLICT"));
  EXPECT_EQ(ConflictsIn(early), "programmes/north/organisations/a1");
  const absl::Status known =
      CheckLife(Make("r9", "a1", RelationshipKind::kPartOf, "b", {Date(2020, 1, 2)}), practice);
  EXPECT_EQ(ConflictsIn(known),
            "programmes/north/relationships/r9,programmes/north/organisations/a1");
}

TEST(RelationshipOverlaps, AreRefusedWithTheRowsNamed) {
  const std::vector<Relationship> known = {
      Make("r1", "a1", RelationshipKind::kSupportedBy, "sg1",
           {Date(2020, 1, 1), Date(2022, 12, 31)}),
      Make("r2", "a1", RelationshipKind::kSupportedBy, "sg2", {Date(2023, 1, 1)}),
      Make("r3", "a2", RelationshipKind::kSupportedBy, "sg1", {Date(2020, 1, 1)}),
      Make("r4", "u1", RelationshipKind::kPartOf, "ws1"),
  };
  const auto check = [&](const Relationship& r, Kind subject) {
    return CheckConflicts(r, subject, known);
  };
  const absl::Status two = check(
      Make("", "a1", RelationshipKind::kSupportedBy, "sg3", {Date(2022, 12, 31)}), Kind::kPractice);
  EXPECT_THAT(two, HasReason("RELATIONSHIP_OVERLAP"));
  EXPECT_EQ(ConflictsIn(two),
            "programmes/north/relationships/r1,programmes/north/relationships/r2");
  EXPECT_OK(check(
      Make("", "a1", RelationshipKind::kSupportedBy, "sg3", {Date(2019, 1, 1), Date(2019, 12, 31)}),
      Kind::kPractice));
  // A PCN may cross the borders of whole systems, but not belong twice to the same one.
  EXPECT_OK(check(Make("", "u1", RelationshipKind::kPartOf, "ws2"), Kind::kPcn));
  EXPECT_THAT(check(Make("", "u1", RelationshipKind::kPartOf, "ws1"), Kind::kPcn),
              HasReason("RELATIONSHIP_OVERLAP"));
  // A relationship does not overlap with itself.
  EXPECT_OK(check(known[1], Kind::kPractice));
}

TEST(RelationshipCycles, AreRefusedWithTheWayNamed) {
  const std::vector<Relationship> known = {
      Make("r1", "a", RelationshipKind::kPartOf, "b", {Date(2020, 1, 1), Date(2021, 12, 31)}),
      Make("r2", "b", RelationshipKind::kPartOf, "c", {Date(2021, 1, 1), Date(2022, 12, 31)}),
  };
  const auto close = [&](Period period) {
    return CheckConflicts(Make("", "c", RelationshipKind::kPartOf, "a", period), Kind::kWholeSystem,
                          known);
  };
  const absl::Status cycle = close({Date(2021, 6, 1), Date(2021, 6, 30)});
  EXPECT_THAT(cycle, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(cycle, HasReason("RELATIONSHIP_CYCLE"));
  EXPECT_EQ(ConflictsIn(cycle),
            "programmes/north/relationships/r1,programmes/north/relationships/r2");
  EXPECT_OK(close({Date(2020, 1, 1), Date(2020, 12, 31)})) << "b is not part of c yet";
  EXPECT_OK(close({Date(2022, 1, 1)})) << "a is no longer part of b";
}

TEST(RelationshipCycles, OfSuccessionIgnoreTheDates) {
  const std::vector<Relationship> known = {
      Make("r1", "a", RelationshipKind::kSucceededBy, "b", {Date(2020, 1, 1), Date(2020, 1, 1)})};
  EXPECT_THAT(CheckConflicts(Make("", "b", RelationshipKind::kSucceededBy, "a", {Date(2023, 1, 1)}),
                             Kind::kPractice, known),
              HasReason("RELATIONSHIP_CYCLE"));
}

// Every layer leads to each of the next: walking along all paths would take 4^40 steps.
TEST(RelationshipCycles, AreLookedForInDenseGraphsInShortTime) {
  std::vector<Relationship> known;
  const auto node = [](int layer, int i) { return absl::StrCat("l", layer, "-", i); };
  for (int layer = 0; layer < 40; ++layer) {
    for (int i = 0; i < 4; ++i) {
      for (int j = 0; j < 4; ++j) {
        known.push_back(Make("r", node(layer, i), RelationshipKind::kPartOf, node(layer + 1, j)));
      }
    }
  }
  EXPECT_THAT(CycleThrough(Make("", "x", RelationshipKind::kPartOf, node(0, 0)), known), IsEmpty());
}

TEST(EndingARelationship, MovesItsEndForwardOnly) {
  const Relationship open =
      Make("r1", "a1", RelationshipKind::kSupportedBy, "sg1", {Date(2020, 1, 1)});
  const auto ended = Ended(open, Date(2024, 3, 31));
  ASSERT_OK(ended);
  EXPECT_EQ(ended->period.last, Date(2024, 3, 31));
  EXPECT_OK(Ended(*ended, Date(2024, 3, 31)));
  EXPECT_OK(Ended(*ended, Date(2024, 3, 30)));
  EXPECT_THAT(Ended(*ended, Date(2024, 4, 1)), HasReason("RELATIONSHIP_ENDED"));
  EXPECT_THAT(ViolatedFields(Ended(open, Date(2019, 12, 31)).status()), ElementsAre("end_date"));
}

}  // namespace
}  // namespace pcsp::registry

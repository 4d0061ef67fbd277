#include <set>

#include "tests/registry/store_fixture.h"

namespace pcsp::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// icb <- sub <- sg <- a1, a2 (a2 left in 2023); a3 is commissioned by sub; a4 succeeded by a1.
class TreeStoreTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (HasFatalFailure()) return;
    Write([](Writer& w) {
      w.Insert(MakeOrganisation("icb", OrganisationKind::kWholeSystem));
      w.Insert(MakeOrganisation("sub", OrganisationKind::kWholeSystem));
      w.Insert(MakeOrganisation("sg", OrganisationKind::kSteeringGroup));
      for (const char* id : {"a1", "a2", "a3", "a4"}) w.Insert(MakeOrganisation(id));
      w.Insert(Relate("r1", "sub", RelationshipKind::kPartOf, "icb"));
      w.Insert(Relate("r2", "sg", RelationshipKind::kPartOf, "sub"));
      w.Insert(Relate("r3", "a1", RelationshipKind::kSupportedBy, "sg", {Date(2020, 1, 1)}));
      w.Insert(Relate("r4", "a2", RelationshipKind::kSupportedBy, "sg",
                      {Date(2020, 1, 1), Date(2022, 12, 31)}));
      w.Insert(Relate("r5", "a3", RelationshipKind::kCommissionedBy, "sub"));
      w.Insert(Relate("r6", "a4", RelationshipKind::kSucceededBy, "a1", {Date(2020, 1, 1)}));
      w.Insert(Relate("r7", "a1", RelationshipKind::kCommissionedBy, "sub"));
    });
  }
};

TEST_P(TreeStoreTest, ListsWhatBelongsToAnOrganisationOnADay) {
  EXPECT_THAT(List({.within = "icb", .day = Date(2022, 12, 31), .limit = 9}),
              ElementsAre("a1", "a2", "a3", "sg", "sub"));
  EXPECT_THAT(List({.within = "icb", .day = Date(2023, 1, 1), .limit = 9}),
              ElementsAre("a1", "a3", "sg", "sub"));
  EXPECT_THAT(List({.within = "sg", .day = Date(2019, 12, 31), .limit = 9}), IsEmpty());
  EXPECT_THAT(List({.within = "sg", .with_within = true, .day = Date(2023, 1, 1), .limit = 9}),
              ElementsAre("a1", "sg"));
  EXPECT_THAT(List({.kind = OrganisationKind::kPractice,
                    .within = "icb",
                    .day = Date(2023, 1, 1),
                    .after = "a1",
                    .limit = 9}),
              ElementsAre("a3"));
}

TEST_P(TreeStoreTest, ListsAnOrganisationReachedInTwoWaysOnce) {
  EXPECT_THAT(List({.kind = OrganisationKind::kPractice,
                    .within = "sub",
                    .day = Date(2023, 1, 1),
                    .limit = 9}),
              ElementsAre("a1", "a3"));
}

TEST_P(TreeStoreTest, KnowsTheBondsOfADay) {
  const auto bonds = Read([](Reader& r) { return r.BondsOn("north", Date(2023, 6, 1)); });
  std::set<std::string> found;
  for (const Bond& bond : bonds) {
    found.insert(bond.subject + ">" + bond.object + " " + std::string(Word(bond.object_kind)));
  }
  EXPECT_THAT(found,
              ElementsAre("a1>sg steering_group", "a1>sub whole_system", "a3>sub whole_system",
                          "sg>sub whole_system", "sub>icb whole_system"));
}

TEST_P(TreeStoreTest, FiltersRelationships) {
  const auto list = [&](RelationshipQuery query) {
    query.programme = "north";
    return Ids(Read([&](Reader& r) { return r.ListRelationships(query); }));
  };
  EXPECT_EQ(list({}).size(), 7u);
  EXPECT_THAT(list({.kind = RelationshipKind::kPartOf}), ElementsAre("r1", "r2"));
  EXPECT_THAT(list({.subject = "a1"}), ElementsAre("r3", "r7"));
  EXPECT_THAT(list({.organisation = "a1"}), ElementsAre("r3", "r6", "r7"));
  EXPECT_THAT(list({.kind = RelationshipKind::kSupportedBy, .day = Date(2023, 1, 1)}),
              ElementsAre("r3"));
  EXPECT_THAT(list({.after = "r2", .limit = 2}), ElementsAre("r3", "r4"));
}

TEST_P(TreeStoreTest, ListsContextsByDay) {
  const auto put = [&](std::string organisation, Date day, int gps) {
    SiteContext context;
    context.programme = "north";
    context.organisation = std::move(organisation);
    context.effective_date = day;
    context.headcounts = {{StaffGroup::kGp, gps}};
    Write([&](Writer& w) { w.Put(context); });
  };
  put("a1", Date(2022, 4, 1), 2);
  put("a1", Date(2023, 4, 1), 3);
  put("a2", Date(2022, 4, 1), 5);
  const auto list = [&](SiteContextQuery query) {
    query.programme = "north";
    std::vector<std::string> found;
    for (const SiteContext& c : Read([&](Reader& r) { return r.ListSiteContexts(query); })) {
      found.push_back(c.organisation + " " + FormatDate(c.effective_date));
    }
    return found;
  };
  EXPECT_THAT(list({.limit = 9}), ElementsAre("a1 2022-04-01", "a1 2023-04-01", "a2 2022-04-01"));
  EXPECT_THAT(list({.day = Date(2023, 3, 31), .limit = 9}),
              ElementsAre("a1 2022-04-01", "a2 2022-04-01"));
  EXPECT_THAT(list({.organisation = "a1", .day = Date(2023, 4, 1), .limit = 9}),
              ElementsAre("a1 2023-04-01"));
  EXPECT_THAT(list({.day = Date(2022, 3, 31), .limit = 9}), IsEmpty());
  EXPECT_THAT(list({.after_organisation = "a1", .after_date = Date(2022, 4, 1), .limit = 1}),
              ElementsAre("a1 2023-04-01"));
  const auto headcounts =
      Read([](Reader& r) { return r.HeadcountsOn("north", Date(2023, 4, 1), "a1", "a1"); });
  EXPECT_EQ(headcounts, (std::map<std::string, Headcounts>{{"a1", {{StaffGroup::kGp, 3}}}}));
}

INSTANTIATE_TEST_SUITE_P(EveryDatabase, TreeStoreTest, pcsp::testing::EveryDatabase(),
                         pcsp::testing::DatabaseName);

}  // namespace
}  // namespace pcsp::registry

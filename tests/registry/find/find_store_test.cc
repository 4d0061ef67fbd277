#include <algorithm>
#include <set>

#include "services/registry/domain/find/organisation_filter.h"
#include "tests/registry/find/random_filter.h"
#include "tests/registry/store_fixture.h"

namespace pcsp::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

const Date kDay(2024, 6, 1);

class FindStoreTest : public StoreTest {
 protected:
  static OrganisationFilter Filter(absl::string_view text) {
    const auto filter = ParseOrganisationFilter("north", text);
    EXPECT_OK(filter) << text;
    return *filter;
  }

  std::vector<std::string> Find(absl::string_view filter) {
    return List({.day = kDay, .show_closed = true, .filter = Filter(filter)});
  }

  // Everything in pages of `size`, going on after the last of each.
  std::vector<std::string> Pages(OrganisationQuery query, int size) {
    query.programme = "north";
    query.limit = size;
    std::vector<std::string> ids;
    while (true) {
      const auto page = Read([&](Reader& r) { return r.ListOrganisations(query); });
      for (const Organisation& organisation : page) ids.push_back(organisation.id);
      if (page.size() < static_cast<size_t>(size)) return ids;
      query.after = page.back().id;
      query.after_key = OrderKeyOf(page.back(), query.order);
    }
  }
};

TEST_P(FindStoreTest, FiltersWithoutBeingTalkedInto) {
  Write([](Writer& w) {
    Organisation odd = MakeOrganisation("a1");
    odd.display_name = "O'Brien' or '1'='1";
    w.Insert(odd);
    odd = MakeOrganisation("a2");
    odd.display_name = "100%_!";
    w.Insert(odd);
    odd = MakeOrganisation("a3");
    odd.display_name = "1000 :day :f0 ?1 $1";
    w.Insert(odd);
  });
  EXPECT_THAT(Find("display_name : \"' or '1'='1\""), ElementsAre("a1"));
  EXPECT_THAT(Find("display_name : \"'; drop table organisation; --\""), IsEmpty());
  EXPECT_THAT(Find("display_name : \"%\""), ElementsAre("a2"));
  EXPECT_THAT(Find("display_name : \"0%_!\""), ElementsAre("a2"));
  EXPECT_THAT(Find("display_name : \"_\""), ElementsAre("a2"));
  EXPECT_THAT(Find("display_name : \":f0 ?1 $1\""), ElementsAre("a3"));
  EXPECT_THAT(Find("display_name > \"1\" AND NOT display_name : \"o'b\""), ElementsAre("a2", "a3"));
}

TEST_P(FindStoreTest, SeesInSqlWhatTheFilterMeans) {
  FilterMaker maker(5);
  std::vector<Organisation> organisations;
  for (int i = 0; i < 8; ++i) {
    organisations.push_back(maker.MakeOrganisation(i));
    organisations.back().revision = 1;
    organisations.back().create_time = organisations.back().update_time = kNow;
  }
  // o0 <- o1 <- o2, o0 <- o3, and o4 <- o5 that has ended.
  const std::set<std::pair<std::string, std::string>> below = {
      {"o0", "o1"}, {"o0", "o2"}, {"o1", "o2"}, {"o0", "o3"}};
  Write([&](Writer& w) {
    for (const Organisation& organisation : organisations) w.Insert(organisation);
    w.Insert(Relate("r1", "o1", RelationshipKind::kPartOf, "o0"));
    w.Insert(Relate("r2", "o2", RelationshipKind::kPartOf, "o1"));
    w.Insert(Relate("r3", "o3", RelationshipKind::kPartOf, "o0"));
    w.Insert(Relate("r4", "o5", RelationshipKind::kPartOf, "o4", {kSinceAlways, kDay - 1}));
    w.Insert(Relate("r5", "o7", RelationshipKind::kSucceededBy, "o6"));
  });
  const auto is_below = [&](const std::string& above, const std::string& id) {
    return below.count({above, id}) > 0;
  };
  size_t found = 0;
  for (int round = 0; round < 400; ++round) {
    const RandomFilter random = maker.MakeFilter(round % 4, is_below);
    std::vector<std::string> expected;
    for (const Organisation& organisation : organisations) {
      if (random.matches(organisation)) expected.push_back(organisation.id);
    }
    ASSERT_EQ(Find(random.text), expected) << random.text;
    found += expected.size();
  }
  EXPECT_GT(found, 500u);
}

TEST_P(FindStoreTest, ListsInEachOrderAcrossPages) {
  const char* const names[] = {"beta", "Alpha", "alpha", "Gamma", "Élan", "beta", "_", "alpha"};
  std::vector<Organisation> organisations;
  for (int i = 0; i < 8; ++i) {
    Organisation organisation = MakeOrganisation("o" + std::to_string(i));
    organisation.display_name = names[i];
    organisation.code_system = i % 2 == 0 ? "ods" : "local";
    organisation.code = i < 3 ? "" : "A" + std::to_string(9 - i / 2);
    organisations.push_back(organisation);
  }
  Write([&](Writer& w) {
    for (const Organisation& organisation : organisations) w.Insert(organisation);
  });
  for (const auto by : {OrganisationOrder::By::kId, OrganisationOrder::By::kDisplayName,
                        OrganisationOrder::By::kCode}) {
    for (const bool descending : {false, true}) {
      const OrganisationOrder order = {by, descending};
      std::sort(organisations.begin(), organisations.end(),
                [&](const Organisation& a, const Organisation& b) {
                  const auto place = [&](const Organisation& o) {
                    return std::pair(OrderKeyOf(o, order), o.id);
                  };
                  return descending ? place(b) < place(a) : place(a) < place(b);
                });
      for (int size : {1, 3, 100}) {
        EXPECT_EQ(Pages({.day = kDay, .order = order}, size), Ids(organisations)) << size;
      }
    }
  }
}

TEST_P(FindStoreTest, LeavesOutWhatIsDeleted) {
  Write([](Writer& w) {
    w.Insert(MakeOrganisation("sg", OrganisationKind::kSteeringGroup));
    w.Insert(MakeOrganisation("pcn", OrganisationKind::kPcn));
    Organisation gone = MakeOrganisation("gone");
    gone.delete_time = kNow;
    w.Insert(gone);
    w.Insert(MakeOrganisation("team", OrganisationKind::kTeam));
    w.Insert(Relate("r1", "gone", RelationshipKind::kSupportedBy, "sg"));
    w.Insert(Relate("r2", "team", RelationshipKind::kPartOf, "gone"));
    w.Insert(Relate("r3", "pcn", RelationshipKind::kSupportedBy, "sg"));
    SiteContext context;
    context.programme = "north";
    context.effective_date = kDay;
    for (const char* id : {"gone", "pcn"}) {
      context.organisation = id;
      w.Put(context);
    }
  });
  EXPECT_THAT(List({.day = kDay}), ElementsAre("pcn", "sg", "team"));
  EXPECT_THAT(List({.day = kDay, .show_deleted = true}), ElementsAre("gone", "pcn", "sg", "team"));
  EXPECT_THAT(List({.within = "sg", .day = kDay}), ElementsAre("pcn"))
      << "it leads to its team no longer";
  EXPECT_THAT(Find("within(sg)"), ElementsAre("pcn"));
  Read([](Reader& r) {
    EXPECT_EQ(r.GetOrganisation("north", "gone")->delete_time, kNow);
    EXPECT_EQ(r.BondsOn("north", kDay).size(), 2u) << "that with its team is gone";
    EXPECT_EQ(r.LoadGraph("north").size(), 3);
    EXPECT_EQ(r.ListSiteContexts({.programme = "north"}).size(), 1u);
    EXPECT_EQ(r.ListSiteContexts({.programme = "north", .organisation = "gone"}).size(), 1u);
    EXPECT_EQ(r.Everything("north").organisations.size(), 4u);
    return true;
  });
}

TEST_P(FindStoreTest, RemovesARelationshipThatIsNeverToBe) {
  Write([](Writer& w) {
    w.Insert(MakeOrganisation("sg", OrganisationKind::kSteeringGroup));
    w.Insert(MakeOrganisation("a1"));
    w.Insert(Relate("r1", "a1", RelationshipKind::kSupportedBy, "sg"));
    w.Insert(Relate("r2", "a1", RelationshipKind::kSupportedBy, "sg", {Date(2030, 1, 1)}));
    w.Remove(Relate("r2", "a1", RelationshipKind::kSupportedBy, "sg"));
  });
  const auto left = Read([](Reader& r) { return r.ListRelationships({.programme = "north"}); });
  EXPECT_THAT(Ids(left), ElementsAre("r1"));
}

TEST_P(FindStoreTest, FindsManyByTheirIds) {
  std::vector<std::string> ids = {"nobody"};
  Write([&](Writer& w) {
    for (int i = 0; i < 250; ++i) {
      ids.push_back("a" + std::to_string(i));
      w.Insert(MakeOrganisation(ids.back()));
    }
    w.Insert(MakeProgramme("south"));
    Organisation other = MakeOrganisation("nobody");
    other.programme = "south";
    w.Insert(other);
  });
  const auto find = [&](const std::vector<std::string>& wanted) {
    return Ids(Read([&](Reader& r) { return r.FindOrganisations("north", wanted); }));
  };
  EXPECT_EQ(find(ids).size(), 250u);
  EXPECT_THAT(find({"a7", "a7", "x", "a3"}), UnorderedElementsAre("a3", "a7"));
  EXPECT_THAT(find({}), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(EveryDatabase, FindStoreTest, pcsp::testing::EveryDatabase(),
                         pcsp::testing::DatabaseName);

}  // namespace
}  // namespace pcsp::registry

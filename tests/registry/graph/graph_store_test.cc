#include "services/registry/domain/graph/tree.h"
#include "tests/registry/graph/make_graph.h"
#include "tests/registry/store_fixture.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::HasReason;
using ::testing::ElementsAre;

class GraphStoreTest : public StoreTest {
 protected:
  std::shared_ptr<const Snapshot> Load(int64_t revision) {
    const auto snapshot = store_->SnapshotOf("north");
    EXPECT_OK(snapshot);
    EXPECT_EQ((*snapshot)->revision(), revision);
    return *snapshot;
  }
};

TEST_P(GraphStoreTest, LoadsWhatATreeNeeds) {
  Write([](Writer& w) {
    Organisation practice = MakeOrganisation("a1");
    practice.code_system = "ods";
    practice.code = "A81044";
    practice.display_name = "Tŷ 'North'";
    practice.postcode = "TS25 1QU";
    practice.life = {Date(1974, 4, 1), Date(2030, 3, 31)};
    practice.status = OrganisationStatus::kDormant;
    w.Insert(practice);
    w.Insert(MakeOrganisation("sg", OrganisationKind::kSteeringGroup));
    w.Insert(Relate("r1", "a1", RelationshipKind::kSupportedBy, "sg", {Date(2020, 1, 1)}));
    w.Insert(MakeProgramme("south"));
    Organisation other = MakeOrganisation("a1");
    other.programme = "south";
    w.Insert(other);
  });
  const auto snapshot = Load(1);
  const Graph& graph = snapshot->graph();
  ASSERT_EQ(graph.size(), 2);
  GraphOrganisation expected =
      Node("a1", OrganisationKind::kPractice, {Date(1974, 4, 1), Date(2030, 3, 31)},
           OrganisationStatus::kDormant);
  expected.code = "A81044";
  expected.display_name = "Tŷ 'North'";
  expected.postcode = "TS25 1QU";
  EXPECT_EQ(graph.at(0), expected);
  ASSERT_EQ(graph.Above(0).size(), 1u);
  EXPECT_EQ(graph.Above(0)[0].organisation, 1);
  EXPECT_EQ(graph.Above(0)[0].kind, RelationshipKind::kSupportedBy);
  EXPECT_EQ(graph.Above(0)[0].period, (Period{Date(2020, 1, 1)}));
  EXPECT_THAT(store_->SnapshotOf("east"), HasReason("PROGRAMME_NOT_FOUND"));
}

TEST_P(GraphStoreTest, KeepsTheGraphUntilTheProgrammeChanges) {
  const auto first = Load(1);
  EXPECT_EQ(Load(1), first);
  Write([](Writer& w) {
    ASSERT_OK(w.Touch("north"));
    w.Insert(MakeOrganisation("a1"));
  });
  const auto second = Load(2);
  EXPECT_EQ(second->graph().size(), 1);
  EXPECT_EQ(first->graph().size(), 0) << "who still reads the old one is not disturbed";
  EXPECT_EQ(Load(2), second);
}

INSTANTIATE_TEST_SUITE_P(EveryDatabase, GraphStoreTest, pcsp::testing::EveryDatabase(),
                         pcsp::testing::DatabaseName);

TEST(SnapshotCache, KeepsTheNewestOfEachProgrammeWithinItsBound) {
  const auto make = [](int64_t revision, int size) {
    std::vector<GraphOrganisation> organisations;
    for (int i = 0; i < size; ++i) organisations.push_back(Node(std::to_string(i)));
    return std::make_shared<const Snapshot>(revision, Graph(std::move(organisations), {}));
  };
  SnapshotCache cache(5);
  const auto north = make(7, 2);
  cache.Keep("north", north);
  EXPECT_EQ(cache.Find("north", 7), north);
  EXPECT_EQ(cache.Find("north", 6), nullptr);
  EXPECT_EQ(cache.Find("south", 7), nullptr);
  cache.Keep("north", make(6, 1));
  EXPECT_EQ(cache.Find("north", 7), north) << "a late one does not displace a newer one";

  cache.Keep("south", make(1, 2));
  cache.Keep("east", make(1, 2));
  EXPECT_EQ(cache.Find("north", 7), nullptr) << "used longest ago";
  EXPECT_NE(cache.Find("south", 1), nullptr);
  cache.Keep("west", make(1, 9));
  EXPECT_NE(cache.Find("west", 1), nullptr) << "one is kept however large it is";
  EXPECT_EQ(cache.Find("south", 1), nullptr);
}

}  // namespace
}  // namespace pcsp::registry

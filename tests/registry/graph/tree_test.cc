#include "services/registry/domain/graph/tree.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/registry/graph/make_graph.h"

namespace pcsp::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Kind = OrganisationKind;
using Bond = RelationshipKind;

const Date kDay(2024, 6, 1);

// region <- icb <- sub <- sg <- a1, a2 (until 2023) <- team of a1; pcn of a1, a3; a3 commissioned
// by sub; old closed in 2023 and a4 still hangs on it; a5 succeeded by a1.
Graph Sample() {
  const Period until_2023 = {Date(2020, 1, 1), Date(2023, 12, 31)};
  return Graph(
      {Node("region", Kind::kRegion), Node("icb", Kind::kWholeSystem),
       Node("sub", Kind::kWholeSystem), Node("sg", Kind::kSteeringGroup),
       Node("old", Kind::kSteeringGroup, until_2023, OrganisationStatus::kClosed),
       Node("pcn", Kind::kPcn), Node("team", Kind::kTeam), Node("a1"), Node("a2"), Node("a3"),
       Node("a4"), Node("a5"), Node("later", Kind::kPractice, {Date(2025, 1, 1)})},
      {{"icb", "region", Bond::kPartOf, {}},
       {"sub", "icb", Bond::kPartOf, {}},
       {"sg", "sub", Bond::kPartOf, {}},
       {"old", "sub", Bond::kPartOf, {}},
       {"a1", "sg", Bond::kSupportedBy, {Date(2020, 1, 1)}},
       {"a1", "sub", Bond::kCommissionedBy, {}},
       {"a1", "pcn", Bond::kPartnerOf, {}},
       {"a2", "sg", Bond::kSupportedBy, until_2023},
       {"a3", "sub", Bond::kCommissionedBy, {}},
       {"a3", "pcn", Bond::kPartnerOf, {}},
       {"a4", "old", Bond::kSupportedBy, {}},
       {"a5", "a1", Bond::kSucceededBy, {}},
       {"team", "a1", Bond::kPartOf, {}},
       {"later", "sg", Bond::kSupportedBy, {}},
       {"a1", "nobody", Bond::kPartOf, {}}});
}

std::vector<std::string> Below(const Graph& graph, const std::string& id, const TreeQuery& query) {
  return IdsOf(graph, DescendantsOf(graph, graph.Find(id), query), true);
}

TEST(Graph, FindsOrganisationsByTheirIds) {
  const Graph graph = Sample();
  EXPECT_EQ(graph.size(), 13);
  EXPECT_EQ(graph.at(graph.Find("sg")).kind, Kind::kSteeringGroup);
  EXPECT_EQ(graph.Find("nobody"), -1);
  EXPECT_EQ(graph.Above(graph.Find("a1")).size(), 3u) << "one leads out of the graph";
  EXPECT_EQ(graph.Below(graph.Find("a1")).size(), 2u);
  EXPECT_EQ(Graph({}, {}).size(), 0);
}

TEST(Descendants, AreThoseOfTheDayWithTheFewestSteps) {
  const Graph graph = Sample();
  struct Case {
    const char* what;
    std::string id;
    TreeQuery query;
    std::vector<std::string> found;
  };
  const Case cases[] = {
      {"today", "sub", {.day = kDay}, {"a1 1", "a3 1", "sg 1", "team 2"}},
      {"before one left and one closed",
       "sub",
       {.day = Date(2023, 6, 1)},
       {"a1 1", "a2 2", "a3 1", "a4 2", "old 1", "sg 1", "team 2"}},
      {"after one opened", "sg", {.day = Date(2025, 6, 1)}, {"a1 1", "later 1", "team 2"}},
      {"before everything", "sg", {.day = Date(2019, 12, 31)}, {}},
      {"practices", "icb", {.day = kDay, .kinds = {Kind::kPractice}}, {"a1 2", "a3 2"}},
      {"by support alone",
       "sub",
       {.day = kDay, .relationships = {Bond::kSupportedBy, Bond::kPartOf}},
       {"a1 2", "sg 1", "team 3"}},
      {"one step", "icb", {.day = kDay, .max_depth = 1}, {"sub 1"}},
      {"nothing follows successions", "a1", {.day = kDay}, {"team 1"}},
      {"even if asked to", "a1", {.day = kDay, .relationships = {Bond::kSucceededBy}}, {}},
      {"of one that is closed", "old", {.day = kDay}, {}},
  };
  for (const Case& c : cases) EXPECT_EQ(Below(graph, c.id, c.query), c.found) << c.what;
}

TEST(Ancestors, ComeNearestFirst) {
  const Graph graph = Sample();
  const auto above = [&](const std::string& id, const TreeQuery& query) {
    return IdsOf(graph, AncestorsOf(graph, graph.Find(id), query), true);
  };
  EXPECT_THAT(above("team", {.day = kDay}),
              ElementsAre("a1 1", "pcn 2", "sg 2", "sub 2", "icb 3", "region 4"));
  EXPECT_THAT(above("team", {.day = kDay, .kinds = {Kind::kWholeSystem}}),
              ElementsAre("sub 2", "icb 3"));
  EXPECT_THAT(above("a1", {.day = Date(2019, 1, 1), .relationships = {Bond::kSupportedBy}}),
              IsEmpty());
  EXPECT_THAT(above("a4", {.day = kDay}), IsEmpty()) << "its group has closed";
  EXPECT_THAT(above("a4", {.day = Date(2023, 12, 31)}),
              ElementsAre("old 1", "sub 2", "icb 3", "region 4"));
}

TEST(Tree, HoldsEachOrganisationOnceWithAllItsParents) {
  const Graph graph = Sample();
  const TreeQuery query = {.day = kDay};
  EXPECT_EQ(RootsOn(graph, query),
            (std::vector<int>{graph.Find("a2"), graph.Find("a4"), graph.Find("a5"),
                              graph.Find("pcn"), graph.Find("region")}));
  const std::vector<TreeNode> nodes = TreeBelow(graph, RootsOn(graph, query), query);
  EXPECT_THAT(IdsOf(graph, nodes, true),
              ElementsAre("a2 0", "a4 0", "a5 0", "pcn 0", "region 0", "a1 1", "a3 1", "icb 1",
                          "sub 2", "team 2", "sg 3"));
  const auto a1 = std::find_if(nodes.begin(), nodes.end(), [&](const TreeNode& node) {
    return node.organisation == graph.Find("a1");
  });
  EXPECT_EQ(a1->parents,
            (std::vector<TreeNode::Parent>{{graph.Find("pcn"), Bond::kPartnerOf},
                                           {graph.Find("sg"), Bond::kSupportedBy},
                                           {graph.Find("sub"), Bond::kCommissionedBy}}));
}

TEST(Tree, NamesTheNearestParentsThatWereAskedFor) {
  const Graph graph = Sample();
  const TreeQuery query = {.day = kDay, .kinds = {Kind::kWholeSystem, Kind::kTeam}};
  const std::vector<TreeNode> nodes = TreeBelow(graph, {graph.Find("icb")}, query);
  EXPECT_THAT(IdsOf(graph, nodes), ElementsAre("icb", "sub", "team"));
  EXPECT_THAT(nodes[0].parents, IsEmpty()) << "what is above the root is not in the answer";
  EXPECT_EQ(nodes[2].parents, (std::vector<TreeNode::Parent>{{graph.Find("sub"), Bond::kPartOf}}))
      << "by way of a1 or of a1 and sg, it is the same, and the team is part of something";
}

TEST(Tree, EndsOnAnyGraph) {
  const Graph ring({Node("a", Kind::kWholeSystem), Node("b", Kind::kSteeringGroup),
                    Node("c", Kind::kSteeringGroup), Node("d", Kind::kWholeSystem)},
                   {{"a", "b", Bond::kPartOf, {}},
                    {"b", "c", Bond::kPartOf, {}},
                    {"c", "b", Bond::kPartOf, {}},
                    {"c", "a", Bond::kPartOf, {}},
                    {"d", "a", Bond::kPartOf, {}}});
  const TreeQuery query = {.day = kDay, .kinds = {Kind::kWholeSystem}};
  EXPECT_THAT(IdsOf(ring, TreeBelow(ring, {0}, query)), ElementsAre("a", "d"));
  EXPECT_THAT(IdsOf(ring, AncestorsOf(ring, 3, query)), ElementsAre("a"));
  EXPECT_THAT(RootsOn(ring, query), IsEmpty());
}

// Everything above, said again without any thought of speed.
struct Naive {
  const std::vector<GraphOrganisation>& organisations;
  const std::vector<GraphRelationship>& relationships;
  Date day;

  bool Exists(const std::string& id) const {
    for (const GraphOrganisation& o : organisations) {
      if (o.id == id) return o.life.first <= day && day <= o.life.last;
    }
    return false;
  }

  std::map<std::string, int> Below(const std::string& id) const {
    std::map<std::string, int> depths;
    if (Exists(id)) depths[id] = 0;
    for (size_t round = 0; round <= organisations.size(); ++round) {
      for (const GraphRelationship& r : relationships) {
        if (r.kind == Bond::kSucceededBy || day < r.period.first || r.period.last < day) continue;
        if (!Exists(r.subject) || depths.count(r.object) == 0) continue;
        const int depth = depths[r.object] + 1;
        const auto [found, fresh] = depths.emplace(r.subject, depth);
        if (!fresh) found->second = std::min(found->second, depth);
      }
    }
    depths.erase(id);
    return depths;
  }
};

TEST(Descendants, AreWhatAPlainSearchFinds) {
  std::mt19937 random(20240601);
  const auto pick = [&](int n) { return static_cast<int>(random() % n); };
  for (int round = 0; round < 300; ++round) {
    std::vector<GraphOrganisation> organisations;
    const int size = 1 + pick(12);
    const auto period = [&] {
      const Date first = Date(2024, 1, 1) + pick(20);
      return Period{pick(3) == 0 ? kSinceAlways : first,
                    pick(3) == 0 ? kUntilFurtherNotice : first + pick(20)};
    };
    for (int i = 0; i < size; ++i) {
      organisations.push_back(Node(absl::StrCat("o", i), static_cast<Kind>(1 + pick(6)), period()));
    }
    std::vector<GraphRelationship> relationships;
    for (int i = pick(3 * size); i > 0; --i) {
      relationships.push_back({absl::StrCat("o", pick(size)), absl::StrCat("o", pick(size)),
                               static_cast<Bond>(1 + pick(5)), period()});
    }
    const Graph graph(organisations, relationships);
    const Date day = Date(2024, 1, 1) + pick(40);
    for (int i = 0; i < size; ++i) {
      const std::string id = absl::StrCat("o", i);
      std::map<std::string, int> found;
      for (const TreeNode& node : DescendantsOf(graph, graph.Find(id), {.day = day})) {
        found[graph.at(node.organisation).id] = node.depth;
        const auto up = AncestorsOf(graph, node.organisation, {.day = day});
        EXPECT_TRUE(std::any_of(up.begin(), up.end(), [&](const TreeNode& above) {
          return above.organisation == graph.Find(id) && above.depth == node.depth;
        })) << "what is below something has it above";
      }
      EXPECT_EQ(found, (Naive{organisations, relationships, day}.Below(id))) << "round " << round;
    }
  }
}

}  // namespace
}  // namespace pcsp::registry

#include "services/registry/domain/graph/succession.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/registry/graph/make_graph.h"

namespace pcsp::registry {
namespace {

using ::testing::ElementsAre;
using Bond = RelationshipKind;

// a and b merged into c in 2023, c into d in 2024; e split into f and g; h closed and nothing
// followed; i is alive and untouched; j's succession was withdrawn; k's lies ahead.
Graph Sample() {
  const Period gone = {kSinceAlways, Date(2022, 12, 31)};
  const auto closed = OrganisationStatus::kClosed;
  const auto practice = OrganisationKind::kPractice;
  return Graph({Node("a", practice, gone, closed), Node("b"), Node("c"), Node("d"), Node("e"),
                Node("f"), Node("g"), Node("h", practice, gone, closed), Node("i"), Node("j"),
                Node("k"), Node("sg", OrganisationKind::kSteeringGroup)},
               {{"a", "c", Bond::kSucceededBy, {Date(2023, 1, 1)}},
                {"b", "c", Bond::kSucceededBy, {Date(2023, 1, 1)}},
                {"c", "d", Bond::kSucceededBy, {Date(2024, 4, 1)}},
                {"e", "f", Bond::kSucceededBy, {Date(2023, 1, 1)}},
                {"e", "g", Bond::kSucceededBy, {Date(2023, 1, 1)}},
                {"j", "i", Bond::kSucceededBy, {Date(2023, 1, 1), Date(2023, 6, 30)}},
                {"k", "i", Bond::kSucceededBy, {Date(2030, 1, 1)}},
                {"i", "sg", Bond::kSupportedBy, {}}});
}

std::vector<std::string> Became(const Graph& graph, const std::string& id, Date day) {
  std::vector<std::string> ids;
  for (int i : SuccessorsOf(graph, graph.Find(id), day)) ids.push_back(graph.at(i).id);
  return ids;
}

TEST(Successors, AreAtTheEndsOfTheChains) {
  const Graph graph = Sample();
  const Date day(2024, 6, 1);
  EXPECT_THAT(Became(graph, "a", day), ElementsAre("d"));
  EXPECT_THAT(Became(graph, "a", Date(2024, 3, 31)), ElementsAre("c"));
  EXPECT_THAT(Became(graph, "a", Date(2022, 12, 31)), ElementsAre("a"));
  EXPECT_THAT(Became(graph, "b", day), ElementsAre("d")) << "though nobody has closed it yet";
  EXPECT_THAT(Became(graph, "e", day), ElementsAre("f", "g"));
  EXPECT_THAT(Became(graph, "h", day), ElementsAre("h"));
  EXPECT_THAT(Became(graph, "i", day), ElementsAre("i"));
  EXPECT_THAT(Became(graph, "j", day), ElementsAre("j"));
  EXPECT_THAT(Became(graph, "k", day), ElementsAre("k"));
}

TEST(Successors, LoseNothingInARing) {
  const Graph ring({Node("a"), Node("b")},
                   {{"a", "b", Bond::kSucceededBy, {}}, {"b", "a", Bond::kSucceededBy, {}}});
  EXPECT_THAT(Became(ring, "a", Date(2024, 1, 1)), ElementsAre("a"));
}

TEST(AsNow, NamesEachMemberByWhatItHasBecome) {
  const Graph graph = Sample();
  std::vector<TreeNode> then;
  for (const char* id : {"a", "b", "d", "e", "h", "i"}) {
    then.push_back({graph.Find(id), 1 + static_cast<int>(then.size()), {}});
  }
  then[0].parents = then[1].parents = {{graph.Find("sg"), Bond::kSupportedBy}};
  std::vector<std::string> now;
  for (const RollUpNode& node : AsNow(graph, then, Date(2024, 6, 1))) {
    std::string line =
        graph.at(node.node.organisation).id + " " + std::to_string(node.node.depth) + ":";
    for (int former : node.formerly) line += " " + graph.at(former).id;
    now.push_back(line);
  }
  EXPECT_THAT(now, ElementsAre("d 1: a b d", "f 4: e", "g 4: e", "h 5:", "i 6:"));
  EXPECT_THAT(AsNow(graph, then, Date(2024, 6, 1))[0].node.parents.size(), 1u);
}

}  // namespace
}  // namespace pcsp::registry

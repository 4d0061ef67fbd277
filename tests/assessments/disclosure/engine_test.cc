// Decisions that can be worked out by hand.
#include "services/assessments/domain/disclosure/engine.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/assessments/domain/disclosure/audit.h"

namespace pcsp::assessments {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr PrivacyPolicy kPolicy = {5, 8, 10};

// A place with so many people of each of GPs, nurses, direct patient care and administration.
struct Place {
  std::string group;
  std::array<int, 4> people;
};

struct World {
  Hierarchy tree;
  Quantity quantity;

  explicit World(const std::vector<Place>& places, int64_t top = 0) {
    std::vector<WaveSite> sites;
    for (size_t i = 0; i < places.size(); ++i) {
      sites.push_back({.organisation = absl::StrCat("a", i),
                       .steering_group = places[i].group,
                       .number = static_cast<int>(i) + 1});
    }
    tree = MakeHierarchy(sites, Level::kPractice);
    quantity = {.nodes = std::vector<Tallies>(tree.nodes.size()), .top = top, .threshold = 5};
    for (size_t i = 0; i < places.size(); ++i) {
      Tallies& tallies = quantity.nodes[Site(static_cast<int>(i))];
      for (int g = 0; g < 4; ++g) {
        tallies[g].people = places[i].people[g];
        tallies[g].sum = top / 2 * places[i].people[g];
      }
    }
    AddUp(tree, quantity);
  }
  int Site(int i) const { return tree.OfSite(i + 1); }
  Decisions Decided(const DisclosureRules& rules = {}) const {
    return Decide(tree, quantity, quantity, kPolicy, rules);
  }
  // Why each place is hidden as a team.
  std::vector<Hidden> Why(const DisclosureRules& rules = {}) const {
    const Decisions decisions = Decided(rules);
    std::vector<Hidden> why;
    for (size_t i = 1; i <= tree.nodes.size(); ++i) {
      const int node = tree.OfSite(static_cast<int>(i));
      if (node >= 0) why.push_back(decisions.Why(node, kWholeTeam));
    }
    return why;
  }
};

constexpr auto kShown = Hidden::kShown;
constexpr auto kSmall = Hidden::kBelowMinimum;
constexpr auto kSecondary = Hidden::kSecondary;

TEST(Engine, HidesTheNextSmallestBesideASmallOne) {
  const World world({{"g", {9}}, {"g", {3}}, {"g", {7}}, {"g", {8}}, {"g", {12}}});
  EXPECT_THAT(world.Why(), ElementsAre(kShown, kSmall, kSecondary, kShown, kShown));
  EXPECT_TRUE(world.Decided().Shown(world.tree.Find(NodeKind::kSteeringGroup, "g"), kWholeTeam));
  EXPECT_TRUE(world.Decided().Shown(0, kWholeTeam));
}

TEST(Engine, HidesTiesTogether) {
  std::vector<Place> places(8, {"g", {9}});
  places.push_back({"g", {3}});
  places[2].people = places[5].people = {7};
  const World world(places);
  const auto why = world.Why();
  EXPECT_EQ(why[2], kSecondary);
  EXPECT_EQ(why[5], kSecondary);
  EXPECT_EQ(std::count(why.begin(), why.end(), kShown), 6);
}

// Its sites are worth more than the sum of them.
TEST(Engine, HidesTheGroupWhereItWouldCostTooManySites) {
  const World world({{"g", {7}}, {"g", {7}}, {"g", {7}}, {"g", {3}}});
  EXPECT_THAT(world.Why(), ElementsAre(kShown, kShown, kShown, kSmall));
  const Decisions decisions = world.Decided();
  EXPECT_EQ(decisions.Why(world.tree.Find(NodeKind::kSteeringGroup, "g"), kWholeTeam), kSecondary);
  EXPECT_EQ(decisions.Why(0, kWholeTeam), kSecondary);
}

TEST(Engine, LetsSmallOnesCoverEachOther) {
  const World world({{"g", {9}}, {"g", {2}}, {"g", {4}}, {"g", {8}}});
  EXPECT_THAT(world.Why(), ElementsAre(kShown, kSmall, kSmall, kShown));
}

// 4 and 4 are 8: if each is known to be below 5, there is nothing else that they can be.
TEST(Engine, HidesMoreWhereBoundsWouldTell) {
  const World world({{"g", {7}}, {"g", {4}}, {"g", {4}}, {"g", {10}}, {"g", {11}}});
  EXPECT_THAT(world.Why(), ElementsAre(kSecondary, kSmall, kSmall, kShown, kShown));
  EXPECT_THAT(world.Why({.audit = false}), ElementsAre(kShown, kSmall, kSmall, kShown, kShown));
}

TEST(Engine, MergesStaffGroupsBeforeLeavingOut) {
  const World world({{"", {6, 5, 0, 7}}, {"", {6, 2, 0, 7}}, {"", {6, 2, 0, 3}}});
  const DisclosureRules alone = {.secondary = false};
  const Decisions decisions = world.Decided(alone);
  EXPECT_EQ(decisions.Finest(world.Site(0)), kRoles);
  EXPECT_EQ(decisions.Finest(world.Site(1)), kClinical);
  EXPECT_EQ(decisions.Finest(world.Site(2)), kWholeTeam);
  // Of the second, nurses are too few, and GPs would tell how they answered.
  const Tallies& team = world.quantity.nodes[world.Site(1)];
  EXPECT_EQ(WhyMerged(team, 5, kSmall, kRoles, 0b00111), kSmall);
  EXPECT_EQ(WhyMerged(team, 5, kSmall, kRoles, 0b11000), Hidden::kComplement);
}

TEST(Engine, DoesNotSplitAGroupIntoWhatItsSitesHide) {
  const World world({{"g", {6, 5, 0, 7}}, {"g", {6, 5, 0, 7}}, {"g", {6, 2, 0, 7}}});
  const Decisions decisions = world.Decided();
  const int group = world.tree.Find(NodeKind::kSteeringGroup, "g");
  EXPECT_FALSE(decisions.Shown(group, kRoles)) << "12 nurses less 5 and 5 are the third's 2";
  EXPECT_TRUE(decisions.Shown(group, kClinical));
  EXPECT_TRUE(world.Decided({.secondary = false}).Shown(group, kRoles));
}

TEST(Engine, HidesThoseWhoAllSaidTheBest) {
  World world({{"g", {8}}, {"g", {7}}, {"g", {12}}, {"g", {10}}, {"g", {10}}, {"g", {11}}}, 4);
  for (int node : {world.Site(0), world.tree.Find(NodeKind::kSteeringGroup, "g"), 0}) {
    world.quantity.nodes[node][0].sum += 2 * 8;  // everybody there gave 4 in place of 2
  }
  const auto why = world.Why();
  EXPECT_EQ(why[0], Hidden::kUnanimity);
  EXPECT_EQ(why[1], kSecondary) << "the sum of the group would tell otherwise";
  EXPECT_EQ(world.Why({.unanimity = false})[0], kShown);
}

TEST(Engine, DoesNotDependOnTheOrderOfSites) {
  const World one({{"g", {9}}, {"g", {3}}, {"g", {7}}, {"g", {8}}, {"h", {4}}, {"h", {6}}});
  const World other({{"h", {6}}, {"h", {4}}, {"g", {8}}, {"g", {7}}, {"g", {3}}, {"g", {9}}});
  auto why = other.Why();
  std::reverse(why.begin(), why.end());
  EXPECT_EQ(one.Why(), why);
}

// The audit alone: a relation with a single unknown is found, whoever let it through.
TEST(Audit, FindsWhatASubtractionTells) {
  const World world({{"g", {9}}, {"g", {3}}, {"g", {8}}});
  const Decisions decisions = world.Decided({.secondary = false});
  const Knowledge knowledge(&world.tree, &world.quantity, &world.quantity, 5);
  EXPECT_THAT(NarrowCells(world.tree, world.quantity, knowledge, decisions, kWholeTeam),
              ElementsAre(world.Site(1)));
  EXPECT_THAT(NarrowCells(world.tree, world.quantity, knowledge, world.Decided(), kWholeTeam),
              IsEmpty());
}

TEST(Hierarchy, SetsStraddlingGroupsAside) {
  const std::vector<WaveSite> sites = {
      {.organisation = "a", .steering_group = "g", .whole_system = "w", .number = 1},
      {.organisation = "b", .steering_group = "g", .whole_system = "v", .number = 2},
      {.organisation = "c", .steering_group = "h", .whole_system = "w", .number = 3},
      {.organisation = "h", .level = Level::kSteeringGroup, .whole_system = "w", .number = 4}};
  const Hierarchy tree = MakeHierarchy(sites, Level::kPractice);
  EXPECT_EQ(tree.nodes.size(), 7u);  // programme, v, w, h and three sites
  EXPECT_EQ(tree.Find(NodeKind::kSteeringGroup, "g"), -1);
  ASSERT_EQ(tree.straddling.size(), 1u);
  EXPECT_EQ(tree.straddling[0].sites.size(), 2u);
  const int h = tree.Find(NodeKind::kSteeringGroup, "h");
  EXPECT_EQ(tree.nodes[h].parent, tree.Find(NodeKind::kWholeSystem, "w"));
  EXPECT_EQ(tree.OfSite(4), -1);
}

}  // namespace
}  // namespace pcsp::assessments

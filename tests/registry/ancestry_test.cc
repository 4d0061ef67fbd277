#include "services/registry/domain/ancestry.h"

#include "gtest/gtest.h"

namespace pcsp::registry {
namespace {

using Kind = OrganisationKind;

TEST(Ancestry, PrefersTheWholeSystemOfTheSteeringGroup) {
  const Ancestry tree({{"a1", "sg1", Kind::kSteeringGroup},
                       {"a1", "00k", Kind::kWholeSystem},
                       {"sg1", "qhm", Kind::kWholeSystem}});
  EXPECT_EQ(tree.AboveSite("a1", Kind::kPractice), (SiteAbove{"sg1", "qhm"}));
  EXPECT_EQ(tree.AboveSite("sg1", Kind::kSteeringGroup), (SiteAbove{"", "qhm"}));
  EXPECT_EQ(tree.AboveSite("qhm", Kind::kWholeSystem), SiteAbove{});
  EXPECT_EQ(tree.AboveSite("unknown", Kind::kPractice), SiteAbove{});
}

TEST(Ancestry, FallsBackToTheCommissioner) {
  const Ancestry tree({{"a1", "sg1", Kind::kSteeringGroup}, {"a1", "00k", Kind::kWholeSystem}});
  EXPECT_EQ(tree.AboveSite("a1", Kind::kPractice), (SiteAbove{"sg1", "00k"}));
  EXPECT_EQ(Ancestry({{"a1", "00k", Kind::kWholeSystem}}).AboveSite("a1", Kind::kPractice),
            (SiteAbove{"", "00k"}));
}

TEST(Ancestry, LooksThroughTheNetworkOfAPractice) {
  const Ancestry tree({{"a1", "u1", Kind::kPcn},
                       {"u1", "sg1", Kind::kSteeringGroup},
                       {"sg1", "sub", Kind::kWholeSystem},
                       {"sub", "icb", Kind::kWholeSystem}});
  EXPECT_EQ(tree.AboveSite("a1", Kind::kPractice), (SiteAbove{"sg1", "sub"}));
}

TEST(Ancestry, EndsOnATangle) {
  const Ancestry tree({{"a", "b", Kind::kPcn}, {"b", "c", Kind::kPcn}, {"c", "a", Kind::kPcn}});
  EXPECT_EQ(tree.AboveSite("a", Kind::kPractice), SiteAbove{});
}

TEST(Ancestry, BreaksTiesById) {
  const Ancestry tree({{"a1", "sg2", Kind::kSteeringGroup}, {"a1", "sg1", Kind::kSteeringGroup}});
  EXPECT_EQ(tree.AboveSite("a1", Kind::kPractice).steering_group, "sg1");
}

}  // namespace
}  // namespace pcsp::registry

#include "services/assessments/domain/disclosure/exact.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/assessments/domain/disclosure/engine.h"

namespace pcsp::assessments {
namespace {

constexpr PrivacyPolicy kPolicy = {
    .min_group_size = 5, .min_distribution_size = 8, .min_free_text_size = 10};

// Practices of one steering group each, "g" or none, with so many nurses and administrators.
struct Team {
  int nurses = 0, admins = 0;
  std::string group = "g";
};

class WhereExactTest : public ::testing::Test {
 protected:
  void Make(const std::vector<Team>& teams) {
    std::vector<WaveSite> sites;
    for (size_t i = 0; i < teams.size(); ++i) {
      sites.push_back({.organisation = absl::StrCat("a", i),
                       .steering_group = teams[i].group,
                       .number = static_cast<int>(i) + 1});
    }
    tree_ = MakeHierarchy(sites, Level::kPractice);
    Quantity quantity{.nodes = std::vector<Tallies>(tree_.nodes.size()), .threshold = 5};
    for (size_t i = 0; i < teams.size(); ++i) {
      Tallies& tallies = quantity.nodes[tree_.OfSite(static_cast<int>(i) + 1)];
      tallies[static_cast<int>(StaffGroup::kNurse) - 1].people = teams[i].nurses;
      tallies[static_cast<int>(StaffGroup::kAdmin) - 1].people = teams[i].admins;
    }
    AddUp(tree_, quantity);
    const Decisions decisions = Decide(tree_, quantity, quantity, kPolicy, {});
    const Knowledge knowledge(&tree_, &quantity, &quantity, kPolicy.min_group_size);
    exact_ = WhereExact(tree_, quantity, knowledge, decisions, kPolicy, Places(tree_.nodes.size()));
  }
  bool Group(int resolution = kWholeTeam) {
    return exact_.exact[tree_.Find(NodeKind::kSteeringGroup, "g")][resolution];
  }
  bool Programme() { return exact_.exact[0][kWholeTeam]; }
  bool Site(int number, int resolution) { return exact_.exact[tree_.OfSite(number)][resolution]; }

  Hierarchy tree_;
  ExactPlaces exact_;
};

TEST_F(WhereExactTest, AGroupOfLargeTeamsIs) {
  Make({{9}, {12}, {8}});
  EXPECT_TRUE(Group());
  EXPECT_TRUE(Programme());
}

TEST_F(WhereExactTest, AGroupIsNotWithOneTeamThatIsToldAsABand) {
  Make({{6}, {12}, {20}});
  EXPECT_FALSE(Group()) << "38 less 12 and 20";
  EXPECT_FALSE(Programme());
}

TEST_F(WhereExactTest, TwoSuchTeamsKeepEachOther) {
  Make({{6}, {6}, {12}, {20}});
  EXPECT_TRUE(Group()) << "12 may be 5 and 7, 6 and 6, 7 and 5";
  Make({{5}, {5}, {12}, {20}});
  EXPECT_FALSE(Group()) << "10 are 5 and 5";
  Make({{7}, {7}, {12}, {20}});
  EXPECT_FALSE(Group()) << "14 are 7 and 7";
}

TEST_F(WhereExactTest, AGroupThatIsNotLeavesItsTeamsToTheProgramme) {
  Make({{6}, {12}, {20}, {6, 0, "h"}, {30, 0, "h"}});
  EXPECT_FALSE(Group());
  EXPECT_TRUE(Programme()) << "6 and 6, of two groups";
}

TEST_F(WhereExactTest, PartsAreTogetherOrNot) {
  Make({{9, 6}, {10, 10}, {11, 9}});
  EXPECT_TRUE(Group()) << "whole teams are large";
  EXPECT_FALSE(Site(1, kClinical)) << "15 less 9";
  EXPECT_TRUE(Site(2, kClinical));
  EXPECT_FALSE(Group(kClinical)) << "of administrators, 25 less 10 and 9";
}

TEST_F(WhereExactTest, ATeamThatIsNotCountedIsNoPartOfAnother) {
  Make({{6, 9}, {0, 7}, {10, 10}, {11, 9}});
  EXPECT_FALSE(Group(kClinical)) << "of clinical staff only those of the first team are left";
}

}  // namespace
}  // namespace pcsp::assessments

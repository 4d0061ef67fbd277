#include "services/assessments/domain/disclosure/overlap.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/assessments/domain/disclosure/engine.h"

namespace pcsp::assessments {
namespace {

constexpr PrivacyPolicy kPolicy = {5, 5, 10};

class OverlapTest : public ::testing::Test {
 protected:
  // Practices below the programme, with so many GPs each.
  void Make(const std::vector<int>& people, const DisclosureRules& rules = {}) {
    std::vector<WaveSite> sites;
    for (size_t i = 0; i < people.size(); ++i) {
      sites.push_back({.organisation = absl::StrCat("a", i), .number = static_cast<int>(i) + 1});
    }
    tree_ = MakeHierarchy(sites, Level::kPractice);
    quantity_ = {.nodes = std::vector<Tallies>(tree_.nodes.size()), .threshold = 5};
    for (size_t i = 0; i < people.size(); ++i) quantity_.nodes[i + 1][0].people = people[i];
    AddUp(tree_, quantity_);
    decisions_ = Decide(tree_, quantity_, quantity_, kPolicy, rules);
    knowledge_.emplace(&tree_, &quantity_, &quantity_, 5);
    releases_.emplace(&tree_, &quantity_, &*knowledge_, &decisions_, rules);
  }
  Hidden Release(const std::vector<int>& sites) { return releases_->Release(sites)[kWholeTeam]; }

  Hierarchy tree_;
  Quantity quantity_;
  Decisions decisions_;
  std::optional<Knowledge> knowledge_;
  std::optional<GroupReleases> releases_;
};

TEST_F(OverlapTest, LetsSitesThatAreShownBePutTogether) {
  Make({9, 8, 7, 6});
  EXPECT_EQ(Release({1, 2}), Hidden::kShown);
  EXPECT_EQ(Release({2, 3, 4}), Hidden::kShown);
  EXPECT_EQ(Release({2}), Hidden::kShown);
}

TEST_F(OverlapTest, RefusesWhatSetsASmallSiteApart) {
  Make({9, 3, 3, 3, 12});
  EXPECT_EQ(Release({1, 2}), Hidden::kOverlap) << "less the first it is the second";
  EXPECT_EQ(Release({1, 3, 4, 5}), Hidden::kOverlap) << "from the programme it leaves the second";
  EXPECT_EQ(Release({2}), Hidden::kBelowMinimum);
}

TEST_F(OverlapTest, RefusesWhatChainsOfReleasesSetApart) {
  Make({3, 3, 3, 3, 3, 3, 20});
  EXPECT_EQ(Release({1, 2, 3}), Hidden::kShown);
  EXPECT_EQ(Release({2, 3, 4}), Hidden::kOverlap) << "the first alone would be left over";
  EXPECT_EQ(Release({1, 2, 3}), Hidden::kShown) << "again: nothing new";
  EXPECT_EQ(Release({4, 5, 6}), Hidden::kShown);
  EXPECT_EQ(Release({1, 2, 4, 5}), Hidden::kOverlap);
  Make({3, 3, 3, 3, 3, 3, 20}, {.overlap = false});
  EXPECT_EQ(Release({1, 2, 3}), Hidden::kShown);
  EXPECT_EQ(Release({2, 3, 4}), Hidden::kShown);
}

// What was refused has not been released, and blocks nobody.
TEST_F(OverlapTest, ForgetsWhatWasRefused) {
  Make({3, 3, 3, 3, 20});
  EXPECT_EQ(Release({1, 5}), Hidden::kOverlap);
  EXPECT_EQ(Release({1, 2, 5}), Hidden::kShown);
}

// What the hierarchy hides, for whatever reason, is not had from the same sites put together, nor
// from all but those that are shown.
TEST_F(OverlapTest, RefusesWhatTheHierarchyHides) {
  Make({3, 3, 3, 20});
  EXPECT_EQ(Release({1, 2, 3}), Hidden::kShown);
  decisions_.why[0][kWholeTeam] = Hidden::kSecondary;
  for (const std::vector<int>& sites : {std::vector{1, 2, 3, 4}, {1, 2, 3}}) {
    releases_.emplace(&tree_, &quantity_, &*knowledge_, &decisions_, DisclosureRules());
    EXPECT_EQ(Release(sites), Hidden::kOverlap) << sites.size();
  }
}

TEST(ChangeIsCovered, ByNobodyOrByEnough) {
  EXPECT_TRUE(ChangeIsCovered(8, 8, 5));
  EXPECT_FALSE(ChangeIsCovered(7, 8, 5));
  EXPECT_FALSE(ChangeIsCovered(12, 8, 5));
  EXPECT_TRUE(ChangeIsCovered(13, 8, 5));
  EXPECT_TRUE(ChangeIsCovered(8, 13, 5));
}

}  // namespace
}  // namespace pcsp::assessments

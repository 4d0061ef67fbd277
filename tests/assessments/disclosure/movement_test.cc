#include "services/assessments/domain/disclosure/movement.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace pcsp::assessments {
namespace {

constexpr int kLeast = 5;
constexpr int kNurse = static_cast<int>(StaffGroup::kNurse) - 1;
constexpr int kAdmin = static_cast<int>(StaffGroup::kAdmin) - 1;

// Nurses and administrators of a practice in two waves; each counts in every construct.
struct Team {
  std::array<int, 2> before{}, now{};
};

class MovementTest : public ::testing::Test {
 protected:
  // All in one steering group.
  void Make(const std::vector<Team>& teams) {
    std::vector<WaveSite> sites;
    answers_.resize(teams.size());
    for (size_t i = 0; i < teams.size(); ++i) {
      sites.push_back({.organisation = absl::StrCat("a", i),
                       .steering_group = "g",
                       .number = static_cast<int>(i) + 1});
      SiteAnswers then;
      Fill(teams[i].before, then);
      Fill(teams[i].now, answers_[i]);
      answers_[i].earlier = {TurnoutsOf(then.groups)};
    }
    tree_ = MakeHierarchy(sites, Level::kPractice);
    Look();
  }
  void Look() { movement_ = MovementOf(tree_, answers_, kLeast); }
  static void Fill(const std::array<int, 2>& people, SiteAnswers& answers) {
    for (const auto& [group, number] : {std::pair{kNurse, people[0]}, {kAdmin, people[1]}}) {
      answers.groups[group].respondents = number;
      for (ConstructSums& sums : answers.groups[group].constructs) sums.people = number;
    }
  }
  int Site(int number) const { return tree_.OfSite(number); }
  int Group() const { return tree_.Find(NodeKind::kSteeringGroup, "g"); }

  Hierarchy tree_;
  std::vector<SiteAnswers> answers_;
  Movement movement_;
};

TEST_F(MovementTest, NobodyOrEnoughIsNone) {
  Make({{{9, 0}, {9, 0}}, {{9, 0}, {14, 0}}});
  EXPECT_FALSE(movement_.of_site[Site(1)] || movement_.of_site[Site(2)]);
  EXPECT_FALSE(movement_.of_group[Group()] || movement_.of_parts[Group()]);
  EXPECT_FALSE(movement_.too_few[Group()]);
}

TEST_F(MovementTest, FewAtASiteAreFewInItsGroups) {
  Make({{{9, 0}, {8, 0}}, {{9, 0}, {9, 0}}});
  EXPECT_TRUE(movement_.of_site[Site(1)]);
  EXPECT_FALSE(movement_.of_site[Site(2)]);
  EXPECT_TRUE(movement_.of_group[Group()] && movement_.too_few[Group()]);
}

// Its groups told of those few then, so that it tells of who joined as soon as it is shown.
TEST_F(MovementTest, ASiteThatWasNotShownThenCounts) {
  Make({{{4, 0}, {5, 0}}, {{9, 0}, {9, 0}}});
  EXPECT_TRUE(movement_.of_site[Site(1)] && movement_.of_group[Group()]);
  Make({{{0, 0}, {4, 0}}, {{9, 0}, {9, 0}}});
  EXPECT_FALSE(movement_.of_site[Site(1)]) << "it is new";
  EXPECT_TRUE(movement_.of_group[Group()]);
}

TEST_F(MovementTest, WhoeverSkippedAConstructCounts) {
  Make({{{9, 0}, {9, 0}}});
  answers_[0].earlier[0].constructs[2][kNurse] = 8;
  Look();
  EXPECT_TRUE(movement_.of_site[Site(1)]);
}

TEST_F(MovementTest, PartsMayMoveWhereTeamsDoNot) {
  Make({{{9, 8}, {10, 7}}});
  EXPECT_FALSE(movement_.of_site[Site(1)]);
  EXPECT_TRUE(movement_.of_parts[Site(1)]);
}

TEST_F(MovementTest, FewAtManySitesAreEnoughTogether) {
  Make({{{9, 0}, {7, 0}}, {{9, 0}, {10, 0}}, {{9, 0}, {11, 0}}});
  EXPECT_TRUE(movement_.of_group[Group()]);
  EXPECT_FALSE(movement_.too_few[Group()]) << "two, one and two";
}

}  // namespace
}  // namespace pcsp::assessments

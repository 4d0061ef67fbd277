// Gaps and turnout of groups of sites, over the wire, and what they keep back.
#include <cmath>

#include "tests/assessments/disclosure/attack_fixture.h"
#include "tests/assessments/rpc/comparison/comparison_fixture.h"

namespace pcsp::assessments::testing {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class GroupComparisonTest : public ComparisonTest {
 protected:
  template <typename Request>
  static Request Of(const std::string& id, type::v1::Level level) {
    Request request;
    request.set_name(kWave);
    if (!id.empty()) request.set_organisation(Organisation(id));
    request.set_level(level);
    return request;
  }
  absl::StatusOr<pb::GroupGaps> Gaps(const std::string& id = "",
                                     type::v1::Level level = type::v1::LEVEL_UNSPECIFIED) {
    return Ask(&Stub::GetGroupGaps, Of<pb::GetGroupGapsRequest>(id, level));
  }
  absl::StatusOr<pb::GroupRepresentativeness> Turnout(
      const std::string& id = "", type::v1::Level level = type::v1::LEVEL_UNSPECIFIED) {
    return Ask(&Stub::GetGroupRepresentativeness,
               Of<pb::GetGroupRepresentativenessRequest>(id, level));
  }
  pb::GroupResults Group(const std::string& id) {
    pb::GetGroupResultsRequest request;
    request.set_name(kWave);
    if (!id.empty()) request.set_organisation(Organisation(id));
    request.set_view(pb::RESULTS_VIEW_FULL);
    const auto group = Ask(&Stub::GetGroupResults, request);
    EXPECT_OK(group);
    return group.value_or(pb::GroupResults());
  }
  // GPs see less of it than nurses do, at every practice, and the steering group most of all.
  void Region() {
    Open("w1", {"a4"});
    for (const char* site : {"a1", "a2", "a3", "a4"}) {
      SayGps("w1", site, {"151111", "242122", "151211", "241112", "242221"});
      Say("w1", site, type::v1::STAFF_GROUP_NURSE, {"515555", "424455", "515545", "424544"});
    }
    Say("w1", "north", type::v1::STAFF_GROUP_LEADERSHIP, {"515555", "515555", "515545", "425554"},
        "sg");
    Close("w1");
  }
};

TEST_F(GroupComparisonTest, SaysWhereLevelsAndStaffGroupsDifferOverAllSites) {
  Region();
  const auto north = Gaps("north");
  ASSERT_OK(north);
  EXPECT_EQ(north->site_count(), 4);
  ASSERT_EQ(north->levels_size(), 1);
  const auto& level = north->levels(0);
  EXPECT_EQ(level.first_organisation(), Organisation("north"));
  EXPECT_EQ(level.first_sites(), 1);
  EXPECT_EQ(level.second(), "group of practices");
  EXPECT_EQ(level.second_sites(), 4);
  EXPECT_EQ(level.constructs(0).second_respondents(), 36);
  EXPECT_GT(level.constructs(0).difference(), 10);
  ASSERT_EQ(level.items_size(), 6);
  EXPECT_GT(level.items(0).cliffs_delta(), .3);
  EXPECT_EQ(level.items(0).second_respondents(), 36);

  ASSERT_EQ(north->staff_groups_size(), 1) << "beside clinical staff there is nobody";
  const auto& roles = north->staff_groups(0);
  EXPECT_EQ(roles.first(), "group of GPs");
  EXPECT_EQ(roles.second(), "group of nurses");
  EXPECT_EQ(roles.second_sites(), 4);
  EXPECT_EQ(roles.constructs(1).first_respondents(), 20);
  EXPECT_EQ(roles.constructs(1).second_respondents(), 16);
  EXPECT_LT(roles.constructs(1).difference(), -10);
  EXPECT_EQ(roles.constructs(1).verdict(), pb::GAP_VERDICT_SECOND_MORE_SETTLED);
  EXPECT_THAT(roles.constructs(1).sentence(), HasSubstr("group of nurses"));
  EXPECT_EQ(roles.items_size(), 0);
  const auto a1 = OfSite(&Stub::GetSiteGaps, "a1");
  ASSERT_OK(a1);
  const auto width = [](const pb::ScoreGap& gap) {
    return gap.interval().high() - gap.interval().low();
  };
  EXPECT_LT(width(roles.constructs(1)), width(a1->staff_groups(0).constructs(1)))
      << "four sites say more than one";
}

TEST_F(GroupComparisonTest, PutsTheUpperLevelFirstWhicheverIsAsked) {
  Region();
  for (const auto level : {type::v1::LEVEL_PRACTICE, type::v1::LEVEL_STEERING_GROUP}) {
    const auto all = Gaps("", level);
    ASSERT_OK(all);
    ASSERT_EQ(all->levels_size(), 1);
    EXPECT_EQ(all->levels(0).first(), "group of steering groups");
    EXPECT_EQ(all->levels(0).second(), "group of practices");
    EXPECT_EQ(all->levels(0).constructs(0).first_respondents(), 4);
    EXPECT_EQ(all->levels(0).constructs(0).second_respondents(), 36);
  }
}

TEST_F(GroupComparisonTest, SaysWhoWasHeardOverAllSites) {
  Region();
  const auto north = Turnout("north");
  ASSERT_OK(north);
  EXPECT_EQ(north->site_count(), 4);
  const pb::Representativeness& said = north->representativeness();
  EXPECT_EQ(said.headcount(), 48);
  EXPECT_EQ(said.respondents(), 36);
  EXPECT_EQ(said.response_rate(), .75);
  ASSERT_EQ(said.staff_groups_size(), 3);
  EXPECT_EQ(said.staff_groups(0).respondents(), 20);
  EXPECT_EQ(said.staff_groups(1).respondents(), 16);
  EXPECT_THAT(said.silent_staff_groups(), ElementsAre(type::v1::STAFF_GROUP_ADMIN));
  EXPECT_FALSE(said.whole_team());
  EXPECT_THAT(said.next_question(), HasSubstr("admin staff"));
  ASSERT_TRUE(said.scores(1).has_weighted());
  EXPECT_NEAR(said.scores(1).weighted().score(), said.scores(1).as_answered().score(), 8);
  ASSERT_EQ(said.items_size(), 6);
  EXPECT_EQ(said.items(0).respondents(), 36);
  EXPECT_EQ(said.items(0).verdict(), pb::UNDERSTANDING_VERDICT_NOT_ESTABLISHED);
}

TEST_F(GroupComparisonTest, AreRefusedAsGroupResultsAre) {
  Open("w1");
  EXPECT_THAT(Gaps(), HasReason("WAVE_NOT_CLOSED"));
  Close("w1");
  EXPECT_THAT(Gaps("south"), HasReason("GROUP_RESULTS_NOT_FOUND"));
  EXPECT_THAT(Turnout("", type::v1::LEVEL_WHOLE_SYSTEM), HasReason("GROUP_RESULTS_NOT_FOUND"));
  pb::GetGroupGapsRequest request;
  request.set_name("w1");
  request.set_organisation("north");
  request.set_level(static_cast<type::v1::Level>(9));
  EXPECT_THAT(ViolatedFields(Ask(&Stub::GetGroupGaps, request).status()),
              ElementsAre("name", "organisation", "level"));
}

// Nothing is told of a group of which nothing is shown.
TEST_F(GroupComparisonTest, SayNothingOfAGroupThatIsHidden) {
  Open("w1");
  SayGps("w1", "a1", {"151111", "242122"});
  Say("w1", "north", type::v1::STAFF_GROUP_LEADERSHIP, {"515555", "515555", "515545", "425554"},
      "sg");
  Close("w1");
  ASSERT_EQ(Group("north").suppression(), kHidden);
  const auto gaps = Gaps("north");
  ASSERT_OK(gaps);
  for (const auto& construct : gaps->levels(0).constructs()) {
    pb::ScoreGap name;
    name.set_construct(construct.construct());
    EXPECT_NE(construct.suppression(), pb::SUPPRESSION_UNSPECIFIED);
    EXPECT_EQ(Rest(construct), name.DebugString());
  }
  for (const auto& item : gaps->levels(0).items()) {
    EXPECT_NE(item.suppression(), pb::SUPPRESSION_UNSPECIFIED);
    EXPECT_EQ(item.second_respondents(), 0);
  }
  EXPECT_EQ(gaps->staff_groups_size(), 0);
  const auto turnout = Turnout("north");
  ASSERT_OK(turnout);
  EXPECT_EQ(Rest(turnout->representativeness()), "");
}

// One GP among nurses: of which staff group nobody answered would say who did.
TEST_F(GroupComparisonTest, NamesNoSilentStaffGroupWhereTheNumbersAreHidden) {
  Open("w1");
  Say("w1", "a1", type::v1::STAFF_GROUP_NURSE, {"515555", "424455", "515545", "424544"});
  Say("w1", "a2", type::v1::STAFF_GROUP_NURSE, {"515555", "424455", "515545", "324544"});
  SayGps("w1", "a2", {"151111"});
  Close("w1");
  const auto north = Turnout("north");
  ASSERT_OK(north);
  const pb::Representativeness& said = north->representativeness();
  ASSERT_EQ(said.suppression(), pb::SUPPRESSION_UNSPECIFIED);
  EXPECT_EQ(said.respondents(), 9);
  EXPECT_EQ(said.silent_staff_groups_size(), 0);
  EXPECT_FALSE(said.has_r_indicator());
  for (const auto& group : said.staff_groups()) EXPECT_EQ(group.respondents(), 0);
  for (const auto& score : said.scores()) EXPECT_FALSE(score.has_weighted());
  EXPECT_THAT(said.sentence(), HasSubstr("may not be shown"));
  const auto gaps = Gaps("north");
  ASSERT_OK(gaps);
  for (const auto& pair : gaps->staff_groups()) {
    for (const auto& construct : pair.constructs()) {
      EXPECT_NE(construct.suppression(), pb::SUPPRESSION_UNSPECIFIED);
    }
  }
}

// The attacker's difference: a group less those of its sites that are shown, by the gaps of both.
class GroupGapAttack : public AttackFixture {
 protected:
  // Practices with so many nurses each, and as many GPs.
  void Region(const std::vector<int>& nurses) {
    std::vector<Place> places;
    for (size_t i = 0; i < nurses.size(); ++i) places.push_back({Site(i), "north", "", 12});
    Open("w1", places);
    for (size_t i = 0; i < nurses.size(); ++i) {
      for (int n = 0; n < nurses[i]; ++n) {
        Answer("w1", Site(i), n % 2 == 0 ? "4" : "3", 1);
        Answer("w1", Site(i), n % 2 == 0 ? "2" : "3", 1, type::v1::STAFF_GROUP_GP);
      }
    }
    Close("w1");
  }
  static std::string Site(size_t i) { return absl::StrCat("a", i + 1); }

  // Whether the difference is of nobody but the people of one site.
  bool IsolatesOneSite(size_t sites) {
    pb::GetGroupRepresentativenessRequest group;
    group.set_name(Name("w1"));
    group.set_organisation(Organisation("north"));
    const auto all = Ask(&Stub::GetGroupRepresentativeness, group);
    EXPECT_OK(all);
    int left = all->representativeness().respondents(), hidden = 0;
    EXPECT_GT(left, 0) << "the attack needs a sum";
    for (size_t i = 0; i < sites; ++i) {
      pb::GetRepresentativenessRequest request;
      request.set_name(absl::StrCat(Name("w1"), "/siteResults/", Site(i)));
      const auto site = Ask(&Stub::GetRepresentativeness, request);
      EXPECT_OK(site);
      hidden += site->suppression() != pb::SUPPRESSION_UNSPECIFIED;
      left -= site->respondents();
    }
    return hidden == 1 && left > 0;
  }
  // The same of the nurses that the gap of GPs and nurses is of, where that is shown.
  bool IsolatesNurses(size_t sites) {
    pb::GetGroupGapsRequest group;
    group.set_name(Name("w1"));
    group.set_organisation(Organisation("north"));
    const auto all = Ask(&Stub::GetGroupGaps, group);
    EXPECT_OK(all);
    std::optional<int> left = Nurses(*all);
    int hidden = 0;
    for (size_t i = 0; i < sites && left; ++i) {
      pb::GetSiteGapsRequest request;
      request.set_name(absl::StrCat(Name("w1"), "/siteResults/", Site(i)));
      const auto site = Ask(&Stub::GetSiteGaps, request);
      EXPECT_OK(site);
      const std::optional<int> nurses = Nurses(*site);
      hidden += !nurses;
      *left -= nurses.value_or(0);
    }
    return left && hidden == 1 && *left > 0;
  }
  template <typename Gaps>
  static std::optional<int> Nurses(const Gaps& gaps) {
    for (const pb::GroupGap& pair : gaps.staff_groups()) {
      const pb::ScoreGap& gap = pair.constructs(1);
      const bool shown = gap.suppression() == pb::SUPPRESSION_UNSPECIFIED;
      if (pair.second() == "group of nurses" && shown) return gap.second_respondents();
    }
    return std::nullopt;
  }
};

TEST_F(GroupGapAttack, LeavesNoSiteByItself) {
  const std::vector<int> nurses = {8, 9, 10, 7, 2};
  const auto by_turnout = [&] {
    Region(nurses);
    return IsolatesOneSite(nurses.size());
  };
  EXPECT_FALSE(Succeeds(by_turnout));
  EXPECT_TRUE(Succeeds(by_turnout, {.secondary = false}));
  const auto by_gaps = [&] {
    Region(nurses);
    return IsolatesNurses(nurses.size());
  };
  EXPECT_FALSE(Succeeds(by_gaps));
  EXPECT_TRUE(Succeeds(by_gaps, {.secondary = false}));
}

}  // namespace
}  // namespace pcsp::assessments::testing

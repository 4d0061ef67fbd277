// Gaps between levels and staff groups, and who answered, over the wire, and what they keep back.
#include "absl/strings/str_format.h"
#include "common/text/pages/percent.h"
#include "tests/assessments/rpc/comparison/comparison_fixture.h"

namespace pcsp::assessments::testing {
namespace {

using pcsp::testing::HasReason;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST_F(ComparisonTest, SaysWhereLevelsAndStaffGroupsDiffer) {
  Open("w1");
  SayGps("w1", "a1", {"151111", "242122", "151211", "241112"});
  Say("w1", "a1", type::v1::STAFF_GROUP_NURSE, {"515555", "424455", "515545"});
  SayGps("w1", "a2", {"333333", "333433", "324343"});
  SayGps("w1", "a3", {"111111", "111111"});
  Say("w1", "north", type::v1::STAFF_GROUP_LEADERSHIP, {"515555", "515555", "515545", "425554"},
      "sg");
  Close("w1");
  const auto a1 = OfSite(&Stub::GetSiteGaps, "a1");
  ASSERT_OK(a1);
  ASSERT_EQ(a1->levels_size(), 1);
  EXPECT_EQ(a1->levels(0).first(), "steering group");
  EXPECT_EQ(a1->levels(0).first_organisation(), Organisation("north"));
  EXPECT_GT(a1->levels(0).constructs(0).difference(), 10);
  ASSERT_EQ(a1->levels(0).items_size(), 6) << "by concept";
  EXPECT_EQ(a1->levels(0).items(0).first_item(), "sg_purpose");
  EXPECT_EQ(a1->levels(0).items(0).second_item(), "pr_purpose");
  EXPECT_GT(a1->levels(0).items(0).cliffs_delta(), .3);
  ASSERT_EQ(a1->staff_groups_size(), 1);
  const auto& groups = a1->staff_groups(0);
  EXPECT_EQ(groups.first(), "group of GPs");
  EXPECT_EQ(groups.constructs(0).first_respondents(), 4);
  EXPECT_LT(groups.constructs(0).difference(), -10);
  EXPECT_EQ(groups.constructs(0).second_respondents_most(), 3);
  EXPECT_EQ(groups.constructs(3).suppression(), pb::SUPPRESSION_UNANIMITY) << "of the nurses";
  EXPECT_EQ(groups.items_size(), 0) << "never of staff groups";
  EXPECT_THAT(groups.constructs(0).sentence(), HasSubstr("The group of nurses"));

  const auto north = OfSite(&Stub::GetSiteGaps, "north");
  ASSERT_OK(north);
  ASSERT_EQ(north->levels_size(), 1);
  EXPECT_EQ(north->levels(0).second_sites(), 1) << "a3 is too few, and a2 hidden for its sake";
  EXPECT_EQ(north->levels(0).constructs(0).second_respondents(), 7);
  const auto a3 = OfSite(&Stub::GetSiteGaps, "a3");
  ASSERT_OK(a3);
  for (const auto& construct : a3->levels(0).constructs()) {
    EXPECT_NE(construct.suppression(), pb::SUPPRESSION_UNSPECIFIED);
    EXPECT_EQ(construct.difference(), 0);
  }
  for (const auto& item : a3->levels(0).items()) {
    EXPECT_NE(item.suppression(), pb::SUPPRESSION_UNSPECIFIED);
    EXPECT_EQ(item.sentence(), "");
  }
  EXPECT_EQ(a3->staff_groups_size(), 0);
}

// Two nurses beside four GPs: GPs less the team would be the nurses.
TEST_F(ComparisonTest, KeepsBackAStaffGroupThatTheRestWouldShow) {
  Open("w1");
  SayGps("w1", "a1", {"151111", "242122", "151211", "241112"});
  Say("w1", "a1", type::v1::STAFF_GROUP_NURSE, {"515555", "424455"});
  Close("w1");
  EXPECT_EQ(OfSite(&Stub::GetSiteGaps, "a1")->staff_groups_size(), 0);
  const auto r = OfSite(&Stub::GetRepresentativeness, "a1");
  ASSERT_OK(r);
  ASSERT_EQ(r->staff_groups_size(), 3);
  for (const auto& group : r->staff_groups()) {
    EXPECT_EQ(group.suppression(), kHidden);
    EXPECT_EQ(group.respondents(), 0);
  }
  for (const auto& score : r->scores()) {
    EXPECT_EQ(score.suppression(), kHidden) << "the weighted score would give the nurses away";
    EXPECT_FALSE(score.has_weighted());
  }
  EXPECT_FALSE(r->has_r_indicator());
  EXPECT_FALSE(r->has_total_variation());
  EXPECT_THAT(r->evenness_sentence(), HasSubstr("is not shown: of some groups too few answered"));
  EXPECT_THAT(r->silent_staff_groups(), ElementsAre(type::v1::STAFF_GROUP_ADMIN));
  EXPECT_FALSE(r->whole_team());
}

TEST_F(ComparisonTest, SaysWhetherTheWholeTeamWasHeard) {
  Open("w1");
  SayGps("w1", "a1", {"515555", "515555", "515555", "515555", "515555", "424444"});
  Say("w1", "a1", type::v1::STAFF_GROUP_NURSE, {"515555", "515555", "515555", "424444"});
  SayGps("w1", "a2", {"515555", "424455", "515545", "425554"});
  Close("w1");
  const auto r = OfSite(&Stub::GetRepresentativeness, "a1");
  ASSERT_OK(r);
  EXPECT_EQ(r->headcount(), 12);
  EXPECT_NEAR(r->response_rate(), 10 / 12.0, 1e-12);
  EXPECT_FALSE(r->whole_team()) << "nobody of the admin staff";
  EXPECT_THAT(r->next_question(), HasSubstr("admin staff"));
  ASSERT_EQ(r->items_size(), 6);
  EXPECT_GT(r->items(0).probability(), .75);
  EXPECT_EQ(r->items(0).verdict(), pb::UNDERSTANDING_VERDICT_NOT_ESTABLISHED) << "capped";
  EXPECT_EQ(r->staff_groups(1).respondents(), 4);
  EXPECT_EQ(r->staff_groups(1).response_rate(), 1);
  EXPECT_TRUE(r->has_r_indicator());
  EXPECT_THAT(r->evenness_sentence(),
              HasSubstr(absl::StrFormat("the R-indicator is %.2f", r->r_indicator())));
  EXPECT_THAT(r->evenness_sentence(), HasSubstr(text::Percent(r->total_variation())));
  EXPECT_THAT(r->items(0).sentence(), HasSubstr("Of the 10 people who answered"));
  EXPECT_THAT(r->items(0).sentence(), HasSubstr(text::PercentLikely(r->items(0).probability())));
  EXPECT_THAT(r->items(0).sentence(), HasSubstr("of the team it is not established"));
  EXPECT_TRUE(r->scores(0).has_weighted());
  EXPECT_GT(r->scores(0).weighted().interval().high() - r->scores(0).weighted().interval().low(),
            0);
  const auto few = OfSite(&Stub::GetRepresentativeness, "a3");
  ASSERT_OK(few);
  pb::Representativeness expected;
  expected.set_name(absl::StrCat(kWave, "/siteResults/a3"));
  expected.set_suppression(kHidden);
  EXPECT_EQ(few->DebugString(), expected.DebugString());
  EXPECT_THAT(OfSite(&Stub::GetRepresentativeness, "b1"), HasReason("SITE_RESULTS_NOT_FOUND"));
}

TEST_F(ComparisonTest, ShowsNoGapOfWhatIsHiddenForAnother) {
  Open("w1", {"a4"});
  SayGps("w1", "a1", {"242232", "323343", "232434", "343223", "424332"});
  SayGps("w1", "a2", {"342324", "233432", "424243"});
  SayGps("w1", "a3", {"324233", "433324"});
  SayGps("w1", "a4", {"434443", "343434", "424344", "433443", "344334"});
  Say("w1", "north", type::v1::STAFF_GROUP_LEADERSHIP, {"423444", "342343", "434434"}, "sg");
  Close("w1");
  ASSERT_EQ(Results("a2")->suppression(), kSecondary);
  const auto a2 = OfSite(&Stub::GetSiteGaps, "a2");
  ASSERT_OK(a2);
  EXPECT_EQ(a2->levels(0).second_sites(), 0);
  for (const auto& construct : a2->levels(0).constructs()) {
    pb::ScoreGap name;
    name.set_construct(construct.construct());
    EXPECT_EQ(construct.suppression(), kSecondary);
    EXPECT_EQ(Rest(construct), name.DebugString());
  }
  EXPECT_EQ(a2->staff_groups_size(), 0);
  const auto north = OfSite(&Stub::GetSiteGaps, "north");
  ASSERT_OK(north);
  EXPECT_EQ(north->levels(0).second_sites(), 2);
  EXPECT_EQ(north->levels(0).constructs(0).second_respondents(), 10);
}

// Staff groups of a2 are enough each and not shown apart for the sake of a1, where they are not.
TEST_F(ComparisonTest, TellsNoStaffGroupsApartThatTheEngineMerges) {
  Open("w1");
  for (const char* site : {"a1", "a2", "a3"}) {
    SayGps("w1", site, {"242232", "323343", "232434", "343223"});
    Say("w1", site, type::v1::STAFF_GROUP_NURSE, {"434443", "343434", "424344"});
  }
  Say("w1", "a1", type::v1::STAFF_GROUP_ADMIN, {"323333", "242232"});
  Close("w1");
  int apart = 0, merged = 0;
  for (const char* site : {"a1", "a2", "a3"}) {
    const auto results = Results(site);
    const auto gaps = OfSite(&Stub::GetSiteGaps, site);
    const auto r = OfSite(&Stub::GetRepresentativeness, site);
    ASSERT_OK(results);
    ASSERT_OK(gaps);
    ASSERT_OK(r);
    bool roles = false;
    for (const auto& group : results->constructs(0).staff_groups()) {
      roles =
          group.merged_from_size() == 1 && group.merged_because() == pb::SUPPRESSION_UNSPECIFIED;
    }
    ++(roles ? apart : merged);
    const bool told =
        gaps->staff_groups_size() > 0 &&
        gaps->staff_groups(0).constructs(0).suppression() == pb::SUPPRESSION_UNSPECIFIED;
    EXPECT_EQ(told, roles) << site;
    EXPECT_EQ(r->scores(0).has_weighted(), roles) << site;
  }
  EXPECT_GT(merged, 0) << "a1, whose admin staff is two";
  EXPECT_GT(apart, 0);
}

TEST_F(ComparisonTest, SaysNothingOfWhoAnsweredWhereThatIsHiddenForAnother) {
  Hiding("w1");
  const auto r = OfSite(&Stub::GetRepresentativeness, "a2");
  ASSERT_OK(r);
  pb::Representativeness expected;
  expected.set_name(absl::StrCat(kWave, "/siteResults/a2"));
  expected.set_suppression(kSecondary);
  EXPECT_EQ(r->DebugString(), expected.DebugString());
}

}  // namespace
}  // namespace pcsp::assessments::testing

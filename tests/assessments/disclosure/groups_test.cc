// Several sites together, over the wire; and what opening a wave refuses.
#include "tests/assessments/disclosure/attack_fixture.h"

namespace pcsp::assessments::testing {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;

constexpr char kRequest[] = "0190b0a0-0000-7000-8000-000000000001";

class GroupsTest : public AttackFixture {
 protected:
  absl::Status GroupStatus(const std::string& organisation,
                           type::v1::Level level = type::v1::LEVEL_UNSPECIFIED) {
    pb::GetGroupResultsRequest request;
    request.set_name(Name("w1"));
    request.set_organisation(organisation);
    request.set_level(level);
    return Ask(&Stub::GetGroupResults, request).status();
  }
  // Two steering groups of a whole system, one of which also has a practice in another.
  void OpenRegion() {
    Open("w1", {{"a1", "north", "east", 10},
                {"a2", "north", "east", 10},
                {"b1", "south", "east", 10},
                {"b2", "south", "west", 10}});
    Answer("w1", "a1", "3", 8);
    Answer("w1", "a2", "4", 10);
    Answer("w1", "b1", "2", 6);
    Answer("w1", "b2", "3", 9, type::v1::STAFF_GROUP_ADMIN);
    Close("w1");
  }
};

TEST_F(GroupsTest, AddUpWhatBelongedTogetherAtOpening) {
  OpenRegion();
  const auto north = Group("w1", "north", pb::RESULTS_VIEW_FULL);
  EXPECT_EQ(north.organisation(), Organisation("north"));
  EXPECT_EQ(north.level(), type::v1::LEVEL_PRACTICE);
  EXPECT_EQ(north.site_count(), 2);
  EXPECT_EQ(north.headcount(), 20);
  EXPECT_EQ(north.respondents(), 18);
  EXPECT_EQ(See(north).people, 18);
  EXPECT_EQ(See(north).mean, 63.9) << "(8 x 50 + 10 x 75) / 18";
  EXPECT_EQ(north.items(3).answers(3).count(), 10);
  EXPECT_EQ(north.items(0).suppression(), pb::SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE);
  EXPECT_EQ(Group("w1", "east").respondents(), 24);
  const auto all = Group("w1");
  EXPECT_EQ(all.respondents(), 33);
  EXPECT_EQ(all.site_count(), 4);
  const auto& parts = all.constructs(1).staff_groups();
  ASSERT_EQ(parts.size(), 2);
  EXPECT_EQ(parts[0].respondents(), 24);
  EXPECT_EQ(parts[1].mean(), 50);
}

TEST_F(GroupsTest, MayStraddleWholeSystems) {
  OpenRegion();
  const auto south = Group("w1", "south");
  EXPECT_EQ(south.respondents(), 15);
  EXPECT_EQ(See(south).mean, 40);
}

TEST_F(GroupsTest, AreRefusedWhereThereAreNone) {
  EXPECT_THAT(GroupStatus(""), HasReason("WAVE_NOT_FOUND"));
  Open("w1", {{"a1", "north"}});
  EXPECT_THAT(GroupStatus(""), HasReason("WAVE_NOT_CLOSED"));
  Close("w1");
  EXPECT_THAT(GroupStatus(Organisation("south")), HasReason("GROUP_RESULTS_NOT_FOUND"));
  EXPECT_THAT(GroupStatus("", type::v1::LEVEL_WHOLE_SYSTEM), HasReason("GROUP_RESULTS_NOT_FOUND"));
  EXPECT_THAT(ViolatedFields(GroupStatus("south", static_cast<type::v1::Level>(9))),
              ElementsAre("organisation", "level"));
  EXPECT_EQ(Group("w1", "north").suppression(), pb::SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE);
}

TEST_F(GroupsTest, PutTogetherAreTheSameAgain) {
  OpenRegion();
  pb::ReleaseGroupResultsRequest request;
  request.set_name(Name("w1"));
  for (const char* site : {"b2", "a1", "a1"}) request.add_organisations(Organisation(site));
  request.set_request_id(kRequest);
  const auto first = Ask(&Stub::ReleaseGroupResults, request);
  ASSERT_OK(first);
  EXPECT_EQ(first->site_count(), 2);
  EXPECT_EQ(See(*first).mean, 50);
  EXPECT_EQ(Ask(&Stub::ReleaseGroupResults, request)->SerializeAsString(),
            first->SerializeAsString());
  Stop();
  ASSERT_OK(Start());
  EXPECT_EQ(Release("w1", {"a1", "b2"})->SerializeAsString(), first->SerializeAsString());
  EXPECT_THAT(Release("w1", {"a1", "c1"}), HasReason("SITE_RESULTS_NOT_FOUND"));
  EXPECT_THAT(ViolatedFields(Release("w1", {}).status()), ElementsAre("organisations"));
}

TEST_F(GroupsTest, OpeningRefusesAPolicyThatNoSiteCanMeet) {
  ASSERT_OK(CreateWave("w1", /*min_group_size=*/9));
  auto request = OpenRequest();
  request.mutable_sites(3)->add_headcounts()->set_staff_group(type::v1::STAFF_GROUP_LEADERSHIP);
  request.mutable_sites(3)->mutable_headcounts(0)->set_people(3);
  const auto refused = Ask(&Stub::OpenWave, request).status();
  EXPECT_THAT(ViolatedFields(refused), ElementsAre("sites[0].headcounts", "sites[1].headcounts",
                                                   "sites[2].headcounts", "sites[3].headcounts"));
}

TEST_F(GroupsTest, OpeningTakesSitesOfWhichOneCanMeetIt) {
  ASSERT_OK(CreateWave("w1", /*min_group_size=*/9));
  auto request = OpenRequest();
  request.mutable_sites(1)->mutable_headcounts(0)->set_people(9);
  EXPECT_OK(Ask(&Stub::OpenWave, request));
}

}  // namespace
}  // namespace pcsp::assessments::testing

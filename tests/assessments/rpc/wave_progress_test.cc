// What is told of a wave by invitation while it is open, and publishing it, over the wire.
#include "tests/assessments/rpc/invitations_fixture.h"

namespace pcsp::assessments::testing {
namespace {

using pcsp::testing::HasReason;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class WaveProgressTest : public InvitationsTest {};

TEST_F(WaveProgressTest, ProgressTellsStaffGroupsOrWithholdsThem) {
  OpenWave();
  pb::GetWaveProgressRequest request;
  request.set_name(kWave);
  const auto progress = Ask(&Stub::GetWaveProgress, request);
  ASSERT_THAT(progress->staff_groups(), SizeIs(1));
  EXPECT_EQ(progress->staff_groups(0).staff_group(), type::v1::STAFF_GROUP_GP);
  EXPECT_EQ(progress->staff_groups(0).headcount(), 24);
  EXPECT_EQ(progress->staff_groups(0).site_count(), 3);
  EXPECT_TRUE(progress->staff_groups(0).withheld()) << "three sites are too few";
  EXPECT_FALSE(progress->staff_groups(0).has_responses());
}

TEST_F(WaveProgressTest, ProgressTellsABandOfAGroupAtManySites) {
  ASSERT_OK(CreateWave("w1", 3));
  auto open = OpenRequest();
  for (const char* id : {"a4", "a5"}) {
    auto* site = open.add_sites();
    *site = open.sites(0);
    site->set_organisation(Organisation(id));
  }
  ASSERT_OK(Ask(&Stub::OpenWave, open));
  auto answer = Response("a4", {{"pr_purpose", "4"}});
  answer.set_staff_group(type::v1::STAFF_GROUP_GP);
  for (int i = 0; i < 4; ++i) ASSERT_OK(Submit(answer));
  pb::GetWaveProgressRequest request;
  request.set_name(kWave);
  const auto group = Ask(&Stub::GetWaveProgress, request)->staff_groups(0);
  EXPECT_FALSE(group.withheld());
  EXPECT_EQ(group.headcount(), 40);
  EXPECT_EQ(group.responses().low(), 3);
  EXPECT_EQ(group.responses().high(), 5);
  EXPECT_DOUBLE_EQ(group.least_share(), 3 / 40.0);
  EXPECT_DOUBLE_EQ(group.greatest_share(), 5 / 40.0);
}

TEST_F(WaveProgressTest, AWaveIsPublishedOnceItIsClosed) {
  OpenWave();
  pb::PublishWaveRequest request;
  request.set_name(kWave);
  EXPECT_THAT(Ask(&Stub::PublishWave, request), HasReason("WAVE_NOT_DONE"));
  ASSERT_OK(CloseWave());
  EXPECT_THAT(Ask(&Stub::PublishWave, request), HasReason("WAVE_NOT_DONE"));
  pb::CompleteWaveRequest complete;
  complete.set_name(kWave);
  const auto closed = Ask(&Stub::CompleteWave, complete);
  request.set_etag(closed->etag());
  const auto published = Ask(&Stub::PublishWave, request);
  ASSERT_OK(published);
  EXPECT_EQ(published->state(), pb::WAVE_STATE_PUBLISHED);
  EXPECT_TRUE(published->has_publish_time());
  EXPECT_EQ(Ask(&Stub::PublishWave, request)->etag(), published->etag());
  const auto reopened = Ask(&Stub::OpenWave, OpenRequest());
  EXPECT_THAT(reopened, HasReason("WAVE_NOT_DRAFT"));
  EXPECT_THAT(std::string(reopened.status().message()), HasSubstr("PUBLISHED"));
}

}  // namespace
}  // namespace pcsp::assessments::testing

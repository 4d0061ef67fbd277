#include "gateway/flows/solutions/recorded.h"

#include "tests/gateway/flows/flows_fixture.h"

namespace pcsp::gateway {
namespace {

using planning::v1::Outcome;
using ::testing::ElementsAre;
using testing::FlowsTest;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kWave[] = "programmes/p/waves/w";
const SiteIssue kElm = {"programmes/p/organisations/elm", "ca-time"};
const SiteIssue kOak = {"programmes/p/organisations/oak", "ca-time"};

Outcome At(const SiteIssue& place, const std::string& solution, const std::string& wave = kWave) {
  Outcome outcome;
  outcome.set_name(place.first + "/outcomes/w~" + place.second);
  outcome.set_organisation(place.first);
  outcome.set_issue(place.second);
  outcome.set_wave(wave);
  if (!solution.empty()) outcome.add_treatments()->set_solution(solution);
  outcome.set_start_date("2026-01-05");
  outcome.set_sharing(planning::v1::SHARING_NAMED);
  return outcome;
}

v1::RecordWaveOutcomesRequest Request(bool replace = false) {
  v1::RecordWaveOutcomesRequest request;
  request.set_name(kWave);
  request.set_replace_treatments(replace);
  return request;
}

class RecordedTest : public FlowsTest {
 protected:
  RecordedTest() {
    services_.recorded = {At(kElm, "solutions/story"), At(kOak, ""),
                          At(kOak, "solutions/poster", "programmes/p/waves/other")};
  }
};

TEST_F(RecordedTest, WhatWasRecordedBeforeStays) {
  Treatments treatments;
  ASSERT_OK(AddRecorded(clients_, Request(), treatments));
  ASSERT_THAT(treatments.done, SizeIs(1)) << "another wave's is not this one's";
  ASSERT_THAT(treatments.done[kElm], SizeIs(1));
  const v1::SiteTreatment& kept = treatments.done[kElm][0];
  EXPECT_EQ(kept.solution(), "solutions/story");
  EXPECT_EQ(kept.start_date(), "2026-01-05");
  EXPECT_EQ(kept.sharing(), planning::v1::SHARING_NAMED);
  EXPECT_EQ(treatments.kept, 1);
  EXPECT_EQ(treatments.dropped, 0);
  EXPECT_THAT(Superfluous(treatments, {}), IsEmpty());
}

TEST_F(RecordedTest, WhatIsSaidNowHolds) {
  Treatments treatments;
  v1::SiteTreatment now;
  now.set_solution("solutions/story");
  now.set_altered(true);
  treatments.done[kElm] = {now};
  ASSERT_OK(AddRecorded(clients_, Request(), treatments));
  ASSERT_THAT(treatments.done[kElm], SizeIs(1));
  EXPECT_TRUE(treatments.done[kElm][0].altered());
  EXPECT_EQ(treatments.done[kElm][0].sharing(), planning::v1::SHARING_NAMED)
      << "as the site agreed before";
  EXPECT_EQ(treatments.kept, 0);
  treatments.done[kElm][0].set_sharing(planning::v1::SHARING_WITHHELD);
  ASSERT_OK(AddRecorded(clients_, Request(), treatments));
  EXPECT_EQ(treatments.done[kElm][0].sharing(), planning::v1::SHARING_WITHHELD);
}

TEST_F(RecordedTest, IsDroppedWhenItIsToBeReplaced) {
  Treatments treatments;
  ASSERT_OK(AddRecorded(clients_, Request(true), treatments));
  EXPECT_THAT(treatments.done, IsEmpty());
  EXPECT_EQ(treatments.dropped, 1);
  EXPECT_THAT(Superfluous(treatments, {}),
              ElementsAre("programmes/p/organisations/elm/outcomes/w~ca-time"));
  EXPECT_THAT(Superfluous(treatments, {At(kElm, "")}), IsEmpty()) << "told as untreated";
}

}  // namespace
}  // namespace pcsp::gateway

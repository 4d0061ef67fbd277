#include "gateway/flows/workforce/compare_forecasts.h"

#include "gmock/gmock.h"
#include "tests/gateway/flows/workforce/forecast_fixture.h"
#include "tests/support/status_matchers.h"

namespace pcsp::gateway {
namespace {

using ::pcsp::testing::ViolatedFields;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::Now;
using ::testing::SizeIs;
using ::testing::StartsWith;
using testing::WorkforceForecastTest;
using enum type::v1::StaffGroup;

TEST_F(WorkforceForecastTest, AWhatIfStandsBesideWhatIsPlanned) {
  AddPeople();
  v1::CompareWorkforceForecastsRequest request;
  request.set_parent(testing::kProgramme);
  for (const char* title : {"as planned", "more GPs"}) {
    v1::ForecastVariant& variant = *request.add_variants();
    variant.set_title(title);
    v1::StartingPractices& wave = *variant.mutable_question()->add_waves();
    wave.set_practices(40);
    wave.set_start_month("2027-10");
  }
  request.mutable_variants(0)->mutable_question()->set_months(12);
  v1::ExtraIntake& extra = *request.mutable_variants(1)->mutable_question()->add_extra_intakes();
  extra.set_staff_group(STAFF_GROUP_GP);
  extra.set_people(1);
  const auto reply = CompareWorkforceForecasts(clients_, Now(), request);
  ASSERT_OK(reply);
  ASSERT_THAT(reply->columns(), SizeIs(6)) << "low, central and high of each";
  EXPECT_EQ(reply->columns(4).title(), "more GPs");
  EXPECT_EQ(reply->columns(4).scenario(), "central");
  const auto& planned = reply->columns(1);
  ASSERT_THAT(planned.months(), SizeIs(12));
  EXPECT_EQ(planned.months(11).month(), "2027-12");
  EXPECT_EQ(planned.months(11).posts(), 3);
  EXPECT_THAT(planned.differences(), IsEmpty()) << "all else is compared with it";
  EXPECT_GT(reply->columns(4).months(11).trained(), planned.months(11).trained());
  EXPECT_THAT(reply->columns(4).differences(), Contains(StartsWith("At the end of 2027-12 ")));
  EXPECT_THAT(reply->columns(0).earliest_starts(), SizeIs(1));
  const auto recruits = [&](int column) {
    int people = 0;
    for (const auto& one : reply->columns(column).recruit()) people += one.people();
    return people;
  };
  EXPECT_GT(recruits(0), recruits(2)) << "where more leave, more have to come";
  EXPECT_THAT(reply->columns(0).differences(), Contains(HasSubstr(" more to recruit for ")));
  ASSERT_THAT(reply->basis(), SizeIs(2));
  EXPECT_THAT(reply->basis(1).missing(), Not(IsEmpty()));
}

TEST_F(WorkforceForecastTest, EverythingWrongWithAComparisonIsToldAtOnce) {
  v1::CompareWorkforceForecastsRequest request;
  request.set_parent(testing::kProgramme);
  EXPECT_THAT(ViolatedFields(CompareWorkforceForecasts(clients_, Now(), request).status()),
              ElementsAre("variants"));
  for (const char* title : {"one", "one", ""}) request.add_variants()->set_title(title);
  auto& question = *request.mutable_variants(1)->mutable_question();
  question.set_parent("programmes/q");
  question.set_months(7);
  question.set_training_plan(true);
  question.set_target(2);
  EXPECT_THAT(ViolatedFields(CompareWorkforceForecasts(clients_, Now(), request).status()),
              ElementsAre("variants[1].title", "variants[1].question.parent",
                          "variants[1].question.training_plan", "variants[1].question.months",
                          "variants[1].question.target", "variants[2].title"));
}

}  // namespace
}  // namespace pcsp::gateway

#include "gateway/flows/workforce/workforce_forecast.h"

#include "gmock/gmock.h"
#include "tests/gateway/flows/workforce/forecast_fixture.h"
#include "tests/support/status_matchers.h"

namespace pcsp::gateway {
namespace {

namespace pb = planning::v1;
using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using registry::v1::APPOINTMENT_ROLE_FACILITATOR;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Named;
using ::testing::SizeIs;
using ::testing::StartsWith;
using testing::WorkforceForecastTest;
using enum type::v1::StaffGroup;

TEST_F(WorkforceForecastTest, AnswersWhenPracticesCanStartAndWhomToRecruit) {
  AddPeople();
  // 26 practices until the end of June take 32.5 of 40 hours, and all of the caseload.
  for (int i = 0; i < 26; ++i) {
    programme_.AddAssignment("f1", "p" + std::to_string(i), "2027-01-01", "2027-06-30");
  }
  auto request = Request();
  request.mutable_facilitators()->set_turnover(0);
  request.mutable_facilitators()->set_lead_months(2);
  request.mutable_trainers()->set_turnover(0);
  request.mutable_trainers()->set_lead_months(3);
  v1::StartingPractices& wave = *request.add_waves();
  wave.set_practices(12);
  wave.set_start_month("2027-05");
  const auto reply = Forecast(request);
  ASSERT_OK(reply);
  ASSERT_THAT(reply->problem().waves(), SizeIs(1));
  // (9 + 2) GPs and 3 nurses in 3 practices, of whom 80 % are trained.
  EXPECT_DOUBLE_EQ(reply->problem().waves(0).people_a_practice(), 14 * 0.8 / 3);
  EXPECT_EQ(reply->problem().waves(0).start(), 4);
  ASSERT_GE(reply->answers_size(), 3);
  EXPECT_THAT(reply->answers(0),
              HasSubstr("12 more practices can start in July 2027 at the earliest. A start in June "
                        "2027 fails: Short: in June 2027,"));
  EXPECT_THAT(reply->answers(1), HasSubstr("for facilitators, who begin by March 2027. In May "
                                           "2027, 47.5 contact hours need 3"));
  EXPECT_THAT(reply->answers(reply->answers_size() - 1),
              StartsWith("At the end of 2027-12, 0 of 3 staff groups"));
  // Without a month to start in, and with room for all of them, there is nobody to recruit.
  request.mutable_waves(0)->clear_start_month();
  request.mutable_waves(0)->set_practices(1);
  const auto at_ease = Forecast(request);
  ASSERT_OK(at_ease);
  EXPECT_THAT(at_ease->answers(), Contains(StartsWith("Nobody has to be recruited")));
}

TEST_F(WorkforceForecastTest, MorePeopleAreAWhatIfThatIsSharedOut) {
  auto request = Request();
  v1::ExtraIntake& all = *request.add_extra_intakes();
  all.set_staff_group(STAFF_GROUP_GP);
  all.set_people(6);
  all.set_from_month("2027-03");
  all.set_until_month("2027-04");
  v1::ExtraIntake& north = *request.add_extra_intakes();
  north.set_staff_group(STAFF_GROUP_GP);
  north.set_steering_group(Named("organisations/north"));
  north.set_people(1);
  const auto reply = Forecast(request);
  ASSERT_OK(reply);
  // 2 of 11 GPs are in the practice without a steering group: 1 of 6.
  EXPECT_THAT(reply->problem().posts(0).intakes(), ElementsAre(0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0));
  EXPECT_THAT(reply->problem().posts(1).intakes(), ElementsAre(1, 1, 6, 6, 1, 1, 1, 1, 1, 1, 1, 1));
  EXPECT_THAT(reply->problem().posts(2).intakes(), ElementsAre(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  const auto plain = Forecast(Request());
  ASSERT_OK(plain);
  EXPECT_GT(reply->forecast().posts(1).months(11).mean(),
            plain->forecast().posts(1).months(11).mean() + 5);

  request.mutable_extra_intakes(1)->set_steering_group(Named("organisations/south"));
  request.mutable_extra_intakes(0)->set_staff_group(STAFF_GROUP_ADMIN);
  EXPECT_THAT(ViolatedFields(Forecast(request).status()),
              ElementsAre("extra_intakes[0].staff_group", "extra_intakes[1].steering_group"));
}

TEST_F(WorkforceForecastTest, WithinAPartCountsWhoBelongsToItAndWhoServesIt) {
  AddPeople();
  programme_.within[Named("organisations/north")] = {Named("appointments/f1")};
  programme_.appointments[1].add_serves(Named("organisations/north"));
  programme_.AddAppointment("f9", APPOINTMENT_ROLE_FACILITATOR, "south", "2024-01-01")
      .set_hours_per_month(50);
  auto request = Request();
  request.set_within(Named("organisations/north"));
  const auto reply = Forecast(request);
  ASSERT_OK(reply);
  ASSERT_THAT(reply->problem().posts(), SizeIs(2));
  EXPECT_EQ(reply->problem().facilitators(0).active(), 2);
  EXPECT_EQ(reply->problem().facilitators(0).hours_a_month(), 20);
  EXPECT_THAT(reply->problem().trainers(), IsEmpty());
}

TEST_F(WorkforceForecastTest, RefusesProgrammesThatItCannotForecast) {
  auto request = Request();
  request.set_competence("juggling");
  EXPECT_THAT(Forecast(request), HasReason("COMPETENCE_NOT_FOUND"));
  programme_.courses[0].set_competence("another");
  AddCourse("core-2", pb::COURSE_KIND_CORE_DAY, 0);
  EXPECT_THAT(ViolatedFields(Forecast(Request()).status()), ElementsAre("competence"));
  request.set_competence("conversation");
  for (auto& site : programme_.sites) site.clear_headcounts();
  EXPECT_THAT(Forecast(request), HasReason("NO_HEADCOUNTS"));
}

TEST_F(WorkforceForecastTest, ReportsEverythingThatIsWrongWithARequest) {
  v1::GetWorkforceForecastRequest request;
  request.set_parent("p");
  request.set_as_of_date("today");
  request.set_months(121);
  request.set_target(1.5);
  request.set_confidence(0);
  request.set_paths(-1);
  v1::StartingPractices& wave = *request.add_waves();
  wave.set_start_month("2090-01");
  wave.set_support_months(-1);
  wave.set_people_a_practice(-1);
  request.add_scenarios()->set_delivered(2);
  v1::ExtraIntake& extra = *request.add_extra_intakes();
  extra.set_people(-1);
  extra.set_from_month("March");
  extra.set_steering_group("north");
  request.add_staff()->set_turnover(-1);
  request.add_staff()->set_staff_group(STAFF_GROUP_LEADERSHIP);
  request.mutable_facilitators()->set_lead_months(121);
  request.mutable_trainers()->set_completes(2);
  request.mutable_trainers()->set_sessions_a_month(0);
  EXPECT_THAT(
      ViolatedFields(Forecast(request).status()),
      ElementsAre("parent", "as_of_date", "months", "target", "confidence", "paths",
                  "waves[0].practices", "waves[0].support_months", "waves[0].people_a_practice",
                  "waves[0].start_month", "scenarios[0].id", "scenarios[0].delivered",
                  "extra_intakes[0].staff_group", "extra_intakes[0].people",
                  "extra_intakes[0].from_month", "extra_intakes[0].steering_group",
                  "staff[0].staff_group", "staff[0].turnover", "staff[1].staff_group",
                  "facilitators.lead_months", "trainers.completes", "trainers.sessions_a_month"));
}

}  // namespace
}  // namespace pcsp::gateway

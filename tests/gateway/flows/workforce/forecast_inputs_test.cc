#include <string>

#include "gateway/flows/workforce/workforce_forecast.h"
#include "gmock/gmock.h"
#include "tests/gateway/flows/workforce/forecast_fixture.h"
#include "tests/support/status_matchers.h"

namespace pcsp::gateway {
namespace {

namespace pb = planning::v1;
using registry::v1::APPOINTMENT_ROLE_FACILITATOR;
using registry::v1::APPOINTMENT_ROLE_STAFF;
using registry::v1::APPOINTMENT_ROLE_TRAINER;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Named;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;
using testing::WorkforceForecastTest;
using enum type::v1::StaffGroup;

TEST_F(WorkforceForecastTest, PostsAreHeadcountsBySteeringGroupAndWhatIsNotKnownIsSaid) {
  const auto reply = Forecast(Request());
  ASSERT_OK(reply);
  EXPECT_EQ(reply->competence(), "conversation");
  EXPECT_EQ(reply->as_of_date(), "2027-01-15");
  EXPECT_EQ(reply->problem().first_month(), "2027-01");
  ASSERT_THAT(reply->problem().posts(), SizeIs(3));
  EXPECT_EQ(reply->problem().posts(0).site(), "(none)");
  EXPECT_EQ(reply->problem().posts(1).site(), "north");
  EXPECT_EQ(reply->problem().posts(1).role(), "gp");
  EXPECT_EQ(reply->problem().posts(1).posts(), 9);
  EXPECT_EQ(reply->problem().posts(2).role(), "nurse");
  EXPECT_EQ(reply->problem().posts(2).posts(), 3);
  EXPECT_THAT(reply->missing(), Contains(HasSubstr("nurse is not known of 2 of 3 practices")));
  EXPECT_THAT(reply->missing(), Contains(HasSubstr("admin is not known of 3 of 3 practices")));
  EXPECT_THAT(reply->missing(), Not(Contains(HasSubstr("staff group gp"))));
  EXPECT_THAT(reply->missing(), Contains(StartsWith("Nobody's attendance is recorded")));
  EXPECT_EQ(reply->problem().roles(0).validity_months(), 24);
}

TEST_F(WorkforceForecastTest, WhoLeftIsNeitherTrainedNorExpectedAndWhoJoinedIsAPost) {
  programme_.AddCompetence("ann", "a", "");
  programme_.AddCompetence("ben", "a", "");
  AddSession("s1", "core", "2027-02-10");
  programme_.AddEnrolment("s1", "cat", "a");
  for (const char* person : {"ben", "cat"}) {
    auto& one =
        programme_.AddAppointment(person, APPOINTMENT_ROLE_STAFF, "a", "2020-01-01", "2027-01-14");
    one.set_person(Named(std::string("people/") + person));
  }
  for (const char* person : {"dan", "eve", "fay"}) {
    auto& one = programme_.AddAppointment(person, APPOINTMENT_ROLE_STAFF, "c", "2027-01-10");
    one.set_person(Named(std::string("people/") + person));
    one.set_staff_group(STAFF_GROUP_GP);
  }
  const auto reply = Forecast(Request());
  ASSERT_OK(reply);
  EXPECT_EQ(reply->problem().posts(0).posts(), 3)
      << "three are appointed to c where two are counted";
  EXPECT_EQ(reply->problem().posts(1).trained(), 1);
  EXPECT_EQ(reply->problem().posts(1).intakes(1), 0);
  EXPECT_THAT(reply->assumed(), Contains(HasSubstr("2 trained or enrolled people have left")));
}

TEST_F(WorkforceForecastTest, TrainedPeopleLapseUnlessTheyAreBookedAndTheEnrolledAreIntakes) {
  programme_.AddCompetence("ann", "a", "2027-06-01");
  programme_.AddCompetence("ben", "a", "2027-04-01");
  programme_.AddCompetence("cat", "b", "");
  programme_.AddCompetence("dan", "b", "2029-01-01");     // beyond the year looked at
  programme_.AddCompetence("eve", "gone", "2027-06-01");  // a practice that is not there
  programme_.AddCompetence("old", "a", "2026-06-01");
  programme_.competences.back().set_state(pb::COMPETENCE_STATE_LAPSED);
  AddSession("s1", "core", "2027-02-10");
  programme_.AddEnrolment("s1", "new", "a");
  programme_.AddEnrolment("s1", "old", "a");  // has had it once
  programme_.AddEnrolment("s1", "far", "elsewhere");
  AddSession("s2", "again", "2027-03-10");
  programme_.AddEnrolment("s2", "ben", "a");
  AddSession("s3", "core", "2027-05-10").set_state(pb::SESSION_STATE_CANCELLED);
  programme_.AddEnrolment("s3", "nobody", "a");
  AddSession("s4", "core", "2027-01-10");  // before the day
  programme_.AddEnrolment("s4", "early", "a");
  const auto reply = Forecast(Request());
  ASSERT_OK(reply);
  const pb::WorkforcePost& gps = reply->problem().posts(1);
  EXPECT_EQ(gps.trained(), 4);
  EXPECT_THAT(gps.intakes(), ElementsAre(0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  EXPECT_THAT(gps.expiring(), ElementsAre(0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0));
  EXPECT_EQ(reply->problem().posts(0).trained(), 0);
  EXPECT_THAT(reply->assumed(),
              Contains("Everybody with a place comes: 3 people in 2 sessions; 21 places that are "
                       "free stay so."));
  EXPECT_THAT(reply->assumed(), Contains(HasSubstr("The 1 competences of staff group gp")));
  EXPECT_THAT(reply->missing(), Contains(StartsWith("1 trained people come from practices that")));
  // Two trained in February are there in the forecast too.
  EXPECT_GT(reply->forecast().posts(1).months(1).mean(),
            reply->forecast().posts(1).months(0).mean() + 1.5);
}

TEST_F(WorkforceForecastTest, PlacesThatAPlanKeepsAreIntakesUnlessTheyAreTakenOrRenewals) {
  const auto keep = [](pb::Session& session, const std::string& practice, int people) {
    pb::PlaceReservation& kept = *session.add_reservations();
    kept.set_practice(Named("organisations/" + practice));
    kept.set_staff_group(STAFF_GROUP_GP);
    kept.set_people(people);
  };
  pb::Session& core = AddSession("s1", "core", "2027-02-10");
  keep(core, "a", 3);
  keep(core, "b", 2);
  keep(core, "gone", 4);                      // a practice that is not there
  programme_.AddEnrolment("s1", "ann", "a");  // takes one of the three
  AddCourse("follow-up", pb::COURSE_KIND_FOLLOW_UP, 24);
  programme_.courses.back().add_prerequisites(Named("courses/core"));
  keep(AddSession("s2", "follow-up", "2027-04-10"), "a", 3);
  const auto reply = Forecast(Request());
  ASSERT_OK(reply);
  const pb::WorkforcePost& gps = reply->problem().posts(1);
  EXPECT_THAT(gps.intakes(), ElementsAre(0, 1 + 2 + 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  EXPECT_THAT(reply->assumed(), Contains("Practices send as many as the programme's plan keeps "
                                         "places for: 7."));
  EXPECT_THAT(reply->assumed(), Contains("Everybody with a place comes: 1 people in 2 sessions; 16 "
                                         "places that are free stay so."));
  EXPECT_THAT(reply->assumed(), Contains(StartsWith("3 places are of people who have")));
}

TEST_F(WorkforceForecastTest, MoreTrainedThanThereArePostsAreSaid) {
  for (const char* person : {"x", "y", "z"}) programme_.AddCompetence(person, "c", "");
  const auto reply = Forecast(Request());
  ASSERT_OK(reply);
  EXPECT_EQ(reply->problem().posts(0).trained(), 2);
  EXPECT_THAT(reply->assumed(), Contains(StartsWith("1 trained people are more than")));
}

TEST_F(WorkforceForecastTest, TurnoverIsLearnedFromAppointmentsThatEnded) {
  programme_.AddAppointment("s1", APPOINTMENT_ROLE_STAFF, "a", "2020-01-01");
  programme_.AddAppointment("s2", APPOINTMENT_ROLE_STAFF, "b", "2026-01-15", "2026-07-14");
  programme_.AddAppointment("s3", APPOINTMENT_ROLE_STAFF, "b", "2010-01-01", "2020-01-01");
  programme_.AddAppointment("s4", APPOINTMENT_ROLE_STAFF, "north", "2020-01-01");
  auto request = Request();
  const auto reply = Forecast(request);
  ASSERT_OK(reply);
  const pb::WorkforcePost& gps = reply->problem().posts(1);
  EXPECT_EQ(gps.leavers(), 1);
  EXPECT_NEAR(gps.person_months(), 24 + 6, 0.1);
  EXPECT_EQ(reply->problem().posts(2).person_months(), 0);
  EXPECT_THAT(reply->assumed(), Contains("Of staff group gp, 1 left in 30 months of work of the "
                                         "last two years: turnover is taken to be about 2.5 % a "
                                         "month."));
  EXPECT_THAT(reply->assumed(), Contains(HasSubstr("nurse, no appointments are known")));

  v1::StaffAssumption& known = *request.add_staff();
  known.set_staff_group(STAFF_GROUP_GP);
  known.set_turnover(0.04);
  known.set_replaced_trained(0.25);
  known.set_refreshed(0.75);
  known.set_target(0.5);
  const auto assumed = Forecast(request);
  ASSERT_OK(assumed);
  EXPECT_EQ(assumed->problem().roles(0).turnover(), 0.04);
  EXPECT_EQ(assumed->problem().roles(0).replaced_trained(), 0.25);
  EXPECT_EQ(assumed->problem().roles(0).refreshed(), 0.75);
  EXPECT_EQ(assumed->problem().posts(1).person_months(), 0);
  EXPECT_EQ(assumed->problem().posts(1).target(), 0.5);
  EXPECT_EQ(assumed->problem().posts(2).target(), 0.8);
  EXPECT_THAT(assumed->assumed(), Not(Contains(HasSubstr("gp, 1 left"))));
}

TEST_F(WorkforceForecastTest, FacilitatorsCountWithTheirHoursAndTheirPractices) {
  programme_.AddAppointment("f1", APPOINTMENT_ROLE_FACILITATOR, "north", "2024-01-01",
                            "2027-05-31");
  programme_.AddAppointment("f2", APPOINTMENT_ROLE_FACILITATOR, "north", "2026-01-15")
      .set_hours_per_month(30);
  programme_.AddAppointment("f3", APPOINTMENT_ROLE_FACILITATOR, "north", "2024-01-01");
  programme_.AddAppointment("f4", APPOINTMENT_ROLE_FACILITATOR, "north", "2027-03-01")
      .set_hours_per_month(36);
  programme_.AddAppointment("f5", APPOINTMENT_ROLE_FACILITATOR, "north", "2024-01-01", "2026-06-30")
      .set_hours_per_month(30);
  auto* load = programme_.caseload.add_facilitators();
  load->set_facilitator(Named("appointments/f1"));
  load->set_capacity_hours(12 * 24);
  programme_.AddAssignment("f1", "a", "2026-01-01");
  programme_.AddAssignment("f2", "b", "2027-01-01", "2027-03-31");
  programme_.AddAssignment("f2", "a", "2027-02-01", "2027-02-28");  // two look after a
  programme_.AddAssignment("f9", "c", "2027-01-01");                // of another programme's part
  programme_.AddAssignment("f2", "c", "2026-01-01", "2026-12-31");  // over
  const auto reply = Forecast(Request());
  ASSERT_OK(reply);
  EXPECT_EQ(programme_.caseload_asked.from_date(), "2027-01-01");
  EXPECT_EQ(programme_.caseload_asked.until_date(), "2027-12-31");
  ASSERT_THAT(reply->problem().facilitators(), SizeIs(1));
  const pb::WorkforceFacilitators& pool = reply->problem().facilitators(0);
  EXPECT_EQ(pool.active(), 2);
  EXPECT_THAT(pool.leaving(), ElementsAre(0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0));
  EXPECT_THAT(pool.joining(), ElementsAre(0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  EXPECT_DOUBLE_EQ(pool.hours_a_month(), (24 + 30 + 36) / 3.0);
  EXPECT_EQ(pool.leavers(), 1);
  EXPECT_NEAR(pool.person_months(), 24 + 12 + 24 + 17.5, 0.2);
  EXPECT_THAT(pool.practices(), ElementsAre(2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1));
  EXPECT_DOUBLE_EQ(pool.hours_a_practice(), 1.25);
  EXPECT_THAT(reply->missing(), Contains(StartsWith("The hours of 1 facilitators are not known")));
  EXPECT_THAT(reply->assumed(), Contains(StartsWith("1 practices that are supported until")));
}

TEST_F(WorkforceForecastTest, TrainersCountByHowFarTheyAre) {
  for (const char* id : {"t1", "t2", "t3", "t4", "t5"}) {
    programme_.AddAppointment(id, APPOINTMENT_ROLE_TRAINER, "north", "2024-01-01");
  }
  programme_.AddTrainer("t1", pb::TRAINER_STAGE_QUALITY_ASSURED);
  programme_.AddTrainer("t2", pb::TRAINER_STAGE_CO_DELIVERING);
  programme_.AddTrainer("t3", pb::TRAINER_STAGE_CANDIDATE);
  programme_.AddTrainer("t4", pb::TRAINER_STAGE_LAPSED);
  AddSession("s1", "core", "2027-02-10");
  auto request = Request();
  const auto reply = Forecast(request);
  ASSERT_OK(reply);
  ASSERT_THAT(reply->problem().trainers(), SizeIs(1));
  const pb::WorkforceTrainers& pool = reply->problem().trainers(0);
  EXPECT_EQ(pool.active(), 2);
  // Of three steps to co-delivery a candidate has two left: six of nine months.
  EXPECT_THAT(pool.joining(), ElementsAre(0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0));
  EXPECT_EQ(pool.seats_a_session(), 12);
  for (const auto& post : reply->problem().posts()) EXPECT_EQ(post.trainers(), "trainers");
  EXPECT_THAT(reply->missing(), Contains(StartsWith("How far 1 trainers are on their path")));
  EXPECT_THAT(reply->missing(), Contains(StartsWith("Whether 1 trainers who have lapsed")));

  // A course that only the quality-assured may lead.
  programme_.courses[0].set_trainer_stage(pb::TRAINER_STAGE_QUALITY_ASSURED);
  programme_.courses[1].set_trainer_stage(pb::TRAINER_STAGE_QUALITY_ASSURED);
  request.mutable_trainers()->set_seats_a_session(16);
  const auto stricter = Forecast(request);
  ASSERT_OK(stricter);
  EXPECT_EQ(stricter->problem().trainers(0).active(), 1);
  EXPECT_EQ(stricter->problem().trainers(0).seats_a_session(), 16);
}

TEST_F(WorkforceForecastTest, WhatNobodyKnowsIsNotTakenForNobody) {
  auto request = Request();
  request.add_waves()->set_practices(5);
  const auto reply = Forecast(request);
  ASSERT_OK(reply);
  EXPECT_THAT(reply->problem().facilitators(), IsEmpty());
  EXPECT_THAT(reply->problem().trainers(), IsEmpty());
  EXPECT_THAT(reply->missing(), Contains(StartsWith("No facilitator is known with their hours")));
  EXPECT_THAT(reply->missing(), Contains(StartsWith("No trainer is known with their path")));
  EXPECT_THAT(reply->answers(), Contains("When 5 more practices can start cannot be said: neither "
                                         "facilitators nor trainers are known."));
}

}  // namespace
}  // namespace pcsp::gateway

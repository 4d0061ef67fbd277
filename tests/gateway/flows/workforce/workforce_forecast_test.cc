#include "gateway/flows/workforce/workforce_forecast.h"

#include <string>

#include "absl/strings/str_join.h"
#include "gateway/flows/workforce/compare_forecasts.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/gateway/flows/workforce/fake_programme.h"
#include "tests/support/status_matchers.h"

namespace pcsp::gateway {
namespace {

namespace pb = planning::v1;
using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
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
using enum type::v1::StaffGroup;

rpc::Call Now() {
  const absl::Time now = absl::FromCivil(absl::CivilDay(2027, 1, 15), absl::UTCTimeZone());
  return {.now = now, .deadline = absl::Now() + absl::Seconds(20)};
}

// North has two practices, and one has no steering group; of b the nurses are not known. Core days
// and refreshers grant `conversation`.
class WorkforceForecastTest : public ::testing::Test {
 protected:
  WorkforceForecastTest() {
    programme_.AddPractice("a", "north", {{STAFF_GROUP_GP, 5}, {STAFF_GROUP_NURSE, 3}});
    programme_.AddPractice("b", "north", {{STAFF_GROUP_GP, 4}});
    programme_.AddPractice("c", "", {{STAFF_GROUP_GP, 2}});
    AddCourse("core", pb::COURSE_KIND_CORE_DAY, 24);
    AddCourse("again", pb::COURSE_KIND_REFRESHER, 12);
  }

  void AddCourse(const std::string& id, pb::CourseKind kind, int months) {
    pb::Course& course = programme_.courses.emplace_back();
    course.set_name(Named("courses/" + id));
    course.set_kind(kind);
    course.set_competence("conversation");
    course.set_validity_months(months);
  }
  pb::Session& AddSession(const std::string& id, const std::string& course,
                          const std::string& day) {
    pb::Session& session = programme_.sessions.emplace_back();
    session.set_name(Named("sessions/" + id));
    session.set_course(Named("courses/" + course));
    session.set_start(day + "T09:30");
    session.set_capacity(12);
    session.set_state(pb::SESSION_STATE_PLANNED);
    return session;
  }
  // Two facilitators of 20 hours a month and two quality-assured trainers, since always.
  void AddPeople() {
    for (const char* id : {"f1", "f2"}) {
      programme_.AddAppointment(id, APPOINTMENT_ROLE_FACILITATOR, "north", "2024-01-01")
          .set_hours_per_month(20);
    }
    for (const char* id : {"t1", "t2"}) {
      programme_.AddAppointment(id, APPOINTMENT_ROLE_TRAINER, "north", "2024-01-01");
      programme_.AddTrainer(id, pb::TRAINER_STAGE_QUALITY_ASSURED);
    }
  }

  v1::GetWorkforceForecastRequest Request() const {
    v1::GetWorkforceForecastRequest request;
    request.set_parent(testing::kProgramme);
    request.set_months(12);
    request.set_paths(0);
    return request;
  }
  absl::StatusOr<v1::WorkforceForecast> Forecast(const v1::GetWorkforceForecastRequest& request) {
    return GetWorkforceForecast(clients_, Now(), request);
  }

  testing::FakeProgramme programme_;
  Clients clients_{programme_.channels()};
};

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

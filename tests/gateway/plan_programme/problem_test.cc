#include "gateway/flows/plan_programme/problem.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace pcsp::gateway {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string In(const std::string& rest) { return absl::StrCat("programmes/north/", rest); }

// Two steering groups of one whole system, each with a hall; a practice in each with two GPs and
// three nurses; a core day and a follow-up for both groups; one trainer of the whole system. Ten
// fortnights from Monday 2 March 2026; today is 23 February.
class ProblemTest : public ::testing::Test {
 protected:
  ProblemTest() {
    facts_.today = absl::CivilDay(2026, 2, 23);
    facts_.start = absl::CivilDay(2026, 3, 2);
    facts_.fortnights = 10;
    AddCourse("core", "");
    AddCourse("follow-up", "core");
    AddSite("ws", type::v1::LEVEL_WHOLE_SYSTEM, "");
    for (const char* const group : {"sg1", "sg2"}) {
      AddSite(group, type::v1::LEVEL_STEERING_GROUP, "");
      AddVenue(absl::StrCat("hall-", group), group, 12);
    }
    AddSite("p1", type::v1::LEVEL_PRACTICE, "sg1");
    AddSite("p2", type::v1::LEVEL_PRACTICE, "sg2");
    AddTrainer("t1", "ws");
    request_.set_parent("programmes/north");
  }

  // Both grant the same, as core day and follow-up do.
  void AddCourse(const std::string& id, const std::string& after,
                 planning::v1::CourseKind kind = planning::v1::COURSE_KIND_CORE_DAY) {
    facts_.courses.push_back(KnowCourse(id, after, kind));
  }
  // One that is not planned.
  planning::v1::Course& KnowCourse(const std::string& id, const std::string& after,
                                   planning::v1::CourseKind kind) {
    planning::v1::Course& course = facts_.known_courses[In("courses/" + id)];
    course.set_name(In("courses/" + id));
    course.set_title("Course " + id);
    course.set_kind(kind);
    course.set_competence("conversation");
    if (!after.empty()) course.add_prerequisites(In("courses/" + after));
    return course;
  }
  // Somebody who was at these courses and whose competence holds until a day.
  PlanPerson& AddPerson(const std::string& practice, type::v1::StaffGroup group,
                        const std::vector<std::string>& courses,
                        absl::CivilDay lapse = kNeverLapses) {
    PlanPerson& person = facts_.people.emplace_back();
    person.posts = {{In("organisations/" + practice), group}};
    for (const std::string& course : courses) person.attended.insert(In("courses/" + course));
    person.held["conversation"] = lapse;
    return person;
  }
  // "p1 core nurse 2 prerequisite words".
  static std::vector<std::string> NotPlanned(const planning::v1::CohortProblem& problem) {
    std::vector<std::string> listed;
    for (const auto& one : problem.not_planned()) {
      listed.push_back(absl::StrCat(one.practice(), " ", one.course(), " ", one.role(), " ",
                                    one.people(), ": ", one.words()));
    }
    return listed;
  }
  void AddSite(const std::string& id, type::v1::Level level, const std::string& group) {
    registry::v1::Site& site = facts_.sites.emplace_back();
    site.set_organisation(In("organisations/" + id));
    site.set_level(level);
    if (level != type::v1::LEVEL_WHOLE_SYSTEM) site.set_whole_system(In("organisations/ws"));
    if (level != type::v1::LEVEL_PRACTICE) return;
    site.set_steering_group(In("organisations/" + group));
    for (const auto& [staff, people] :
         {std::pair(type::v1::STAFF_GROUP_GP, 2), std::pair(type::v1::STAFF_GROUP_NURSE, 3),
          std::pair(type::v1::STAFF_GROUP_LEADERSHIP, 9)}) {
      type::v1::Headcount& headcount = *site.add_headcounts();
      headcount.set_staff_group(staff);
      headcount.set_people(people);
    }
  }
  void AddVenue(const std::string& id, const std::string& region, int seats) {
    planning::v1::Venue& venue = facts_.venues.emplace_back();
    venue.set_name(In("venues/" + id));
    venue.set_region(In("organisations/" + region));
    venue.set_postcode("NE1 " + id);
    venue.set_seats(seats);
  }
  void AddPlace(const std::string& postcode, int easting, int northing) {
    planning::v1::Place place;
    place.set_postcode(postcode);
    place.set_easting(easting);
    place.set_northing(northing);
    facts_.places.Add(place);
  }
  void AddTrainer(const std::string& id, const std::string& organisation) {
    planning::v1::Trainer& trainer = facts_.trainers.emplace_back();
    trainer.set_appointment(In("appointments/" + id));
    facts_.appointments[trainer.appointment()].set_organisation(
        In("organisations/" + organisation));
  }
  void AddLeave(const std::string& id, const std::string& first, const std::string& last) {
    planning::v1::Leave& leave = facts_.leaves.emplace_back();
    leave.set_appointment(In("appointments/" + id));
    leave.set_start_date(first);
    leave.set_end_date(last);
  }
  planning::v1::Session& AddSession(const std::string& id, const std::string& day) {
    planning::v1::Session& session = facts_.sessions.emplace_back();
    session.set_name(In("sessions/" + id));
    session.set_course(In("courses/core"));
    session.set_venue(In("venues/hall-sg1"));
    session.set_start(day + "T09:00");
    session.set_capacity(12);
    session.set_etag("\"3\"");
    return session;
  }
  void Keep(planning::v1::Session& session, const std::string& practice, int people) {
    auto& kept = *session.add_reservations();
    kept.set_practice(In("organisations/" + practice));
    kept.set_people(people);
  }
  void Enrol(const std::string& session, const std::string& practice,
             type::v1::StaffGroup group = type::v1::STAFF_GROUP_GP) {
    auto& enrolment = facts_.enrolled[In("sessions/" + session)].emplace_back();
    enrolment.set_practice(In("organisations/" + practice));
    enrolment.set_staff_group(group);
  }
  planning::v1::CohortProblem Problem() {
    auto built = ProblemOf(facts_, request_);
    EXPECT_OK(built);
    if (!built.ok()) return {};
    notes_ = built->notes;
    return built->problem;
  }
  static std::vector<std::string> RolesOf(const planning::v1::CohortNeed& need) {
    std::vector<std::string> roles;
    for (const auto& role : need.roles()) roles.push_back(absl::StrCat(role.role(), role.people()));
    return roles;
  }

  PlanFacts facts_;
  v1::PlanProgrammeRequest request_;
  std::vector<std::string> notes_;
};

TEST_F(ProblemTest, HasWhatIsThere) {
  const auto problem = Problem();
  EXPECT_EQ(problem.fortnights(), 10);
  EXPECT_EQ(problem.start_date(), "2026-03-02");
  ASSERT_THAT(problem.courses(), SizeIs(2));
  EXPECT_EQ(problem.courses(1).after(), "core");
  ASSERT_THAT(problem.regions(), SizeIs(1));
  EXPECT_EQ(problem.regions(0).id(), "ws");
  ASSERT_THAT(problem.trainers(), SizeIs(1));
  EXPECT_EQ(problem.trainers(0).region(), "ws");
  ASSERT_THAT(problem.practices(), SizeIs(2));
  const auto& practice = problem.practices(0);
  EXPECT_EQ(practice.id(), "p1");
  EXPECT_EQ(practice.backfill(), 1);  // a quarter of five
  ASSERT_THAT(practice.needs(), SizeIs(2));
  EXPECT_THAT(RolesOf(practice.needs(0)), ElementsAre("gp2", "nurse3"));
  ASSERT_THAT(problem.series(), SizeIs(4));
  EXPECT_EQ(problem.series(0).seats(), 12);
  EXPECT_EQ(problem.series(0).trainers(), 2);
  EXPECT_EQ(problem.costs().unmet(), 2000);
  EXPECT_THAT(problem.current().bookings(), IsEmpty());
}

TEST_F(ProblemTest, WhoeverIsTrainedNeedsItNoMore) {
  for (int i = 0; i < 2; ++i) AddPerson("p1", type::v1::STAFF_GROUP_NURSE, {"core"});
  for (int i = 0; i < 5; ++i) AddPerson("p2", type::v1::STAFF_GROUP_GP, {"core", "follow-up"});
  // Before the plan begins: one who is known by name, and a place kept for whoever comes.
  auto& soon = AddSession("soon", "2026-02-26");
  Enrol("soon", "p1", type::v1::STAFF_GROUP_GP);
  facts_.people.emplace_back().posts = {{In("organisations/p1"), type::v1::STAFF_GROUP_GP}};
  facts_.people.back().expected.insert(In("courses/core"));
  for (const auto& [group, people] :
       {std::pair(type::v1::STAFF_GROUP_GP, 1), std::pair(type::v1::STAFF_GROUP_NURSE, 1)}) {
    Keep(soon, "p1", people);
    soon.mutable_reservations(soon.reservations_size() - 1)->set_staff_group(group);
  }
  const auto problem = Problem();
  EXPECT_THAT(RolesOf(problem.practices(0).needs(0)), ElementsAre("gp1"));
  EXPECT_THAT(RolesOf(problem.practices(0).needs(1)), ElementsAre("gp2", "nurse3"));
  EXPECT_THAT(RolesOf(problem.practices(1).needs(0)), ElementsAre("nurse3"));
  EXPECT_THAT(RolesOf(problem.practices(1).needs(1)), ElementsAre("nurse3"));
  EXPECT_THAT(problem.sessions(), IsEmpty());
  EXPECT_THAT(problem.not_planned(), IsEmpty());
}

TEST_F(ProblemTest, OneCompetenceDoesNotStandInForTheRestOfTheSequence) {
  AddPerson("p1", type::v1::STAFF_GROUP_GP, {"core"});
  AddPerson("p1", type::v1::STAFF_GROUP_NURSE, {"follow-up"});  // so also the core day, somewhere
  KnowCourse("again", "core", planning::v1::COURSE_KIND_REFRESHER);
  AddPerson("p1", type::v1::STAFF_GROUP_NURSE, {"core", "again"});  // trained, and renewed it
  auto& lapsed = AddPerson("p1", type::v1::STAFF_GROUP_NURSE, {"core", "follow-up"});
  lapsed.held.clear();
  const auto problem = Problem();
  EXPECT_THAT(RolesOf(problem.practices(0).needs(0)), ElementsAre("gp1", "nurse1"));
  EXPECT_THAT(RolesOf(problem.practices(0).needs(1)), ElementsAre("gp2", "nurse1"));
}

TEST_F(ProblemTest, RefreshersAreForThoseWhoseCompetenceLapsesBeforeItDoes) {
  facts_.courses.clear();
  AddCourse("again", "core", planning::v1::COURSE_KIND_REFRESHER);
  request_.set_refresher_weeks(8);
  const absl::CivilDay start = facts_.start;
  AddPerson("p1", type::v1::STAFF_GROUP_NURSE, {"core"}, start + 14 * 5);
  AddPerson("p1", type::v1::STAFF_GROUP_GP, {"core"}, start + 14 * 5 + 3);
  AddPerson("p1", type::v1::STAFF_GROUP_GP, {"core"}, start + 14 * 9);          // much later
  AddPerson("p2", type::v1::STAFF_GROUP_NURSE, {"core"}, start + 14 * 10 + 1);  // after the plan
  AddPerson("p2", type::v1::STAFF_GROUP_GP, {"core"});                          // never
  AddPerson("p2", type::v1::STAFF_GROUP_NURSE, {"core"}, start + 13);           // too soon
  const auto problem = Problem();
  ASSERT_THAT(problem.practices(), SizeIs(1)) << "whoever was never trained needs no refresher";
  const auto& needs = problem.practices(0).needs();
  ASSERT_THAT(needs, SizeIs(2));
  EXPECT_THAT(RolesOf(needs[0]), ElementsAre("gp1", "nurse1"));
  EXPECT_EQ(needs[0].from(), 2) << "eight weeks before the later of the two";
  EXPECT_EQ(needs[0].until(), 4) << "over when the earlier lapses";
  EXPECT_THAT(RolesOf(needs[1]), ElementsAre("gp1"));
  EXPECT_EQ(needs[1].from(), 5);
  EXPECT_EQ(needs[1].until(), 8);
  EXPECT_EQ(problem.courses(0).after(), "");
  EXPECT_THAT(
      NotPlanned(problem),
      ElementsAre("p2 again nurse 1: what they can do lapses before the first session could "
                  "be held"));
}

TEST_F(ProblemTest, ClosedDaysLeaveAVenueOneSessionADayOfWhateverCourse) {
  const absl::CivilDay start = facts_.start;
  for (int day = 28; day < 42; ++day) facts_.closed.insert(start + day);  // the third, wholly
  for (int day = 56; day < 69; ++day) facts_.closed.insert(start + day);  // a Friday is left
  facts_.closed.erase(start + 67);
  facts_.closed.insert(start + 70);  // and a day of the sixth
  const auto problem = Problem();
  for (const auto& series : problem.series()) {
    EXPECT_THAT(series.except(), ElementsAre(2)) << "the Friday may be for either course";
  }
  for (const auto& venue : problem.venues()) {
    ASSERT_THAT(venue.days(), SizeIs(10));
    EXPECT_EQ(venue.days(2), 0);
    EXPECT_EQ(venue.days(4), 1);
    EXPECT_EQ(venue.days(5), 9);
  }
}

TEST_F(ProblemTest, WithADayForEachCourseDaysAreNoLimit) {
  for (int day = 0; day < 10; ++day) facts_.closed.insert(facts_.start + day);
  const auto problem = Problem();  // Thursday and Friday are left of the first fortnight
  for (const auto& venue : problem.venues()) EXPECT_THAT(venue.days(), IsEmpty());
}

TEST_F(ProblemTest, LeaveCountsOnDaysOnWhichThereIsTeaching) {
  const absl::CivilDay start = facts_.start;
  for (int day = 0; day < 5; ++day) facts_.closed.insert(start + day);
  planning::v1::Leave& leave = facts_.leaves.emplace_back();
  leave.set_appointment(In("appointments/t1"));
  leave.set_start_date(absl::FormatCivilTime(start + 7));
  leave.set_end_date(absl::FormatCivilTime(start + 9));
  const auto problem = Problem();
  ASSERT_THAT(problem.trainers(0).leave(), SizeIs(1)) << "three of the five days that are left";
  EXPECT_EQ(problem.trainers(0).leave(0).until(), 0);
}

TEST_F(ProblemTest, ABookedRefresherWidensItsWindow) {
  facts_.courses.clear();
  AddCourse("again", "core", planning::v1::COURSE_KIND_REFRESHER);
  request_.set_refresher_weeks(4);
  AddPerson("p1", type::v1::STAFF_GROUP_NURSE, {"core"}, facts_.start + 14 * 8);
  auto& session = AddSession("s1", "2026-03-18");
  session.set_course(In("courses/again"));
  Keep(session, "p1", 1);
  const auto problem = Problem();
  ASSERT_THAT(problem.practices(0).needs(), SizeIs(1));
  EXPECT_EQ(problem.practices(0).needs(0).from(), 1);
  EXPECT_EQ(problem.practices(0).needs(0).until(), 7);
}

TEST_F(ProblemTest, WhatIsDueAndNotPlannedIsNoted) {
  KnowCourse("again", "core", planning::v1::COURSE_KIND_REFRESHER);
  AddPerson("p1", type::v1::STAFF_GROUP_NURSE, {"core"}, facts_.start + 40);
  Problem();
  EXPECT_THAT(notes_, ::testing::Contains(HasSubstr("\"Course again\" is not planned")));
}

TEST_F(ProblemTest, WhoLacksAPrerequisiteThatIsNotPlannedIsListed) {
  facts_.courses.erase(facts_.courses.begin());  // the follow-up alone
  AddPerson("p1", type::v1::STAFF_GROUP_GP, {"core"});
  const auto problem = Problem();
  ASSERT_THAT(problem.practices(), SizeIs(1));
  EXPECT_THAT(RolesOf(problem.practices(0).needs(0)), ElementsAre("gp1"));
  const std::string why = ": they have not done \"Course core\", which is not planned";
  EXPECT_THAT(NotPlanned(problem),
              ElementsAre("p1 follow-up gp 1" + why, "p1 follow-up nurse 3" + why,
                          "p2 follow-up gp 2" + why, "p2 follow-up nurse 3" + why));
  EXPECT_THAT(notes_, ::testing::Contains(
                          AllOf(HasSubstr("9 people are not planned for \"Course follow-up\""),
                                HasSubstr("p1 (4), p2 (5)"))));
}

TEST_F(ProblemTest, CoursesThatNeedTheSameOneComeOneAfterAnother) {
  AddCourse("teach", "core", planning::v1::COURSE_KIND_TRAIN_THE_TRAINER);
  AddCourse("again", "core", planning::v1::COURSE_KIND_REFRESHER);
  const auto problem = Problem();
  EXPECT_EQ(problem.courses(1).after(), "core");
  EXPECT_EQ(problem.courses(2).after(), "follow-up");
  EXPECT_EQ(problem.courses(3).after(), "") << "a refresher is for who has done the rest";
  EXPECT_THAT(notes_, ::testing::Contains(HasSubstr("\"Course teach\" is planned after")));
}

TEST_F(ProblemTest, PracticesLeftOutAreListedAsNotPlanned) {
  facts_.without = {In("organisations/sg2"), In("organisations/p2")};
  const auto problem = Problem();
  EXPECT_THAT(problem.practices(), SizeIs(1));
  const std::string why = ": their practice was left out on request";
  EXPECT_THAT(NotPlanned(problem),
              ElementsAre("p2 core gp 2" + why, "p2 core nurse 3" + why, "p2 follow-up gp 2" + why,
                          "p2 follow-up nurse 3" + why));
}

TEST_F(ProblemTest, PracticesOutOfReachAreNamedAllAtOnce) {
  for (const char* const practice : {"p1", "p2"}) {
    facts_.postcodes[In(absl::StrCat("organisations/", practice))] = "NE9 9AA";
  }
  AddPlace("NE9 9AA", 200'000, 560'000);
  AddPlace("NE1 HALL-SG1", 403'000, 564'000);
  AddPlace("NE1 HALL-SG2", 400'000, 660'000);
  const auto built = ProblemOf(facts_, request_);
  EXPECT_THAT(built, HasReason("NO_VENUE_IN_REACH"));
  EXPECT_THAT(ViolatedFields(built.status()), ElementsAre("without", "without"));
  facts_.without = {In("organisations/p1"), In("organisations/p2")};
  EXPECT_THAT(ProblemOf(facts_, request_), HasReason("NOTHING_TO_PLAN"));
}

TEST_F(ProblemTest, LeavesOutWhoTakesNoPartAndWhatIsElsewhere) {
  facts_.sites.back().set_state(registry::v1::MILESTONE_STATE_WITHDRAWN);
  EXPECT_THAT(Problem().practices(), SizeIs(1));
  facts_.sites.back().set_state(registry::v1::MILESTONE_STATE_LIVE);
  facts_.within = {In("organisations/sg2"), In("organisations/p2")};
  const auto problem = Problem();
  ASSERT_THAT(problem.practices(), SizeIs(1));
  EXPECT_EQ(problem.practices(0).id(), "p2");
  ASSERT_THAT(problem.venues(), SizeIs(1));
  EXPECT_EQ(problem.venues(0).id(), "hall-sg2");
}

TEST_F(ProblemTest, DistancesComeFromPlacesAndAreTakenFromRegionsOtherwise) {
  facts_.postcodes[In("organisations/p1")] = "NE2 1AA";
  AddPlace("NE2 1AA", 400'000, 560'000);
  AddPlace("NE1 HALL-SG1", 403'000, 564'000);
  AddPlace("NE1 HALL-SG2", 400'000, 660'000);
  const auto problem = Problem();
  ASSERT_THAT(problem.practices(0).reach(), SizeIs(1)) << "100 km are out of reach";
  EXPECT_NEAR(problem.practices(0).reach(0).km(), 2 * 5 * 1.3, 1e-9);
  ASSERT_THAT(problem.practices(1).reach(), SizeIs(2));
  EXPECT_EQ(problem.practices(1).reach(0).km(), 80);
  EXPECT_EQ(problem.practices(1).reach(1).km(), 40);
  EXPECT_THAT(notes_, ElementsAre(HasSubstr("1 practices and 0 venues")));
}

TEST_F(ProblemTest, AVenueAboveWholeSystemsIsForAllOfThem) {
  AddVenue("centre", "england", 100);
  facts_.parts[In("organisations/england")] = {facts_.sites[0], facts_.sites[1]};
  AddSite("ws2", type::v1::LEVEL_WHOLE_SYSTEM, "");
  facts_.parts[In("organisations/england")].push_back(facts_.sites.back());
  const auto problem = Problem();
  EXPECT_THAT(problem.practices(0).reach(), SizeIs(3));
  EXPECT_THAT(problem.regions(), SizeIs(1));
}

TEST_F(ProblemTest, LeaveTakesAFortnightWhenItTakesHalfOfIt) {
  AddLeave("t1", "2026-03-05", "2026-03-10");  // four working days
  AddLeave("t1", "2026-03-20", "2026-04-03");  // six, and five of the next
  facts_.trainers[0].set_lapse_date("2026-06-01");
  const auto problem = Problem();
  ASSERT_THAT(problem.trainers(0).leave(), SizeIs(2));
  EXPECT_EQ(problem.trainers(0).leave(0).from(), 1);
  EXPECT_EQ(problem.trainers(0).leave(0).until(), 2);
  EXPECT_EQ(problem.trainers(0).leave(1).from(), 6);
  EXPECT_EQ(problem.trainers(0).leave(1).until(), 9);
}

TEST_F(ProblemTest, TrainersWhomNobodyCanPlaceAreNamedInANote) {
  AddTrainer("t2", "elsewhere");
  EXPECT_THAT(Problem().trainers(), SizeIs(1));
  EXPECT_THAT(notes_, ::testing::Contains(HasSubstr("1 quality-assured trainers are left out")));
}

TEST_F(ProblemTest, BlockedWeeksHaveNoNewSessions) {
  request_.add_blocked_weeks("2026-03-18");
  request_.add_blocked_weeks("2027-01-01");
  EXPECT_THAT(Problem().series(0).except(), ElementsAre(1, 21));
}

TEST_F(ProblemTest, TheDiaryIsTheCurrentPlan) {
  auto& session = AddSession("s1", "2026-03-18");
  session.add_trainers(In("appointments/t1"));
  session.add_trainers(In("appointments/helper"));
  Keep(session, "p1", 2);
  Keep(session, "other", 3);
  Enrol("s1", "p1");
  Enrol("s1", "p2");
  const auto problem = Problem();
  ASSERT_THAT(problem.sessions(), SizeIs(1));
  const auto& known = problem.sessions(0);
  EXPECT_EQ(known.id(), "s1");
  EXPECT_EQ(known.fortnight(), 1);
  EXPECT_EQ(known.seats(), 9) << "three of twelve are another's";
  EXPECT_THAT(known.named_trainers(), ElementsAre("t1"));
  EXPECT_THAT(problem.series(0).except(), ElementsAre(1));
  EXPECT_THAT(problem.series(1).except(), IsEmpty());
  const auto& current = problem.current();
  ASSERT_THAT(current.bookings(), SizeIs(2));
  EXPECT_EQ(current.bookings(0).people(), 2);
  EXPECT_EQ(current.bookings(1).people(), 1);
  EXPECT_EQ(current.frozen_until(), 3) << "six weeks from 23 February reach into the third";
  ASSERT_THAT(current.diary(), SizeIs(1));
  EXPECT_EQ(current.diary(0).etag(), "\"3\"");
  EXPECT_THAT(current.diary(0).enrolled(), SizeIs(2));
}

TEST_F(ProblemTest, ASessionLosesWhomItLostAndIsDroppedOnRequest) {
  AddSession("s1", "2026-03-18").add_trainers(In("appointments/t1"));
  AddLeave("t1", "2026-03-16", "2026-03-27");
  request_.add_dropped_sessions(In("sessions/s1"));
  const auto problem = Problem();
  EXPECT_THAT(problem.sessions(0).named_trainers(), IsEmpty());
  EXPECT_THAT(problem.sessions(0).away_trainers(), ElementsAre("t1"));
  EXPECT_EQ(problem.sessions(0).fallen_out(), 2);
  EXPECT_EQ(problem.sessions(0).running(), planning::v1::COHORT_RUNNING_MUST_NOT);
}

TEST_F(ProblemTest, WhoeverIsBookedNeedsIt) {
  for (int i = 0; i < 3; ++i) AddPerson("p1", type::v1::STAFF_GROUP_NURSE, {"core"});
  for (int i = 0; i < 2; ++i) AddPerson("p1", type::v1::STAFF_GROUP_GP, {"core"});
  Keep(AddSession("s1", "2026-03-18"), "p1", 2);
  EXPECT_THAT(RolesOf(Problem().practices(0).needs(0)), ElementsAre("2"));
}

TEST_F(ProblemTest, UrgencyIsPriority) {
  facts_.urgency[In("organisations/p2")] = .4;
  const auto problem = Problem();
  EXPECT_FALSE(problem.practices(0).has_priority());
  EXPECT_DOUBLE_EQ(problem.practices(1).priority(), 1.4);
}

TEST_F(ProblemTest, SaysEverythingThatIsMissing) {
  facts_.courses.clear();
  facts_.venues.clear();
  const auto built = ProblemOf(facts_, request_);
  EXPECT_THAT(built, HasReason("NOTHING_TO_PLAN"));
  EXPECT_THAT(ViolatedFields(built.status()), ElementsAre("courses", "venues", "practices"));
}

}  // namespace
}  // namespace pcsp::gateway

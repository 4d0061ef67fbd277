// Where people are on a day, as their appointments say.
#include "gateway/flows/in_post/headcounts.h"
#include "gateway/flows/in_post/held_competences.h"
#include "gateway/flows/in_post/release_leavers.h"
#include "gateway/flows/in_post/trained.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/gateway/flows/workforce/fake_programme.h"
#include "tests/support/status_matchers.h"

namespace pcsp::gateway {
namespace {

using registry::v1::APPOINTMENT_ROLE_FACILITATOR;
using registry::v1::APPOINTMENT_ROLE_PRACTICE_LEAD;
using registry::v1::APPOINTMENT_ROLE_STAFF;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::Named;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;
using enum type::v1::StaffGroup;

constexpr absl::CivilDay kToday(2027, 1, 15);

// Practices a and b, with five and two GPs by their headcounts.
class InPostTest : public ::testing::Test {
 protected:
  InPostTest() {
    programme_.AddPractice("a", "north", {{STAFF_GROUP_GP, 5}});
    programme_.AddPractice("b", "north", {{STAFF_GROUP_GP, 2}});
  }

  void Appoint(const std::string& person, registry::v1::AppointmentRole role,
               const std::string& practice, const std::string& start, const std::string& end = "",
               type::v1::StaffGroup group = STAFF_GROUP_GP) {
    auto& one =
        programme_.AddAppointment(person + "-" + practice + start, role, practice, start, end);
    one.set_person(Named("people/" + person));
    one.set_staff_group(group);
  }

  Posts On(absl::CivilDay day) {
    auto practices = PracticesOn(clients_, testing::kProgramme, day);
    EXPECT_OK(practices);
    Posts posts(clients_, testing::kProgramme, day, *std::move(practices));
    EXPECT_OK(posts.Count());
    std::vector<std::string> everybody;
    for (const auto& one : programme_.appointments) {
      everybody.insert(everybody.end(), {one.person(), one.name()});
    }
    EXPECT_OK(posts.Read(everybody));
    return posts;
  }
  // Of somebody who came from a as a GP: "a gp".
  static std::vector<std::string> Of(const Posts& posts, const std::string& participant) {
    std::vector<std::string> listed;
    for (const Post& post :
         posts.Of(Named(participant), Named("organisations/a"), STAFF_GROUP_GP)) {
      listed.push_back(post.practice.substr(post.practice.rfind('/') + 1) + " " +
                       std::to_string(post.group));
    }
    return listed;
  }

  testing::FakeProgramme programme_;
  Clients clients_{programme_.channels()};
};

TEST_F(InPostTest, WhoLeftIsNowhereAndWasThereBefore) {
  Appoint("ann", APPOINTMENT_ROLE_STAFF, "a", "2020-01-01", "2027-01-14");
  EXPECT_THAT(Of(On(kToday), "people/ann"), IsEmpty());
  EXPECT_THAT(Of(On(kToday - 1), "people/ann"), ElementsAre("a 1"));
  EXPECT_THAT(Of(On(kToday), "people/nobody-knows"), ElementsAre("a 1"))
      << "attendance is all there is";
}

TEST_F(InPostTest, WhoMovedIsWhereTheyAreNowInWhatTheyAreNow) {
  Appoint("ann", APPOINTMENT_ROLE_STAFF, "a", "2020-01-01", "2026-12-31");
  Appoint("ann", APPOINTMENT_ROLE_STAFF, "b", "2027-01-01", "", STAFF_GROUP_NURSE);
  EXPECT_THAT(Of(On(kToday), "people/ann"), ElementsAre("b 2"));
  EXPECT_THAT(Of(On(kToday), "appointments/ann-a2020-01-01"), ElementsAre("b 2"))
      << "who was enrolled by their post is known by it";
  Appoint("ben", APPOINTMENT_ROLE_STAFF, "a", "2020-01-01");
  Appoint("ben", APPOINTMENT_ROLE_PRACTICE_LEAD, "b", "2020-01-01", "", STAFF_GROUP_LEADERSHIP);
  EXPECT_THAT(Of(On(kToday), "people/ben"), ElementsAre("a 1", "b 1"));
  Appoint("cat", APPOINTMENT_ROLE_FACILITATOR, "north", "2020-01-01", "2026-12-31");
  EXPECT_THAT(Of(On(kToday), "people/cat"), ElementsAre("a 1"))
      << "whatever else somebody did does not take them from their practice";
}

TEST_F(InPostTest, ThoseAppointedSinceAreAmongThePeople) {
  const auto people = [&](int site) { return HeadcountsOf(programme_.sites[site], On(kToday)); };
  for (const char* person : {"ann", "ben", "cat"}) {
    Appoint(person, APPOINTMENT_ROLE_STAFF, "b", "2027-01-15");
  }
  Appoint("dan", APPOINTMENT_ROLE_STAFF, "b", "2027-01-16");
  Appoint("eve", APPOINTMENT_ROLE_STAFF, "a", "2020-01-01");
  Appoint("eve", APPOINTMENT_ROLE_STAFF, "b", "2020-01-01", "", STAFF_GROUP_NURSE);
  Appoint("fay", APPOINTMENT_ROLE_PRACTICE_LEAD, "b", "2020-01-01", "", STAFF_GROUP_ADMIN);
  EXPECT_EQ(people(0).at(STAFF_GROUP_GP), 5);
  EXPECT_EQ(people(1).at(STAFF_GROUP_GP), 3);
  EXPECT_EQ(people(1).at(STAFF_GROUP_NURSE), 1) << "staff is known, though no headcount is";
  EXPECT_FALSE(people(1).contains(STAFF_GROUP_ADMIN)) << "a lead alone is no team";
}

TEST_F(InPostTest, WhoeverWorksInATeamWorksAtItsPractice) {
  programme_.teams[Named("organisations/a-team")] = Named("organisations/a");
  Appoint("ann", APPOINTMENT_ROLE_STAFF, "a-team", "2020-01-01");
  Appoint("ann", APPOINTMENT_ROLE_STAFF, "a", "2020-01-01", "2026-12-31");
  Appoint("ben", APPOINTMENT_ROLE_STAFF, "a-team", "2020-01-01", "2026-12-31");
  const Posts posts = On(kToday);
  EXPECT_THAT(Of(posts, "people/ann"), ElementsAre("a 1"));
  EXPECT_THAT(Of(posts, "people/ben"), IsEmpty()) << "with the team they left the practice";
  EXPECT_EQ(posts.Appointed(Named("organisations/a"), STAFF_GROUP_GP), 1);
  EXPECT_TRUE(posts.HasStaff(Named("organisations/a"), STAFF_GROUP_GP));
}

TEST_F(InPostTest, PlanningIsToldOfThoseAloneWhomItWouldMiscount) {
  programme_.AddCompetence("ann", "a", "");
  programme_.AddCompetence("ben", "a", "");
  programme_.AddCompetence("cat", "a", "");
  Appoint("ann", APPOINTMENT_ROLE_STAFF, "a", "2020-01-01");
  Appoint("ben", APPOINTMENT_ROLE_STAFF, "a", "2020-01-01", "2026-12-31");
  Appoint("cat", APPOINTMENT_ROLE_STAFF, "b", "2020-01-01");
  planning::v1::GetCoverageRequest request;
  TellPosts(programme_.competences, On(kToday), request);
  ASSERT_THAT(request.posts(), SizeIs(2));
  EXPECT_EQ(request.posts(0).participant(), Named("people/ben"));
  EXPECT_EQ(request.posts(0).practice(), "");
  EXPECT_EQ(request.posts(1).practice(), Named("organisations/b"));
}

TEST_F(InPostTest, ListsWhatPeopleInPostCanDo) {
  for (const char* person : {"ann", "ben", "cat"}) programme_.AddCompetence(person, "a", "");
  Appoint("ben", APPOINTMENT_ROLE_STAFF, "a", "2020-01-01", "2020-12-31");
  Appoint("cat", APPOINTMENT_ROLE_STAFF, "b", "2020-01-01");
  v1::ListHeldCompetencesRequest request;
  request.set_parent(testing::kProgramme);
  request.set_competence("conversation");
  const rpc::Call call{.now = absl::Now(), .deadline = absl::Now() + absl::Seconds(20)};
  std::vector<std::string> listed;
  int left_out = 0;
  do {
    const auto page = ListHeldCompetences(clients_, call, request);
    ASSERT_OK(page);
    for (const auto& one : page->competences()) {
      listed.push_back(one.participant() + " " + one.practice());
    }
    left_out += page->left_out();
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(left_out, 1);
  EXPECT_THAT(listed, UnorderedElementsAre(Named("people/ann") + " " + Named("organisations/a"),
                                           Named("people/cat") + " " + Named("organisations/b")));
}

// Places in a session on 1 March 2027, and on its waiting list.
class LeaversTest : public InPostTest {
 protected:
  LeaversTest() {
    auto& course = programme_.courses.emplace_back();
    course.set_name(Named("courses/core"));
    course.set_title("Core day");
    course.add_staff_groups(STAFF_GROUP_GP);
    auto& session = programme_.sessions.emplace_back();
    session.set_name(Named("sessions/s1"));
    session.set_course(course.name());
    session.set_state(planning::v1::SESSION_STATE_PLANNED);
    session.set_start("2027-03-01T09:00");
    session.mutable_start_time()->set_seconds(
        absl::ToUnixSeconds(absl::FromCivil(absl::CivilDay(2027, 3, 1), absl::UTCTimeZone())));
    session.set_enrolled_count(1);
    request_.set_parent(testing::kProgramme);
  }
  void Enrol(const std::string& person) {
    programme_.AddEnrolment("s1", person, "a");
    programme_.enrolments[Named("sessions/s1")].back().set_name(
        Named("sessions/s1/enrolments/" + person));
  }
  absl::StatusOr<v1::ReleaseLeaversResponse> Release() {
    const rpc::Call call{.now = absl::FromCivil(kToday, absl::UTCTimeZone()),
                         .deadline = absl::Now() + absl::Seconds(20)};
    return ReleaseLeavers(clients_, call, request_);
  }
  static std::vector<std::string> Words(const v1::ReleaseLeaversResponse& reply) {
    std::vector<std::string> words;
    for (const auto& place : reply.places()) {
      const std::string& name = place.enrolment().name();
      words.push_back(name.substr(name.rfind('/') + 1) + " " + place.words());
    }
    return words;
  }

  v1::ReleaseLeaversRequest request_;
};

TEST_F(LeaversTest, FindsWhoWillHaveLeftByTheSessionAndSaysWhy) {
  programme_.teams[Named("organisations/a-team")] = Named("organisations/a");
  Appoint("ann", APPOINTMENT_ROLE_STAFF, "a", "2020-01-01", "2027-02-28");  // the day before
  Appoint("ben", APPOINTMENT_ROLE_STAFF, "a", "2020-01-01", "2027-03-01");  // that very day
  Appoint("cat", APPOINTMENT_ROLE_STAFF, "a", "2020-01-01", "2027-01-31");
  Appoint("cat", APPOINTMENT_ROLE_STAFF, "b", "2027-02-01");
  Appoint("dan", APPOINTMENT_ROLE_STAFF, "a", "2020-01-01", "2027-01-31");
  Appoint("dan", APPOINTMENT_ROLE_STAFF, "a-team", "2027-02-01");  // stays, in its team
  Appoint("eve", APPOINTMENT_ROLE_STAFF, "a", "2020-01-01", "2027-01-31");
  Appoint("eve", APPOINTMENT_ROLE_STAFF, "a", "2027-02-01", "", STAFF_GROUP_ADMIN);
  Appoint("fay", APPOINTMENT_ROLE_STAFF, "b", "2020-01-01");                // never was at a
  Appoint("guy", APPOINTMENT_ROLE_STAFF, "a", "2027-04-01");                // comes later
  Appoint("hal", APPOINTMENT_ROLE_STAFF, "a", "2020-01-01", "2026-12-31");  // and is back in time
  Appoint("hal", APPOINTMENT_ROLE_STAFF, "a", "2027-02-15");
  for (const char* person : {"hal", "guy", "fay", "eve", "dan", "cat", "ben", "ann", "nobody"}) {
    Enrol(person);
  }
  request_.set_validate_only(true);
  const auto found = Release();
  ASSERT_OK(found);
  EXPECT_EQ(found->looked_at(), 9);
  EXPECT_THAT(Words(*found),
              ElementsAre("ann left on 2027-02-28 and is at no practice then",
                          "cat left on 2027-01-31 and is at b then",
                          "eve works in a staff group then that the course is not for, since after "
                          "2027-01-31"));
  EXPECT_EQ(found->places(0).course_title(), "Core day");
  EXPECT_EQ(found->places(0).enrolment().state(), planning::v1::ENROLMENT_STATE_ENROLLED);
  ASSERT_THAT(programme_.withdrawals, SizeIs(1));
  EXPECT_TRUE(programme_.withdrawals[0].validate_only());
}

TEST_F(LeaversTest, TheirPlacesAreGivenBackTogether) {
  Appoint("ann", APPOINTMENT_ROLE_STAFF, "a", "2020-01-01", "2027-02-28");
  Appoint("ben", APPOINTMENT_ROLE_STAFF, "a", "2020-01-01", "2027-02-28");
  Enrol("ann");
  Enrol("ben");
  const auto& enrolments = programme_.enrolments[Named("sessions/s1")];
  programme_.enrolments[Named("sessions/s1")][1].set_etag("\"7\"");
  programme_.enrolments[Named("sessions/s1")][1].set_state(planning::v1::ENROLMENT_STATE_WAITING);
  const auto released = Release();
  ASSERT_OK(released);
  ASSERT_THAT(programme_.withdrawals, SizeIs(1));
  const auto& asked = programme_.withdrawals[0];
  ASSERT_THAT(asked.enrolments(), SizeIs(2));
  EXPECT_EQ(asked.enrolments(1).name(), enrolments[1].name());
  EXPECT_EQ(asked.enrolments(1).etag(), "\"7\"") << "refused if it has changed meanwhile";
  EXPECT_TRUE(asked.give_up_reservations());
  EXPECT_EQ(released->places(1).enrolment().state(), planning::v1::ENROLMENT_STATE_WITHDRAWN);
  EXPECT_FALSE(released->places(1).had_place());
  EXPECT_EQ(released->reservations_given_up(), 1);
}

TEST_F(LeaversTest, OfTheSessionsAskedForAlone) {
  Appoint("ann", APPOINTMENT_ROLE_STAFF, "a", "2020-01-01", "2027-02-28");
  Enrol("ann");
  request_.set_until_date("2027-02-28");
  EXPECT_THAT(Release()->places(), IsEmpty());
  request_.set_until_date("2027-02-29");
  request_.set_practice("b");
  request_.set_request_id("once");
  EXPECT_THAT(pcsp::testing::ViolatedFields(Release().status()),
              ElementsAre("until_date", "practice", "request_id"));
  request_.set_parent("north");
  EXPECT_THAT(pcsp::testing::ViolatedFields(Release().status()), ::testing::Contains("parent"));
  request_.set_parent(testing::kProgramme);
  request_.clear_request_id();
  request_.clear_until_date();
  request_.set_practice(Named("organisations/b"));
  EXPECT_THAT(Release()->places(), IsEmpty());
  request_.set_practice(Named("organisations/a"));
  request_.set_session(Named("sessions/s1"));
  request_.set_keep_reservations(true);
  EXPECT_THAT(Release()->places(), SizeIs(1));
  EXPECT_FALSE(programme_.withdrawals.back().give_up_reservations());
}

}  // namespace
}  // namespace pcsp::gateway

// Where people are on a day, as their appointments say.
#include "gateway/flows/in_post/headcounts.h"
#include "gateway/flows/in_post/held_competences.h"
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
    EXPECT_OK(posts.ReadAll());
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

}  // namespace
}  // namespace pcsp::gateway

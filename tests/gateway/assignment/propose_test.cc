#include "absl/strings/str_join.h"
#include "gateway/flows/assignment/propose_assignments.h"
#include "gateway/flows/assignment/question.h"
#include "gateway/flows/places.h"
#include "tests/gateway/assignment/programme.h"
#include "tests/support/status_matchers.h"

namespace pcsp::gateway {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::In;
using ::testing::IsEmpty;
using testing::kProgramme;
using ::testing::SizeIs;

rpc::Call Now() {
  const absl::Time now = absl::Now();
  return {.now = now, .deadline = now + absl::Seconds(50), .cancelled = {}};
}

class ProposeTest : public ::testing::Test {
 protected:
  // Two facilitators at 400 and 500 km east of the origin, with 30 hours a year for two practices
  // each.
  void MakeTwo() {
    programme_.SetGroupPostcode("west", "NE1 1AA");
    programme_.SetGroupPostcode("east", "NE2 2BB");
    programme_.Locate("NE1 1AA", 400, 500);
    programme_.Locate("NE2 2BB", 500, 500);
    programme_.AddFacilitator("ann", "west", "Ann");
    programme_.AddFacilitator("bob", "east", "Bob");
    programme_.SetCapacity("ann", 2.5);
    programme_.SetCapacity("bob", 2.5);
  }
  void AddPracticeAt(const std::string& id, int east_km, const std::string& group = "west") {
    const std::string postcode = "M1 " + id.substr(1, 1) + "AA";
    programme_.AddPractice(id, group, postcode);
    programme_.Locate(postcode, east_km, 500);
  }
  static v1::ProposeAssignmentsRequest Request() {
    v1::ProposeAssignmentsRequest request;
    request.set_parent(kProgramme);
    request.set_start_date("2027-01-04");
    return request;
  }
  absl::StatusOr<v1::AssignmentProposal> Propose(const v1::ProposeAssignmentsRequest& request) {
    return ProposeAssignments(programme_.clients(), Now(), request);
  }
  // "p1=ann p2=" in the order of the practices.
  static std::string Who(const v1::AssignmentProposal& proposal) {
    return absl::StrJoin(proposal.assignments(), " ", [](std::string* out, const auto& one) {
      const auto id = [](const std::string& name) { return name.substr(name.rfind('/') + 1); };
      absl::StrAppend(out, id(one.practice()), "=", id(one.facilitator()));
    });
  }

  testing::Programme programme_;
};

TEST_F(ProposeTest, TheNearestWithHoursSupportAPractice) {
  MakeTwo();
  AddPracticeAt("p1", 410);
  AddPracticeAt("p2", 420);
  AddPracticeAt("p3", 430);
  auto request = Request();
  request.set_seconds(1);
  const auto proposal = Propose(request);
  ASSERT_OK(proposal);
  EXPECT_EQ(Who(*proposal), "p1=ann p2=ann p3=bob") << "Ann has hours for two";
  EXPECT_EQ(proposal->new_count(), 3);
  EXPECT_EQ(proposal->end_date(), "2028-01-03");
  const auto& first = proposal->assignments(0);
  EXPECT_EQ(first.display_name(), "Practice p1");
  EXPECT_NEAR(first.road_km(), 13, 1e-9);
  EXPECT_NEAR(first.hours(), 15, 1e-9);
  EXPECT_NEAR(first.cost(), 2 * 10 * 1.3 * 9 * .45, 1e-9);
  EXPECT_EQ(first.reason(), "");
  ASSERT_THAT(proposal->facilitators(), SizeIs(2));
  EXPECT_EQ(proposal->facilitators(0).display_name(), "Ann");
  EXPECT_EQ(proposal->facilitators(0).practice_count(), 2);
  EXPECT_THAT(proposal->facilitators(0).months(), SizeIs(12));
  EXPECT_NEAR(proposal->facilitators(0).capacity_hours(), 30, 0.5);
  EXPECT_TRUE(proposal->proven());
  EXPECT_THAT(proposal->practices_without_place(), IsEmpty());
  EXPECT_THAT(proposal->notes(), IsEmpty());
  EXPECT_THAT(proposal->input_hash(), SizeIs(64));
}

TEST_F(ProposeTest, WhatIsShownCanBeApplied) {
  MakeTwo();
  AddPracticeAt("p1", 410);
  AddPracticeAt("p2", 490);
  programme_.Assign("bob", "p1", "2026-01-01");
  programme_.Assign("bob", "p2", "2026-01-01");
  const auto proposal = Propose(Request());
  ASSERT_OK(proposal);
  EXPECT_EQ(Who(*proposal), "p1=ann p2=bob");
  EXPECT_EQ(proposal->changed_count(), 1);
  EXPECT_EQ(proposal->kept_count(), 1);
  EXPECT_EQ(proposal->assignments(0).current_facilitator(), In("appointments/bob"));
  EXPECT_THAT(proposal->assignments(0).reason(), HasSubstr("Ann costs"));
  planning::v1::ApplyAssignmentsRequest apply;
  apply.set_parent(proposal->parent());
  apply.set_start_date(proposal->start_date());
  for (const auto& proposed : proposal->assignments()) {
    auto* const wanted = apply.add_assignments();
    wanted->set_practice(proposed.practice());
    wanted->set_facilitator(proposed.facilitator());
    wanted->set_current_facilitator(proposed.current_facilitator());
  }
  using Stub = planning::v1::AssignmentService::Stub;
  const auto applied = Ask(*programme_.clients().assignments, &Stub::ApplyAssignments, apply,
                           absl::InfiniteFuture());
  ASSERT_OK(applied);
  EXPECT_THAT(applied->created(), SizeIs(1));
  EXPECT_THAT(applied->ended(), SizeIs(1));
  EXPECT_THAT(ViolatedFields(Ask(*programme_.clients().assignments, &Stub::ApplyAssignments, apply,
                                 absl::InfiniteFuture())
                                 .status()),
              ElementsAre("assignments[0].current_facilitator"))
      << "shown once, applied once";
  const auto again = Propose(Request());
  EXPECT_EQ(again->kept_count(), 2);
  EXPECT_EQ(again->changed_count(), 0);
}

TEST_F(ProposeTest, SharesOfMonthsAddUpToWholeHours) {
  programme_.AddFacilitator("ann", "west", "Ann");
  programme_.SetCapacity("ann", 60);
  for (int i = 1; i <= 6; ++i) programme_.AddPractice("p" + std::to_string(i), "west", "");
  auto request = Request();
  request.set_contact_hours_per_year(120);
  const auto proposal = Propose(request);
  ASSERT_OK(proposal);
  EXPECT_EQ(proposal->unserved_count(), 0) << "six times 120 are twelve times 60";
}

// 20 km are worth about 210; a facilitator who is known is worth 200 unless it is said otherwise.
TEST_F(ProposeTest, ValuesContinuity) {
  MakeTwo();
  AddPracticeAt("p1", 441);
  programme_.Assign("bob", "p1", "2026-01-01");
  EXPECT_EQ(Who(*Propose(Request())), "p1=bob");
  auto request = Request();
  request.set_discontinuity_penalty(150);
  EXPECT_EQ(Who(*Propose(request)), "p1=ann");
}

TEST_F(ProposeTest, FacilitatorsStayWithinTheirRegions) {
  MakeTwo();
  AddPracticeAt("p1", 410, "west");
  AddPracticeAt("p2", 420, "west");
  programme_.SetCapacity("ann", 2.5, {"east", "gone"});
  programme_.SetCapacity("bob", 2.5, {"network"});
  const auto proposal = Propose(Request());
  ASSERT_OK(proposal);
  EXPECT_EQ(Who(*proposal), "p1=bob p2=") << "p1 alone is of the network";
  EXPECT_EQ(proposal->unserved_count(), 1);
  EXPECT_THAT(proposal->assignments(1).reason(), HasSubstr("within reach"));
  EXPECT_GT(proposal->assignments(1).cost(), 1000);
}

TEST_F(ProposeTest, WithoutPlacesRegionsAloneDecideAndThatIsSaid) {
  programme_.AddFacilitator("ann", "west", "Ann");
  programme_.AddFacilitator("bob", "east", "Bob");
  programme_.SetCapacity("ann", 2.5, {"west"});
  programme_.SetCapacity("bob", 2.5, {"east"});
  programme_.AddPractice("p1", "east", "ZY1 1AA");
  programme_.AddPractice("p2", "west", "");
  const auto proposal = Propose(Request());
  ASSERT_OK(proposal);
  EXPECT_EQ(Who(*proposal), "p1=bob p2=ann");
  EXPECT_FALSE(proposal->assignments(0).has_road_km());
  EXPECT_NEAR(proposal->assignments(0).cost(), 2 * 20 * 1.3 * 9 * .45, 1e-9);
  EXPECT_THAT(proposal->practices_without_place(), SizeIs(2));
  EXPECT_THAT(proposal->facilitators_without_place(), SizeIs(2));
  EXPECT_THAT(proposal->notes(),
              ElementsAre(AllOf(HasSubstr("2 of 2 practices"), HasSubstr("20 km are assumed"))));
}

TEST_F(ProposeTest, HoursElsewhereAndOnLeaveAreTakenOff) {
  MakeTwo();
  AddPracticeAt("p1", 410, "west");
  AddPracticeAt("p2", 420, "west");
  AddPracticeAt("p3", 430, "east");
  programme_.Assign("ann", "p3", "2026-01-01");
  auto request = Request();
  request.set_within(In("organisations/west"));
  const auto proposal = Propose(request);
  ASSERT_OK(proposal);
  EXPECT_EQ(Who(*proposal), "p1=ann p2=bob") << "half of Ann's hours are in the east";
  EXPECT_EQ(proposal->facilitators(0).other_practice_count(), 1);
  EXPECT_NEAR(proposal->facilitators(0).needed_hours(), 30, 0.5);
  programme_.AddLeave("bob", "2027-01-04", "2028-01-03");
  const auto without = Propose(request);
  ASSERT_OK(without);
  EXPECT_EQ(without->unserved_count(), 1);
  EXPECT_EQ(without->facilitators(1).capacity_hours(), 0);
}

TEST_F(ProposeTest, MonthsThatAreTooFullDrawAWarningOrAreAvoided) {
  MakeTwo();
  AddPracticeAt("p1", 410);
  programme_.AddLeave("ann", "2027-02-04", "2027-03-03");
  const auto proposal = Propose(Request());
  ASSERT_OK(proposal);
  EXPECT_EQ(Who(*proposal), "p1=ann");
  EXPECT_THAT(proposal->warnings(),
              ElementsAre(AllOf(HasSubstr("Ann"), HasSubstr("1 of 12"), HasSubstr("2027-02-04"))));
  auto request = Request();
  request.set_every_month(true);
  EXPECT_EQ(Who(*Propose(request)), "p1=bob");
}

TEST_F(ProposeTest, NobodyGetsMorePracticesThanIsGoodUnlessSomeWouldGoWithout) {
  MakeTwo();
  for (int i = 1; i <= 2; ++i) AddPracticeAt("p" + std::to_string(i), 430 + i);
  planning::v1::UpdateTrainingSettingsRequest settings;
  settings.mutable_training_settings()->set_name(In("trainingSettings"));
  settings.mutable_training_settings()->set_most_practices(1);
  settings.mutable_training_settings()->set_contact_hours_per_year(10);
  EXPECT_OK(Ask(*programme_.clients().training,
                &planning::v1::TrainingService::Stub::UpdateTrainingSettings, settings,
                absl::InfiniteFuture()));
  const auto one_each = Propose(Request());
  ASSERT_OK(one_each);
  EXPECT_EQ(one_each->facilitators(0).practice_count(), 1);
  EXPECT_EQ(one_each->facilitators(1).practice_count(), 1);
  EXPECT_THAT(one_each->warnings(), IsEmpty());
  AddPracticeAt("p3", 433);
  auto request = Request();
  request.set_seconds(1);
  const auto warned = Propose(request);
  ASSERT_OK(warned);
  EXPECT_EQ(warned->unserved_count(), 0);
  EXPECT_THAT(warned->warnings(), ElementsAre(HasSubstr("Ann would have 3 practices: above 1")));
  request.set_limit_practices(true);
  const auto limited = Propose(request);
  ASSERT_OK(limited);
  EXPECT_EQ(limited->unserved_count(), 1);
  EXPECT_THAT(limited->warnings(), IsEmpty());
}

TEST_F(ProposeTest, WhoHasLeftOrIsLeftOutCannotStay) {
  MakeTwo();
  AddPracticeAt("p1", 410);
  AddPracticeAt("p2", 420);
  AddPracticeAt("p3", 490);
  programme_.Assign("cid", "p1", "2026-01-01");
  programme_.Assign("bob", "p3", "2026-01-01");
  auto request = Request();
  request.add_excluded_facilitators(In("appointments/bob"));
  const auto proposal = Propose(request);
  ASSERT_OK(proposal);
  EXPECT_EQ(Who(*proposal), "p1=ann p2=ann p3=");
  EXPECT_EQ(proposal->assignments(0).reason(), "Today's facilitator is not appointed on that day.");
  EXPECT_THAT(proposal->assignments(2).reason(),
              AllOf(HasSubstr("was left out, as asked"), HasSubstr("It needs 15 h")));
  EXPECT_EQ(proposal->changed_count(), 2);
  EXPECT_THAT(proposal->facilitators(), SizeIs(1));
}

TEST_F(ProposeTest, HoursOfAnAppointmentServeWhereNothingElseIsKnown) {
  programme_.SetGroupPostcode("west", "NE1 1AA");
  programme_.Locate("NE1 1AA", 400, 500);
  auto& ann = programme_.AddFacilitator("ann", "west", "Sam");
  ann.set_hours_per_month(3);
  ann.add_skills("coaching");
  ann.set_end_date("2027-07-03");
  programme_.AddFacilitator("bob", "west", "Sam").set_hours_per_month(3);
  programme_.AddFacilitator("cid", "west", "Cid");
  AddPracticeAt("p1", 410);
  auto request = Request();
  request.add_skills("coaching");
  const auto proposal = Propose(request);
  ASSERT_OK(proposal);
  EXPECT_EQ(Who(*proposal), "p1=ann");
  EXPECT_EQ(proposal->facilitators(0).display_name(), "Sam (ann)") << "there are two";
  EXPECT_NEAR(proposal->facilitators(0).capacity_hours(), 18, 0.01) << "until July";
  EXPECT_THAT(proposal->facilitators_without_capacity(), ElementsAre(In("appointments/cid")));
  EXPECT_THAT(proposal->notes(), SizeIs(2));
}

TEST_F(ProposeTest, PracticesThatRestAreLeftOutUnlessAskedAbout) {
  MakeTwo();
  AddPracticeAt("p1", 410);
  programme_.AddPractice("p2", "west", "").set_state(registry::v1::MILESTONE_STATE_PAUSED);
  const auto proposal = Propose(Request());
  EXPECT_EQ(Who(*proposal), "p1=ann");
  EXPECT_THAT(proposal->notes(), ElementsAre(HasSubstr("1 practice is in a state")));
  auto request = Request();
  request.add_states(registry::v1::MILESTONE_STATE_PAUSED);
  const auto asked = Propose(request);
  ASSERT_OK(asked);
  ASSERT_THAT(asked->assignments(), SizeIs(1));
  EXPECT_EQ(asked->assignments(0).practice(), In("organisations/p2"));
}

TEST_F(ProposeTest, SaysWhatIsMissingAndWhatIsWrong) {
  EXPECT_THAT(Propose(Request()), HasReason("NO_PRACTICES"));
  programme_.AddPractice("p1", "west", "");
  EXPECT_THAT(Propose(Request()), HasReason("NO_FACILITATORS"));
  auto request = Request();
  request.set_parent("programmes/p/x");
  request.set_start_date("4 January");
  request.set_months(37);
  request.set_seconds(-1);
  request.set_discontinuity_penalty(-1);
  request.set_reach_km(-1);
  EXPECT_THAT(ViolatedFields(Propose(request).status()),
              ElementsAre("parent", "start_date", "months", "seconds", "discontinuity_penalty",
                          "reach_km"));
}

TEST(Question, MonthsFollowOneAnother) {
  v1::ProposeAssignmentsRequest request;
  request.set_parent(kProgramme);
  request.set_start_date("2027-01-31");
  const auto question = QuestionOf(request, absl::UnixEpoch());
  ASSERT_OK(question);
  EXPECT_EQ(DayText(question->Month(0).second), "2027-02-27");
  EXPECT_EQ(DayText(question->Month(1).first), "2027-02-28");
  EXPECT_EQ(DayText(question->Month(1).second), "2027-03-30");
  EXPECT_EQ(DayText(question->End()), "2028-01-30");
}

TEST(PlaceBook, FindsPostcodesHoweverTheyAreTyped) {
  PlaceBook book;
  planning::v1::Place a, b;
  a.set_postcode("NE1 4LP");
  a.set_easting(424'000);
  a.set_northing(564'000);
  b.set_postcode("M1 1AA");
  b.set_easting(427'000);
  b.set_northing(560'000);
  book.Add(a);
  book.Add(b);
  ASSERT_NE(book.Find("ne14lp"), nullptr);
  EXPECT_EQ(book.Find("NE1 4LQ"), nullptr);
  EXPECT_NEAR(RoadKilometres(*book.Find("ne14lp"), *book.Find("M1 1AA")), 6.5, 1e-12);
}

}  // namespace
}  // namespace pcsp::gateway

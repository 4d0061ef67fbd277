// What a plan can spend, changed through the real service.
#include "gmock/gmock.h"
#include "tests/planning/action/plan_fixture.h"

namespace pcsp::planning {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Ge;
using ::testing::HasSubstr;
using testing::kKim;
using testing::kParent;
using ::testing::Not;

constexpr char kRequestId[] = "0189a7f4-0000-7000-8000-00000000000a";

class SpendingTest : public testing::ActionServiceTest {
 protected:
  static pb::UpdatePlanRequest Hours(const pb::Plan& plan, double hours) {
    pb::UpdatePlanRequest request;
    request.mutable_plan()->set_name(plan.name());
    request.mutable_plan()->set_hours_per_quarter(hours);
    request.mutable_update_mask()->add_paths("hours_per_quarter");
    return request;
  }
  absl::StatusOr<pb::Plan> Update(const pb::UpdatePlanRequest& request) {
    return Ask(&Stub::UpdatePlan, request);
  }
  static double HoursIn(const pb::Plan& plan, int quarter) {
    double hours = 0;
    for (const pb::Action& action : plan.actions()) {
      if (action.quarter() == quarter) hours += action.hours();
    }
    return hours;
  }
  pb::Plan PinnedDraft(const std::string& solution) {
    pb::DraftPlanRequest request;
    request.set_parent(kParent);
    request.set_start_date("2026-01-05");
    request.set_plan_id("pinned");
    testing::AddFinding(request, "coh-purpose");
    request.add_pinned()->set_solution(solution);
    const auto plan = Draft(request);
    EXPECT_OK(plan);
    return *plan;
  }
};

TEST_F(SpendingTest, ADraftThatNobodyHasTouchedIsDraftedAnew) {
  const pb::Plan plan = Drafted();
  const auto less = Update(Hours(plan, 10));
  ASSERT_OK(less);
  EXPECT_EQ(less->hours_per_quarter(), 10);
  for (int quarter = 1; quarter <= 4; ++quarter) EXPECT_LE(HoursIn(*less, quarter), 10);
  EXPECT_LT(less->value(), plan.value());
  EXPECT_NE(less->etag(), plan.etag());
  const auto read = Get(plan.name());
  ASSERT_OK(read);
  EXPECT_EQ(read->SerializeAsString(), less->SerializeAsString()) << "and kept";
  const auto more = Update(Hours(plan, 48));
  ASSERT_OK(more);
  EXPECT_NEAR(more->value(), plan.value(), 1e-9);
}

TEST_F(SpendingTest, ABudgetComesAndGoes) {
  const pb::Plan plan = Drafted();
  pb::UpdatePlanRequest request;
  request.mutable_plan()->set_name(plan.name());
  request.mutable_plan()->set_budget(0);
  request.mutable_update_mask()->add_paths("budget");
  const auto poor = Update(request);
  ASSERT_OK(poor);
  EXPECT_TRUE(poor->has_budget());
  EXPECT_EQ(poor->cost(), 0);
  request.mutable_plan()->clear_budget();
  ASSERT_OK(Update(request));
  EXPECT_FALSE(Get(plan.name())->has_budget());
}

TEST_F(SpendingTest, SaysByHowMuchPinsPassTheNewHoursAndChangesNothing) {
  const pb::Plan plan = PinnedDraft("solutions/purpose-in-one-sentence");
  pb::UpdatePlanRequest request = Hours(plan, .5);
  request.mutable_plan()->set_budget(-1);
  request.mutable_update_mask()->add_paths("budget");
  request.mutable_update_mask()->add_paths("state");
  request.set_request_id("mine");
  const auto refused = Update(request);
  EXPECT_THAT(ViolatedFields(refused.status()),
              ElementsAre("update_mask", "request_id", "plan.budget", "plan.pinned[0]"));
  EXPECT_THAT(refused.status().message(), HasSubstr("update_mask"));
  EXPECT_EQ(Get(plan.name())->SerializeAsString(), plan.SerializeAsString());
}

TEST_F(SpendingTest, ActionsThatSomebodyFollowsStay) {
  const pb::Plan plan = Agreed();
  double most = 0;
  for (int quarter = 1; quarter <= 4; ++quarter) most = std::max(most, HoursIn(plan, quarter));
  const auto refused = Update(Hours(plan, most - 1));
  ASSERT_THAT(ViolatedFields(refused.status()), Contains("plan.hours_per_quarter"));
  const auto detail = ErrorDetailOf(refused.status());
  EXPECT_THAT(detail->violations[0].expected, HasSubstr("1 too much"));
  const auto exact = Update(Hours(plan, most));
  ASSERT_OK(exact);
  EXPECT_EQ(exact->actions_size(), plan.actions_size());
  EXPECT_EQ(exact->proven(), plan.proven()) << "with less, nothing else can be better";
  const auto wider = Update(Hours(plan, 500));
  ASSERT_OK(wider);
  EXPECT_FALSE(wider->proven());
  EXPECT_THAT(wider->bound(), Ge(plan.bound()));
  EXPECT_EQ(wider->actions(0).owner(), kKim);
}

TEST_F(SpendingTest, ADraftThatSomebodyHasTouchedIsNotDraftedAnew) {
  const pb::Plan plan = Drafted();
  pb::UpdateActionRequest touch;
  touch.mutable_action()->set_name(plan.actions(0).name());
  touch.mutable_action()->set_title("Ours");
  touch.mutable_update_mask()->add_paths("title");
  ASSERT_OK(Ask(&Stub::UpdateAction, touch));
  const auto wider = Update(Hours(plan, 500));
  ASSERT_OK(wider);
  EXPECT_EQ(wider->actions_size(), plan.actions_size());
  EXPECT_EQ(wider->actions(0).title(), "Ours");
}

TEST_F(SpendingTest, IsComparedRepeatedAndTried) {
  const pb::Plan plan = Drafted();
  pb::UpdatePlanRequest request = Hours(plan, 20);
  request.set_validate_only(true);
  const auto tried = Update(request);
  ASSERT_OK(tried);
  EXPECT_EQ(tried->hours_per_quarter(), 20);
  EXPECT_EQ(tried->etag(), "");
  EXPECT_EQ(Get(plan.name())->hours_per_quarter(), 48);
  request.set_validate_only(false);
  request.set_request_id(kRequestId);
  request.mutable_plan()->set_etag(plan.etag());
  const auto first = Update(request), again = Update(request);
  ASSERT_OK(first);
  ASSERT_OK(again);
  EXPECT_EQ(again->SerializeAsString(), first->SerializeAsString());
  request.clear_request_id();
  EXPECT_THAT(Update(request), HasReason("ETAG_MISMATCH"));
  request.mutable_plan()->set_name(absl::StrCat(kParent, "/plans/none"));
  EXPECT_THAT(Update(request), HasReason("PLAN_NOT_FOUND"));
}

TEST_F(SpendingTest, AClosedPlanStaysAsItIs) {
  const pb::Plan plan = Agreed();
  for (const pb::Action& action : plan.actions()) {
    ASSERT_OK(Record(action.name(), pb::ACTION_EVENT_KIND_ABANDONED, "enough"));
  }
  pb::ClosePlanRequest close;
  close.set_name(plan.name());
  ASSERT_OK(Ask(&Stub::ClosePlan, close));
  EXPECT_THAT(Update(Hours(plan, 60)), HasReason("PLAN_STATE_FORBIDS"));
}

}  // namespace
}  // namespace pcsp::planning

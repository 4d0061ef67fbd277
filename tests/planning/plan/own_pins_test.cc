// Plans with what a programme added to the catalogue, through the real service.
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/planning/service_fixture.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using testing::AddFinding;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsSupersetOf;
using testing::kParent;
using ::testing::Not;
using Stub = pb::PlanningService::Stub;

constexpr char kProgramme[] = "programmes/north";
constexpr char kStory[] = "programmes/north/solutions/story";
constexpr char kRoom[] = "programmes/north/solutions/room";

class OwnPinsTest : public testing::PlanningServiceTest {
 protected:
  // A story told over tea, for which there must be a room first.
  OwnPinsTest() {
    EXPECT_OK(Add("room", "A quiet room", {}));
    EXPECT_OK(Add("story", "Tea with a purpose", {kRoom}));
  }

  absl::StatusOr<pb::Solution> Add(const std::string& id, const std::string& title,
                                   const std::vector<std::string>& needs) {
    pb::CreateSolutionRequest request;
    request.set_parent(kProgramme);
    request.set_solution_id(id);
    pb::Solution& s = *request.mutable_solution();
    s.set_title(title);
    s.add_issues("coh-purpose");
    s.set_level(type::v1::LEVEL_PRACTICE);
    s.set_actor("The practice manager");
    s.set_action("Sees to it.");
    s.set_target("Shared understanding");
    s.set_dose("Half an hour a month");
    s.set_timing("At any time");
    s.set_justification("Stories stay.");
    s.set_expected_outcome("People tell the story to others.");
    s.set_hours(6);
    s.set_duration_weeks(4);
    s.set_review_weeks(4);
    s.set_owner_role("practice manager");
    s.set_prior_effect_points(2);
    s.set_source("a practice");
    s.mutable_prerequisites()->Assign(needs.begin(), needs.end());
    pb::CoreFunction& core = *s.add_core_functions();
    core.set_id("real_story");
    core.set_text("The story is that of a real person who agreed.");
    return Ask(&Stub::CreateSolution, request);
  }

  static pb::DraftPlanRequest Request(const std::string& id, const std::string& pinned = "") {
    pb::DraftPlanRequest request;
    request.set_parent(kParent);
    request.set_plan_id(id);
    request.set_start_date("2026-01-05");
    AddFinding(request, "coh-purpose");
    if (!pinned.empty()) request.add_pinned()->set_solution(pinned);
    return request;
  }

  static std::vector<std::string> Solutions(const pb::Plan& plan) {
    std::vector<std::string> names;
    for (const pb::Action& action : plan.actions()) names.push_back(action.solution());
    return names;
  }
};

TEST_F(OwnPinsTest, WhatIsPinnedIsPlannedWithWhatItNeeds) {
  const auto plan = Draft(Request("pinned", kStory));
  ASSERT_OK(plan);
  EXPECT_THAT(Solutions(*plan), IsSupersetOf({kStory, kRoom}));
  ASSERT_EQ(plan->pinned_size(), 1);
  EXPECT_EQ(plan->pinned(0).solution(), kStory);
  const auto read = Get(plan->name());
  ASSERT_OK(read);
  EXPECT_EQ(read->SerializeAsString(), plan->SerializeAsString());
}

TEST_F(OwnPinsTest, WhatNobodyPinsIsNotPlanned) {
  const auto plan = Draft(Request("plain"));
  ASSERT_OK(plan);
  EXPECT_GT(plan->actions_size(), 0);
  EXPECT_THAT(Solutions(*plan), Not(Contains(kStory)));
  EXPECT_THAT(Solutions(*plan), Not(Contains(kRoom)));
}

TEST_F(OwnPinsTest, WhatIsForbiddenIsNamedAsTheProgrammes) {
  pb::DraftPlanRequest request = Request("forbidding");
  request.add_forbidden(kStory);
  const auto plan = Draft(request);
  ASSERT_OK(plan);
  EXPECT_THAT(plan->forbidden(), ElementsAre(kStory));
  EXPECT_THAT(Solutions(*plan), Not(Contains(kStory)));
}

TEST_F(OwnPinsTest, RefusesThoseOfOthersAndThoseThatAreNone) {
  pb::DraftPlanRequest request = Request("refused", "programmes/south/solutions/story");
  EXPECT_THAT(ViolatedFields(Draft(request).status()), ElementsAre("pinned[0].solution"));
  request.mutable_pinned(0)->set_solution("programmes/north/solutions/nothing");
  request.add_forbidden("programmes/north/solutions/nothing-either");
  EXPECT_THAT(ViolatedFields(Draft(request).status()),
              ElementsAre("pinned[0].solution", "forbidden[0]"));
}

TEST_F(OwnPinsTest, ADraftIsImprovedUnlessItsSolutionsHaveGone) {
  pb::DraftPlanRequest request = Request("improved", kStory);
  request.set_defer_improvement(true);
  const auto plan = Draft(request);
  ASSERT_OK(plan);
  pb::ImprovePlanRequest improve;
  improve.set_name(plan->name());
  const auto improved = Ask(&Stub::ImprovePlan, improve);
  ASSERT_OK(improved);
  EXPECT_THAT(Solutions(*improved), IsSupersetOf({kStory, kRoom}));
  request.set_plan_id("late");
  const auto late = Draft(request);
  ASSERT_OK(late);
  pb::RetireSolutionRequest retire;
  retire.set_name(kStory);
  ASSERT_OK(Ask(&Stub::RetireSolution, retire));
  improve.set_name(late->name());
  EXPECT_THAT(Ask(&Stub::ImprovePlan, improve), HasReason("PLAN_STATE_FORBIDS"));
  // What was drafted stays as it was.
  const auto read = Get(late->name());
  ASSERT_OK(read);
  EXPECT_EQ(Solutions(*read), Solutions(*late));
  EXPECT_THAT(ViolatedFields(Draft(Request("again", kStory)).status()),
              ElementsAre("pinned[0].solution"));
}

}  // namespace
}  // namespace pcsp::planning

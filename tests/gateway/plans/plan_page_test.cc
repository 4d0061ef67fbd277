#include "gateway/flows/plan_page/plan_page.h"

#include "gmock/gmock.h"

namespace pcsp::gateway {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(PlanPageTest, SaysWhoDoesWhatByWhen) {
  planning::v1::Plan plan;
  plan.set_name("programmes/p/organisations/o/plans/x");
  plan.set_state(planning::v1::PLAN_STATE_AGREED);
  plan.set_expected_benefit(.42);
  planning::v1::Action& action = *plan.add_actions();
  action.set_title("Ask <everybody> & listen");
  action.set_owner("programmes/p/appointments/kim");
  action.set_owner_role("practice manager");
  action.set_due_date("2026-02-20");
  action.set_state(planning::v1::ACTION_STATE_UNDER_WAY);
  action.set_overdue(true);
  action.set_repeat_weeks(4);
  action.add_core_functions()->set_text("Ask \"what for?\" first");
  action.set_cost(1200);
  plan.set_agreed_by("programmes/p/appointments/pat");
  plan.mutable_update_time()->set_seconds(1'767'600'000);
  plan.set_cost(1200);
  plan.set_budget(1500.5);
  const PlanNames names = {.site = "Elm & Oak Surgery",
                           .code = "A81044",
                           .programme = "The North",
                           .people = {{"programmes/p/appointments/kim", "Kim <Jones>"},
                                      {"programmes/p/appointments/pat", "Pat Smith"}}};
  const std::string page = PlanPage(plan, names, "2026-02-01");
  EXPECT_THAT(page, HasSubstr("What we will do at Elm &amp; Oak Surgery (A81044)"));
  EXPECT_THAT(page, HasSubstr("The North &middot; printed on 2026-02-01"));
  EXPECT_THAT(page, HasSubstr("Agreed by Pat Smith on 2026-01-05."));
  EXPECT_THAT(page, HasSubstr("<dd>£1200</dd>"));
  EXPECT_THAT(page, HasSubstr("Budget: £1500.50."));
  EXPECT_THAT(page, HasSubstr("1. Ask &lt;everybody&gt; &amp; listen"));
  EXPECT_THAT(page, HasSubstr("<dd>Kim &lt;Jones&gt;, practice manager</dd>"));
  EXPECT_THAT(page, HasSubstr("<dd>2026-02-20</dd>"));
  EXPECT_THAT(page, HasSubstr("<dd>under way, overdue</dd>"));
  EXPECT_THAT(page, HasSubstr("every 4 weeks"));
  EXPECT_THAT(page, HasSubstr("<li>Ask &quot;what for?&quot; first</li>"));
  EXPECT_THAT(page, HasSubstr("42 %"));
  EXPECT_THAT(page, Not(HasSubstr("<everybody>")));
  EXPECT_THAT(page, Not(HasSubstr("src=")));
}

// A registry out of reach, or an erased person, leaves ids.
TEST(PlanPageTest, DoesWithoutNames) {
  planning::v1::Plan plan;
  plan.set_name("programmes/p/organisations/o/plans/x");
  plan.set_state(planning::v1::PLAN_STATE_DRAFT);
  plan.add_actions()->set_owner("programmes/p/appointments/kim");
  const std::string page = PlanPage(plan, {.out_of_reach = true}, "2026-02-01");
  EXPECT_THAT(page, HasSubstr("<h1>What we will do at o</h1>"));
  EXPECT_THAT(page, HasSubstr("Nobody has agreed to it yet."));
  EXPECT_THAT(page, HasSubstr("<dd>kim</dd>"));
  EXPECT_THAT(page, HasSubstr("out of reach"));
}

}  // namespace
}  // namespace pcsp::gateway

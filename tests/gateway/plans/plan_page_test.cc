#include "gateway/cli/plan_actions/plan_page.h"

#include "gmock/gmock.h"

namespace pcsp::cli {
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
  const std::string page = PlanPage(plan);
  EXPECT_THAT(page, HasSubstr("1. Ask &lt;everybody&gt; &amp; listen"));
  EXPECT_THAT(page, HasSubstr("<dd>kim, practice manager</dd>"));
  EXPECT_THAT(page, HasSubstr("<dd>2026-02-20</dd>"));
  EXPECT_THAT(page, HasSubstr("<dd>under way, overdue</dd>"));
  EXPECT_THAT(page, HasSubstr("every 4 weeks"));
  EXPECT_THAT(page, HasSubstr("<li>Ask &quot;what for?&quot; first</li>"));
  EXPECT_THAT(page, HasSubstr("42 %"));
  EXPECT_THAT(page, Not(HasSubstr("<everybody>")));
  EXPECT_THAT(page, Not(HasSubstr("src=")));
}

}  // namespace
}  // namespace pcsp::cli

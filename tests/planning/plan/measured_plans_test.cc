// Plans drafted after outcomes were recorded, through the real service.
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/planning/service_fixture.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning {
namespace {

using ::pcsp::testing::ViolatedFields;
using testing::AddFinding;
using ::testing::Contains;
using ::testing::HasSubstr;
using testing::kParent;
using ::testing::Not;
using ::testing::SizeIs;
using Stub = pb::PlanningService::Stub;

constexpr char kIssue[] = "coh-purpose";
constexpr char kHarm[] = "solutions/purpose-in-one-sentence";
constexpr char kHelp[] = "solutions/two-journeys";

class MeasuredPlansTest : public testing::PlanningServiceTest {
 protected:
  static pb::DraftPlanRequest Request(const std::string& id) {
    pb::DraftPlanRequest request;
    request.set_parent(kParent);
    request.set_plan_id(id);
    request.set_start_date("2026-01-05");
    AddFinding(request, kIssue);
    return request;
  }
  // 40 sites each with kHarm, with kHelp, and with nothing.
  absl::Status Record(double harm, double help) {
    pb::RecordOutcomesRequest request;
    request.set_parent("programmes/north");
    for (int site = 0; site < 120; ++site) {
      pb::Outcome& o = *request.add_outcomes();
      o.set_organisation(absl::StrCat("programmes/north/organisations/s", site));
      o.set_wave("programmes/north/waves/first");
      o.set_issue(kIssue);
      o.set_baseline(50 + site % 7);
      o.set_baseline_standard_error(3);
      o.set_followup(50 + site % 7 + (site % 3 == 0 ? harm : site % 3 == 1 ? help : 0));
      o.set_followup_people(10);
      o.set_flagged(true);
      if (site % 3 < 2) o.add_treatments()->set_solution(site % 3 == 0 ? kHarm : kHelp);
    }
    return Ask(&Stub::RecordOutcomes, request).status();
  }
  static std::vector<std::string> Solutions(const pb::Plan& plan) {
    std::vector<std::string> names;
    for (const pb::Action& action : plan.actions()) names.push_back(action.solution());
    return names;
  }
  static const pb::ExpectedEffect* EffectOf(const pb::Plan& plan, const std::string& solution) {
    for (const pb::Action& action : plan.actions()) {
      if (action.solution() == solution && action.expected_effects_size() == 1) {
        return &action.expected_effects(0);
      }
    }
    return nullptr;
  }
};

TEST_F(MeasuredPlansTest, APlanIsMadeOfWhatWorkedAndSaysSo) {
  const auto before = Draft(Request("before"));
  ASSERT_OK(before);
  EXPECT_THAT(Solutions(*before), Contains(kHarm));
  ASSERT_NE(EffectOf(*before, kHarm), nullptr);
  EXPECT_EQ(EffectOf(*before, kHarm)->basis(), pb::EFFECT_BASIS_EXPECTED);
  EXPECT_EQ(EffectOf(*before, kHarm)->points(), 3);
  EXPECT_EQ(EffectOf(*before, kHarm)->sentence(), "expected by its authors");
  EXPECT_EQ(before->outcome_count(), 0);

  ASSERT_OK(Record(-8, 8));
  const auto after = Draft(Request("after"));
  ASSERT_OK(after);
  EXPECT_EQ(after->outcome_count(), 120);
  EXPECT_THAT(Solutions(*after), Not(Contains(kHarm)));
  EXPECT_THAT(Solutions(*after), Contains(kHelp));
  const pb::ExpectedEffect* help = EffectOf(*after, kHelp);
  ASSERT_NE(help, nullptr);
  EXPECT_EQ(help->basis(), pb::EFFECT_BASIS_MEASURED);
  EXPECT_EQ(help->sites(), 40);
  EXPECT_EQ(help->comparison_sites(), 40);
  EXPECT_EQ(help->verdict(), pb::EFFECT_VERDICT_HELPED);
  EXPECT_LT(help->low(), help->points());
  EXPECT_EQ(help->sentence(), "measured at 40 sites beside 40 that did nothing");
}

// Whatever is measured later, and whoever looks for a better plan then.
TEST_F(MeasuredPlansTest, APlanStaysWithWhatWasKnownWhenItWasDrafted) {
  ASSERT_OK(Record(-8, 8));
  const auto made = Draft(Request("first"));
  ASSERT_OK(made);
  ASSERT_OK(Record(12, -9));
  EXPECT_THAT(Solutions(*Draft(Request("second"))), Contains(kHarm)) << "it helps now";
  EXPECT_THAT(Solutions(*Draft(Request("third"))), Not(Contains(kHelp)));
  EXPECT_EQ(Get(made->name())->SerializeAsString(), made->SerializeAsString());
  pb::ImprovePlanRequest improve;
  improve.set_name(made->name());
  const auto improved = Ask(&Stub::ImprovePlan, improve);
  ASSERT_OK(improved);
  EXPECT_EQ(Solutions(*improved), Solutions(*made));
  EXPECT_EQ(EffectOf(*improved, kHelp)->SerializeAsString(),
            EffectOf(*made, kHelp)->SerializeAsString());
}

TEST_F(MeasuredPlansTest, HarmIsPlannedForWhoInsistsWithAWarning) {
  ASSERT_OK(Record(-8, 8));
  auto request = Request("insisting");
  request.add_pinned()->set_solution(kHarm);
  const auto plan = Draft(request);
  ASSERT_OK(plan);
  EXPECT_THAT(Solutions(*plan), Contains(kHarm));
  ASSERT_THAT(plan->warnings(), SizeIs(1));
  EXPECT_EQ(plan->warnings(0).code(), pb::WARNING_CODE_DID_NOT_HELP);
  EXPECT_THAT(plan->warnings(0).message(), HasSubstr("it did harm where it was tried"));
  EXPECT_EQ(Get(plan->name())->warnings(0).code(), pb::WARNING_CODE_DID_NOT_HELP);
}

TEST_F(MeasuredPlansTest, EveryFaultComesAtOnceThoseOfPinsAmongThem) {
  auto request = Request("wrong");
  request.set_hours_per_quarter(-1);
  request.mutable_context()->set_rurality(7);
  request.add_pinned()->set_solution("solutions/no-such");
  request.add_forbidden("nothing");
  EXPECT_THAT(ViolatedFields(Draft(request).status()),
              ::testing::UnorderedElementsAre("hours_per_quarter", "context.rurality",
                                              "pinned[0].solution", "forbidden[0]"));
}

}  // namespace
}  // namespace pcsp::planning

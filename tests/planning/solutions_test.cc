// Catalogue and recommendations through the real service.
#include <algorithm>

#include "gmock/gmock.h"
#include "tests/planning/service_fixture.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::StatusIs;
using ::pcsp::testing::ViolatedFields;
using testing::AddFinding;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kParent;
using ::testing::Not;
using ::testing::Property;
using ::testing::SizeIs;

class SolutionsTest : public testing::PlanningServiceTest {};

TEST_F(SolutionsTest, ListsTheCatalogueInPages) {
  pb::ListSolutionsRequest request;
  request.set_page_size(30);
  std::vector<std::string> names;
  do {
    const auto page = Ask(&pb::PlanningService::Stub::ListSolutions, request);
    ASSERT_OK(page);
    EXPECT_EQ(page->catalogue_version(), "pcsp-solutions@1");
    for (const pb::Solution& solution : page->solutions()) names.push_back(solution.name());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(names.size(), testing::ShippedCatalogue().solutions().size());
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
}

TEST_F(SolutionsTest, FiltersTheCatalogueByIssueAndLevel) {
  pb::ListSolutionsRequest request;
  request.set_issue("x-turnover");
  request.set_level(type::v1::LEVEL_STEERING_GROUP);
  const auto found = Ask(&pb::PlanningService::Stub::ListSolutions, request);
  ASSERT_OK(found);
  EXPECT_THAT(found->solutions(),
              ElementsAre(Property(&pb::Solution::name, "solutions/sg-top-up-and-succession")));
  request.set_issue("nothing-known");
  const auto none = Ask(&pb::PlanningService::Stub::ListSolutions, request);
  ASSERT_OK(none);
  EXPECT_THAT(none->solutions(), IsEmpty());
}

TEST_F(SolutionsTest, RefusesABadPage) {
  pb::ListSolutionsRequest request;
  request.set_page_size(-1);
  request.set_page_token("forged");
  request.set_level(static_cast<type::v1::Level>(99));
  const auto found = Ask(&pb::PlanningService::Stub::ListSolutions, request);
  EXPECT_THAT(found, HasReason("INVALID_FIELDS"));
  EXPECT_THAT(ViolatedFields(found.status()), ElementsAre("level", "page_size", "page_token"));
}

TEST_F(SolutionsTest, ReturnsASolutionInFull) {
  pb::GetSolutionRequest request;
  request.set_name("solutions/mini-steering-group");
  const auto solution = Ask(&pb::PlanningService::Stub::GetSolution, request);
  ASSERT_OK(solution);
  EXPECT_EQ(solution->level(), type::v1::LEVEL_PRACTICE);
  EXPECT_THAT(solution->action(), HasSubstr("30 minutes"));
  EXPECT_GT(solution->hours(), 0);
  EXPECT_GT(solution->prior_effect_points(), 0);
  EXPECT_EQ(solution->owner_role(), "practice manager");
  EXPECT_THAT(solution->core_functions(), Not(IsEmpty()));
  EXPECT_THAT(solution->adaptable_forms(), Not(IsEmpty()));
  request.set_name("solutions/none");
  EXPECT_THAT(Ask(&pb::PlanningService::Stub::GetSolution, request),
              HasReason("SOLUTION_NOT_FOUND"));
  request.set_name("none");
  EXPECT_THAT(Ask(&pb::PlanningService::Stub::GetSolution, request), HasReason("INVALID_FIELDS"));
}

TEST_F(SolutionsTest, RecommendsWithReasons) {
  pb::RecommendSolutionsRequest request;
  request.set_parent(kParent);
  request.set_level(type::v1::LEVEL_PRACTICE);
  request.set_max_recommendations(3);
  AddFinding(request, "pr-steering", .5);
  AddFinding(request, "sg-practical", 1, type::v1::LEVEL_STEERING_GROUP);
  const auto found = Ask(&pb::PlanningService::Stub::RecommendSolutions, request);
  ASSERT_OK(found);
  ASSERT_THAT(found->overall(), SizeIs(3));
  EXPECT_EQ(found->overall(0).rank(), 1);
  EXPECT_GE(found->overall(0).value_per_hour(), found->overall(1).value_per_hour());
  EXPECT_THAT(found->overall(), Each(Property(&pb::Recommendation::own_level, true)));
  EXPECT_THAT(found->overall(), Each(Property(&pb::Recommendation::reason, Not(IsEmpty()))));
  ASSERT_THAT(found->by_issue(), SizeIs(2));
  EXPECT_EQ(found->by_issue(0).issue(), "sg-practical") << "the more important one first";
  EXPECT_DOUBLE_EQ(found->by_issue(0).priority(), .8 * .6);
  EXPECT_THAT(found->by_issue(0).recommendations(),
              Each(Property(&pb::Recommendation::own_level, false)));
}

TEST_F(SolutionsTest, ReportsEveryFaultOfARecommendationAtOnce) {
  pb::RecommendSolutionsRequest request;
  request.set_parent("practices/1");
  request.set_max_recommendations(51);
  AddFinding(request, "a");
  AddFinding(request, "b", 2, type::v1::LEVEL_WHOLE_SYSTEM);
  AddFinding(request, "c", 1, type::v1::LEVEL_UNSPECIFIED);
  const auto found = Ask(&pb::PlanningService::Stub::RecommendSolutions, request);
  EXPECT_THAT(found, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(ViolatedFields(found.status()),
              ElementsAre("parent", "findings[2].level", "level", "findings[1].importance",
                          "max_recommendations"));
}

}  // namespace
}  // namespace pcsp::planning

#include "services/registry/domain/site_context.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;

TEST(StaffGroups, HaveWordsThatGoBothWays) {
  for (int i = 0; i <= static_cast<int>(StaffGroup::kLeadership); ++i) {
    const auto group = static_cast<StaffGroup>(i);
    EXPECT_EQ(StaffGroupOf(Word(group)), group);
  }
  EXPECT_EQ(StaffGroupOf("patients"), StaffGroup::kUnspecified);
}

TEST(SiteContexts, ReportAllFaultsAtOnce) {
  SiteContext context;
  context.list_size = -1;
  context.headcounts = {
      {StaffGroup::kGp, 3}, {StaffGroup::kNurse, -1}, {StaffGroup::kAdmin, 10001}};
  Violations violations;
  Validate(context, violations);
  EXPECT_THAT(ViolatedFields(violations.ToStatus()),
              ElementsAre("site_context.effective_date", "site_context.list_size",
                          "site_context.headcounts[nurse].people",
                          "site_context.headcounts[admin].people"));
}

TEST(SiteContexts, MayKnowNothingButTheDay) {
  SiteContext context;
  context.effective_date = Date(2024, 4, 1);
  Violations violations;
  Validate(context, violations);
  EXPECT_TRUE(violations.empty());
}

}  // namespace
}  // namespace pcsp::registry

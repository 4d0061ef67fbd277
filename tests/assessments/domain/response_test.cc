#include "services/assessments/domain/response.h"

#include "tests/assessments/small_instruments.h"
#include "tests/support/status_matchers.h"

namespace pcsp::assessments {
namespace {

using pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using testing::SmallInstrument;

TEST(PackAnswers, KeepsTheOrderOfTheInstrument) {
  Violations violations;
  const std::string row = PackAnswers(
      SmallInstrument(),
      {{"pr_feedback", "nr_stage"}, {"pr_purpose", "4"}, {"pr_value", ""}, {"pr_already", "1"}},
      "answers[$0]", violations);
  EXPECT_TRUE(violations.empty());
  EXPECT_EQ(row, "41000b");
}

TEST(PackAnswers, ReportsEveryViolation) {
  Violations violations;
  PackAnswers(SmallInstrument(), {{"sg_purpose", "4"}, {"pr_purpose", "6"}, {"pr_value", "5"}},
              "answers[$0]", violations);
  EXPECT_THAT(ViolatedFields(violations.ToStatus()),
              ElementsAre("answers[sg_purpose]", "answers[pr_purpose]"));
  EXPECT_EQ(violations.list()[1].given, "6");
  EXPECT_EQ(violations.list()[1].expected, "one of 1, 2, 3, 4, 5, nr_role, nr_stage, nr_work");
}

TEST(PackAnswers, WantsAtLeastOneAnswer) {
  Violations violations;
  PackAnswers(SmallInstrument(), {{"pr_purpose", ""}}, "$0", violations);
  EXPECT_THAT(ViolatedFields(violations.ToStatus()), ElementsAre("answers"));
}

}  // namespace
}  // namespace pcsp::assessments

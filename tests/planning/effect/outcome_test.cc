#include "services/planning/domain/effect/outcome.h"

#include <cmath>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/planning/effect/outcomes.h"

namespace pcsp::planning {
namespace {

using ::testing::ElementsAre;
using testing::MakeOutcome;

std::vector<std::string> Faults(const Outcome& outcome) {
  Violations violations;
  CheckOutcome(outcome, "o[3].", violations);
  std::vector<std::string> fields;
  for (const Violation& one : violations.list()) fields.push_back(one.field);
  return fields;
}

TEST(OutcomeTest, WeighsByWhatIsNotKnown) {
  Outcome outcome = MakeOutcome("s");
  outcome.s_e = 3;
  outcome.sigma2 = 400;
  outcome.post_n = 25;
  EXPECT_DOUBLE_EQ(WeightOf(outcome), 1.0 / (9 + 16));
}

TEST(OutcomeTest, AcceptsWhatIsSound) { EXPECT_THAT(Faults(MakeOutcome("s")), ElementsAre()); }

TEST(OutcomeTest, TellsEveryFaultAtOnce) {
  Outcome outcome = MakeOutcome("No Id");
  outcome.pre = NAN;
  outcome.post = 101;
  outcome.post_n = 0;
  outcome.context.rurality = 2;
  outcome.adopted = {{"a"}, {"a", true}};
  outcome.started = absl::CivilDay(2026, 5, 1);
  outcome.measured = absl::CivilDay(2026, 4, 30);
  EXPECT_THAT(Faults(outcome),
              ElementsAre("o[3].site", "o[3].pre", "o[3].post", "o[3].post_n",
                          "o[3].context.rurality", "o[3].adopted[1]", "o[3].measured"));
}

}  // namespace
}  // namespace pcsp::planning

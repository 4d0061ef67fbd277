#include <cmath>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/planning/domain/solution/solution_check.h"
#include "tests/planning/catalogues.h"

namespace pcsp::planning {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::MakeSolution;

Solution Complete(const char* id) {
  Solution solution = MakeSolution(id, {"i"});
  solution.actor = solution.action = solution.target = solution.dose = "some";
  solution.timing = solution.justification = solution.expected_outcome = "some";
  solution.source = "our practice";
  return solution;
}

Catalogue Shipped() { return Catalogue("t@1", {Complete("a"), Complete("b")}); }

std::vector<std::string> Faults(const std::vector<Solution>& own) {
  Violations violations;
  CheckOwnSolutions(Shipped(), own, {"i", "k"}, violations);
  std::vector<std::string> fields;
  for (const Violation& one : violations.list()) fields.push_back(one.field);
  return fields;
}

TEST(OwnSolutionsTest, JoinTheCatalogueMarkedAsLocal) {
  Solution own = Complete("mine");
  own.prerequisites = {"a"};
  own.cost = 120;
  own.materials = {{"A letter", "https://example.org/letter"}};
  EXPECT_THAT(Faults({own}), IsEmpty());
  const Catalogue extended = WithOwn(Shipped(), {own});
  EXPECT_TRUE(extended.Find("mine")->local);
  EXPECT_FALSE(extended.Find("a")->local);
}

TEST(OwnSolutionsTest, RepeatNoSoonerThanTheyAreDone) {
  Solution own = Complete("mine");
  own.duration_weeks = 8;
  own.repeat_weeks = 7;
  EXPECT_THAT(Faults({own}), ElementsAre("solutions[0].repeat_weeks"));
  own.repeat_weeks = 8;
  EXPECT_THAT(Faults({own}), IsEmpty());
  own.repeat_weeks = 261;
  EXPECT_THAT(Faults({own}), ElementsAre("solutions[0].repeat_weeks"));
}

TEST(OwnSolutionsTest, TellEveryFaultAtOnce) {
  Solution first = Complete("one");
  first.prerequisites = {"two"};
  first.core_functions.clear();
  first.answers = {"i", "unknown"};
  first.cost = NAN;
  Solution second = Complete("two");
  second.prerequisites = {"one", "nowhere"};
  second.materials = {{"A letter", "javascript:alert(1)"}};
  second.boundaries["together"].negotiable = Negotiable::kNever;
  second.boundaries["nothing"];
  EXPECT_THAT(
      Faults({first, second}),
      ElementsAre("solutions[0].cost", "solutions[0].answers[1]", "solutions[0].core_functions",
                  "solutions[1].boundaries.nothing", "solutions[1].boundaries.together.protects",
                  "solutions[1].materials[0].url", "solutions[1].prerequisites[1]",
                  "solutions[1].prerequisites[0]"));
}

TEST(OwnSolutionsTest, MayNotTakeAnIdOfTheCatalogue) {
  EXPECT_THAT(Faults({Complete("a")}), ElementsAre("solutions[0].id"));
}

TEST(OwnSolutionsTest, KnowALink) {
  EXPECT_TRUE(IsLink("https://example.org/a?b=c"));
  for (const char* url : {"http://example.org", "https://", "https:///x", "https://a b", "x"}) {
    EXPECT_FALSE(IsLink(url)) << url;
  }
}

}  // namespace
}  // namespace pcsp::planning

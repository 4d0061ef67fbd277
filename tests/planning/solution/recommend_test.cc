#include "services/planning/domain/solution/recommend.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/planning/catalogues.h"

namespace pcsp::planning {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::MakeFinding;
using testing::MakeSolution;
using ::testing::SizeIs;

std::vector<std::string> Ids(const std::vector<Recommendation>& ranking) {
  std::vector<std::string> ids;
  for (const Recommendation& one : ranking) ids.push_back(one.solution->id);
  return ids;
}

TEST(RecommendTest, RanksByExpectedValuePerHour) {
  Solution cheap = MakeSolution("cheap", {"i"}, 1);
  cheap.hours = 2;
  const Catalogue catalogue("t@1", {MakeSolution("both", {"i", "k"}), cheap,
                                    MakeSolution("i-only", {"i"}), MakeSolution("k-only", {"k"})});
  const auto found =
      Recommend(catalogue, {MakeFinding("i"), MakeFinding("k", 0.5)}, Level::kPractice, 10);
  EXPECT_THAT(Ids(found.overall), ElementsAre("cheap", "both", "i-only", "k-only"));
  // probability * severity / 100 * importance * effect / hours.
  EXPECT_DOUBLE_EQ(found.overall[0].value_per_hour, 0.8 * 1 * 1 * 1 / 2);
  EXPECT_DOUBLE_EQ(found.overall[1].value_per_hour, (0.8 * 2 + 0.8 * 0.5 * 2) / 10);
  EXPECT_THAT(found.overall[1].issues, ElementsAre("i", "k"));
  ASSERT_THAT(found.by_issue, SizeIs(2));
  EXPECT_EQ(found.by_issue[0].finding.issue, "i");
  EXPECT_THAT(Ids(found.by_issue[0].ranked), ElementsAre("cheap", "both", "i-only"));
  // For one issue, only what it does for that issue counts.
  EXPECT_DOUBLE_EQ(found.by_issue[1].ranked[0].value_per_hour, 0.8 * 0.5 * 2 / 10);
  EXPECT_THAT(Ids(found.by_issue[1].ranked), ElementsAre("both", "k-only"));
}

TEST(RecommendTest, OrdersEqualsByIdAndKeepsToTheLimit) {
  const Catalogue catalogue(
      "t@1", {MakeSolution("c", {"i"}), MakeSolution("a", {"i"}), MakeSolution("b", {"i"})});
  const auto found = Recommend(catalogue, {MakeFinding("i")}, Level::kPractice, 2);
  EXPECT_THAT(Ids(found.overall), ElementsAre("a", "b"));
  EXPECT_THAT(Ids(found.by_issue[0].ranked), ElementsAre("a", "b"));
}

TEST(RecommendTest, MarksWhatAnotherLevelWouldDoAndPutsItLast) {
  Solution theirs = MakeSolution("theirs", {"i"}, 9);
  theirs.level = Level::kSteeringGroup;
  const Catalogue catalogue("t@1", {theirs, MakeSolution("ours", {"i"})});
  const auto found = Recommend(catalogue, {MakeFinding("i")}, Level::kPractice, 5);
  EXPECT_THAT(Ids(found.overall), ElementsAre("ours"));
  EXPECT_THAT(Ids(found.by_issue[0].ranked), ElementsAre("ours", "theirs"));
  EXPECT_TRUE(found.by_issue[0].ranked[0].own_level);
  EXPECT_FALSE(found.by_issue[0].ranked[1].own_level);
  EXPECT_THAT(found.by_issue[0].ranked[1].reason, HasSubstr("For the steering group to do"));
}

TEST(RecommendTest, GivesAReasonInASentence) {
  const Catalogue catalogue("t@1", {MakeSolution("both", {"i", "k"})});
  Finding finding = MakeFinding("i");
  finding.title = "Planning confused with the plan";
  const auto found = Recommend(catalogue, {finding, MakeFinding("k", 0.5)}, Level::kPractice, 5);
  EXPECT_EQ(found.overall[0].reason,
            "Answers \"Planning confused with the plan\" (80 % likely, severity 100 of 100) and 1 "
            "other: 2 points expected on each for 10 hours of work.");
  EXPECT_EQ(found.by_issue[1].ranked[0].reason,
            "Answers \"k\" (80 % likely, severity 100 of 100): 2 points expected on it for 10 "
            "hours of work.");
}

TEST(RecommendTest, WarnsWhenAllIsTrainingAndNamesAnAlternativeBeyondTheLimit) {
  Solution course = MakeSolution("course", {"i"}, 5);
  course.training = true;
  const Catalogue catalogue("t@1", {course, MakeSolution("meet", {"i"})});
  const auto one = Recommend(catalogue, {MakeFinding("i")}, Level::kPractice, 1);
  ASSERT_THAT(one.warnings, SizeIs(1));
  EXPECT_EQ(one.warnings[0].code, Warning::Code::kOnlyTraining);
  EXPECT_THAT(one.warnings[0].message, HasSubstr("\"Do meet\""));
  EXPECT_THAT(Recommend(catalogue, {MakeFinding("i")}, Level::kPractice, 2).warnings, IsEmpty());
}

TEST(RecommendTest, WarnsOfAnIssueThatNothingOfItsLevelAnswers) {
  const Catalogue catalogue("t@1", {MakeSolution("a", {"i"})});
  Finding above = MakeFinding("above");
  above.level = Level::kSteeringGroup;
  const auto found = Recommend(catalogue, {MakeFinding("unknown"), above}, Level::kPractice, 5);
  ASSERT_THAT(found.warnings, SizeIs(1)) << "what lies above is not the practice's to answer";
  EXPECT_EQ(found.warnings[0].code, Warning::Code::kIssueUnanswered);
  EXPECT_THAT(found.warnings[0].issues, ElementsAre("unknown"));
}

}  // namespace
}  // namespace pcsp::planning

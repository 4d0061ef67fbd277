#include "services/diagnosis/domain/learning/verdict.h"

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/diagnosis/domain/learning/review.h"
#include "tests/diagnosis/example_kb.h"
#include "tests/support/status_matchers.h"

namespace pcsp::diagnosis {
namespace {

using ::testing::ElementsAre;

class Verdicts : public ::testing::Test {
 protected:
  std::vector<std::string> Faults(std::vector<Verdict> verdicts, Evidence evidence) const {
    const auto resolved = ResolveCase(model_, {"c", std::move(evidence), std::move(verdicts)});
    std::vector<std::string> fields;
    if (resolved.ok()) return fields;
    const ErrorDetail detail = ErrorDetailOf(resolved.status()).value();
    for (const Violation& violation : detail.violations) {
      fields.push_back(violation.field);
    }
    return fields;
  }
  std::string IssueOf(Level level) const {
    for (const Issue& issue : model_.kb.issues) {
      if (issue.level == level) return issue.id;
    }
    return "";
  }

  const Model model_ = CompileCheckedModel(testing::SmallKnowledgeBase());
};

TEST_F(Verdicts, AreResolvedAgainstTheLevel) {
  const std::string issue = IssueOf(Level::kPractice);
  const LabelledCase resolved =
      ResolveCase(model_, {"c", {Level::kPractice}, {{issue, true, "r", kAskedShare}}}).value();
  ASSERT_EQ(resolved.labels.size(), 1);
  const Network& network = model_.at(Level::kPractice).network;
  EXPECT_EQ(model_.kb.issues[network.issues[resolved.labels[0].variable]].id, issue);
  EXPECT_TRUE(resolved.labels[0].confirmed);
}

TEST_F(Verdicts, AreRefusedWithEveryFault) {
  const std::string issue = IssueOf(Level::kPractice);
  const std::vector<Verdict> verdicts = {
      {"unknown", true, "r"}, {IssueOf(Level::kSteeringGroup), true, "r"},
      {issue, true, "r"},     {issue, false, "r"},
      {issue, true, "s", 0},  {issue, true, "t", 1.5}};
  Evidence evidence = {Level::kPractice, {{Level::kPractice}}};
  evidence.levels[0].facts.push_back({"no_such_fact", "x"});
  EXPECT_THAT(Faults(verdicts, evidence),
              ElementsAre("evidence.levels[0].facts[0].fact", "verdicts[0].issue",
                          "verdicts[1].issue", "verdicts[3].issue", "verdicts[4].show_probability",
                          "verdicts[5].show_probability"));
  EXPECT_THAT(Faults({}, {Level::kPractice}), ElementsAre("verdicts"));
}

TEST(Review, AsksAboutAFewOfWhatIsNotShown) {
  EXPECT_EQ(ShowProbability(.2), 1);
  EXPECT_EQ(ShowProbability(.19), kAskedShare);
  int asked = 0;
  for (int i = 0; i < 20'000; ++i) asked += AskedAtRandom(absl::StrCat("case", i), "coh-purpose");
  EXPECT_NEAR(asked / 20'000., kAskedShare, .006);
  EXPECT_EQ(AskedAtRandom("case7", "a"), AskedAtRandom("case7", "a"));
}

}  // namespace
}  // namespace pcsp::diagnosis

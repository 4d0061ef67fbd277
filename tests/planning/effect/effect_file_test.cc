// What `pcspctl solution effects --outcomes` reads and writes.
#include "gateway/cli/planning/effect_file.h"

#include <fstream>
#include <sstream>

#include "gateway/cli/planning/effect_report.h"
#include "gmock/gmock.h"
#include "tests/support/status_matchers.h"

namespace pcsp::offline {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::IsSupersetOf;

absl::StatusOr<std::vector<planning::Outcome>> Read(const std::string& text) {
  std::istringstream in(text);
  return ReadOutcomes(in);
}

TEST(EffectFileTest, TheExampleRanksWhatHelpsAndWhatHarms) {
  std::ifstream in("tests/planning/effect/examples/outcomes.csv");
  const auto outcomes = ReadOutcomes(in);
  ASSERT_OK(outcomes);
  EXPECT_EQ(outcomes->size(), 40u);
  const auto report = ToJson(EstimateEffects(*outcomes));
  const auto& solutions = report["issues"][0]["solutions"];
  ASSERT_EQ(solutions.size(), 3u);  // by id: form-to-sign, poster, two-journeys
  EXPECT_LT(solutions[0]["effect"]["high"], 0);
  EXPECT_GT(solutions[2]["effect"]["low"], 2);
  EXPECT_EQ(solutions[1]["comparison_sites"], 10);
  EXPECT_FALSE(solutions[1]["uncontrolled"]);
}

TEST(EffectFileTest, TellsEveryFaultByRowAndColumn) {
  const auto found = Read(
      "site,round,issue,pre,post,post_n,flagged,adopted,shoe_size\n"
      "s1,first,x,fifty,50,10,true,,\n"
      "s2,first,x,150,50,0,true,,\n"
      "s3,first,x,50,50,10\n");
  EXPECT_THAT(found, HasReason("INVALID_FILE"));
  EXPECT_THAT(ViolatedFields(found.status()),
              IsSupersetOf({"columns", "row 2, column pre", "row 3, column pre",
                            "row 3, column post_n", "row 4"}));
  EXPECT_THAT(ViolatedFields(Read("").status()), ElementsAre("columns"));
}

TEST(EffectFileTest, TakesEachSiteRoundAndIssueOnce) {
  const std::string row = "s1,first,x,50,50,10,true,a b!altered\n";
  const std::string head = "site,round,issue,pre,post,post_n,flagged,adopted\n";
  const auto once = Read(head + row);
  ASSERT_OK(once);
  EXPECT_EQ(once->front().adopted, (std::vector<planning::Treatment>{{"a", false}, {"b", true}}));
  EXPECT_THAT(ViolatedFields(Read(head + row + row).status()), ElementsAre("row 3"));
}

}  // namespace
}  // namespace pcsp::offline

// Stories in recommendations, through the real service.
#include "gmock/gmock.h"
#include "tests/planning/service_fixture.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning {
namespace {

using ::pcsp::testing::ViolatedFields;
using testing::AddFinding;
using ::testing::HasSubstr;
using testing::kParent;
using ::testing::Not;
using ::testing::SizeIs;
using Stub = pb::PlanningService::Stub;

constexpr char kProgramme[] = "programmes/north";
constexpr char kIssue[] = "coh-purpose";
constexpr char kSolution[] = "solutions/purpose-in-one-sentence";

class StoryMethodsTest : public testing::PlanningServiceTest {
 protected:
  // A rural practice of about 9,000 in the south, which tried it, or in the north, which did not.
  static void AddOutcome(pb::RecordOutcomesRequest& request, int site, bool south, double change) {
    pb::Outcome& o = *request.add_outcomes();
    o.set_organisation("programmes/north/organisations/s" + std::to_string(site));
    o.set_display_name("Site " + std::to_string(site));
    o.set_wave("programmes/north/waves/first");
    o.set_issue(kIssue);
    o.set_baseline(50 + site % 7);
    o.set_baseline_standard_error(3);
    o.set_followup(o.baseline() + change);
    o.set_followup_people(100);
    o.set_flagged(true);
    o.mutable_context()->set_list_size(9000 + site);
    o.mutable_context()->set_rurality(1);
    o.mutable_context()->set_clinical_system("EMIS Web");
    o.mutable_context()->set_whole_system(std::string("programmes/north/organisations/") +
                                          (south ? "south" : "north"));
    if (south) o.add_treatments()->set_solution(kSolution);
  }
  static pb::RecommendSolutionsRequest Question() {
    pb::RecommendSolutionsRequest question;
    question.set_parent(kParent);
    AddFinding(question, kIssue);
    question.mutable_context()->set_list_size(9000);
    question.mutable_context()->set_rurality(1);
    question.mutable_context()->set_whole_system("programmes/north/organisations/north");
    return question;
  }
  // Empty where the solution is not among them.
  template <typename Recommendations>
  static pb::Recommendation Of(const std::string& solution, const Recommendations& ranked) {
    for (const pb::Recommendation& one : ranked) {
      if (one.solution().name() == solution) return one;
    }
    return {};
  }
  // Seven sites of a kind in either; the second of the south got worse. One agreed to be named, one
  // tells nobody.
  void Record() {
    pb::RecordOutcomesRequest request;
    request.set_parent(kProgramme);
    for (int site = 0; site < 14; ++site) {
      AddOutcome(request, site, site < 7, site == 1 ? -9 : site < 7 ? 12 : 0);
    }
    request.mutable_outcomes(0)->set_sharing(pb::SHARING_NAMED);
    request.mutable_outcomes(6)->set_sharing(pb::SHARING_WITHHELD);
    ASSERT_OK(Ask(&Stub::RecordOutcomes, request));
  }
};

TEST_F(StoryMethodsTest, PlacesLikeYoursTellWhatBecameOfIt) {
  Record();
  const auto ranked = Ask(&Stub::RecommendSolutions, Question());
  ASSERT_OK(ranked);
  const pb::Recommendation first = Of(kSolution, ranked->overall());
  ASSERT_THAT(first.stories(), SizeIs(2));
  EXPECT_EQ(first.stories(0).teller(), "Site 0");
  EXPECT_EQ(first.stories(0).organisation(), "programmes/north/organisations/s0");
  EXPECT_EQ(first.stories(0).result(), pb::STORY_RESULT_HELPED);
  EXPECT_EQ(first.stories(1).result(), pb::STORY_RESULT_PERSISTED);
  EXPECT_EQ(first.stories(1).organisation(), "");
  EXPECT_EQ(first.stories(1).issue(), kIssue);
  EXPECT_EQ(first.stories(1).sentence(),
            "A practice of similar size in another system, rural as well, tried it: the issue "
            "persisted.");
  EXPECT_THAT(Of(kSolution, ranked->by_issue(0).recommendations()).stories(), SizeIs(2));
}

// Nothing of those who did not agree, wherever it might stand.
TEST_F(StoryMethodsTest, NamesNobodyWhoDidNotAgree) {
  Record();
  const std::string all = Ask(&Stub::RecommendSolutions, Question())->ShortDebugString();
  EXPECT_THAT(all, HasSubstr("\"Site 0\"")) << "who agreed is there";
  for (int site = 1; site < 14; ++site) {
    EXPECT_THAT(all, Not(HasSubstr("\"Site " + std::to_string(site) + "\"")));
    EXPECT_THAT(all, Not(HasSubstr("/s" + std::to_string(site) + "\"")));
  }
}

TEST_F(StoryMethodsTest, KeepsWhatIsKnownOfASite) {
  Record();
  pb::ListOutcomesRequest list;
  list.set_parent(kProgramme);
  list.set_organisation("programmes/north/organisations/s6");
  const auto kept = Ask(&Stub::ListOutcomes, list);
  ASSERT_OK(kept);
  ASSERT_THAT(kept->outcomes(), SizeIs(1));
  EXPECT_EQ(kept->outcomes(0).sharing(), pb::SHARING_WITHHELD);
  EXPECT_EQ(kept->outcomes(0).context().clinical_system(), "EMIS Web");
  EXPECT_EQ(kept->outcomes(0).context().whole_system(), "programmes/north/organisations/south");
  EXPECT_EQ(kept->outcomes(0).context().level(), type::v1::LEVEL_PRACTICE);
}

TEST_F(StoryMethodsTest, SaysEverythingThatIsWrongWithAContext) {
  pb::RecommendSolutionsRequest question = Question();
  question.mutable_context()->set_whole_system("programmes/elsewhere/organisations/north");
  question.mutable_context()->set_clinical_system(std::string(61, 'x'));
  question.mutable_context()->set_level(static_cast<type::v1::Level>(99));
  EXPECT_THAT(ViolatedFields(Ask(&Stub::RecommendSolutions, question).status()),
              ::testing::UnorderedElementsAre("context.whole_system", "context.clinical_system",
                                              "context.level"));
  pb::RecordOutcomesRequest request;
  request.set_parent(kProgramme);
  AddOutcome(request, 1, true, 1);
  request.mutable_outcomes(0)->set_display_name("two\nlines");
  request.mutable_outcomes(0)->mutable_context()->set_whole_system("south");
  EXPECT_THAT(ViolatedFields(Ask(&Stub::RecordOutcomes, request).status()),
              ::testing::UnorderedElementsAre("outcomes[0].display_name",
                                              "outcomes[0].context.whole_system"));
}

}  // namespace
}  // namespace pcsp::planning

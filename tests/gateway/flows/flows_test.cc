#include <cmath>

#include "gateway/flows/diagnose_site.h"
#include "gateway/flows/follow_up.h"
#include "gateway/flows/names.h"
#include "gateway/flows/open_wave.h"
#include "gateway/flows/programme_board.h"
#include "tests/gateway/flows/flows_fixture.h"

namespace pcsp::gateway {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::StatusIs;
using ::pcsp::testing::ViolatedFields;
using testing::CallNow;
using ::testing::ElementsAre;
using testing::FlowsTest;
using testing::GoOn;
using ::testing::HasSubstr;
using ::testing::SizeIs;

TEST(Names, TakeApartWhatTheyPutTogether) {
  const auto wave = ParseWaveName("name", testing::kWave);
  ASSERT_OK(wave);
  EXPECT_EQ(wave->ToString(), testing::kWave);
  EXPECT_EQ(ParseOperationName("name", wave->Operation())->ToString(), testing::kWave);
  EXPECT_EQ(ParseBoardName("name", wave->Board())->ToString(), testing::kWave);
}

TEST(Names, RefuseOthersNamingTheField) {
  for (const char* bad : {"", "waves/w", "programmes/p", "programmes/P/waves/w",
                          "programmes/p/waves/w/x", "programmes//waves/w"}) {
    EXPECT_THAT(ViolatedFields(ParseWaveName("wave", bad).status()), ElementsAre("wave")) << bad;
  }
  EXPECT_THAT(ParseOperationName("name", "programmes/p/operations/other"),
              HasReason("OPERATION_NOT_FOUND"));
}

TEST_F(FlowsTest, OpensAWaveForEverySiteOfEveryPage) {
  for (const char* id : {"a", "b", "c"}) services_.AddPractice(id);
  v1::OpenWaveRequest request;
  request.set_name(testing::kWave);
  ASSERT_OK(OpenWave(clients_, CallNow(), request));
  EXPECT_THAT(services_.opened.sites(), SizeIs(3));
  EXPECT_EQ(services_.opened.sites(2).steering_group(), "programmes/p/organisations/sg");
}

TEST_F(FlowsTest, OpensNoWaveWithoutSites) {
  v1::OpenWaveRequest request;
  request.set_name(testing::kWave);
  EXPECT_THAT(OpenWave(clients_, CallNow(), request), HasReason("NO_SITES"));
}

TEST_F(FlowsTest, DiagnosesAndPlansForEachSiteThenCompletesTheWave) {
  services_.AddPractice("a");
  services_.AddPractice("b");
  services_.state = assessments::v1::WAVE_STATE_CLOSING;
  ASSERT_OK(FollowUp(clients_, wave_, GoOn));
  EXPECT_THAT(services_.diagnosed, SizeIs(2));
  EXPECT_EQ(services_.diagnosed[0].evidence_revision(), 7);
  ASSERT_THAT(services_.drafted, SizeIs(2));
  EXPECT_EQ(services_.drafted[0].start_date(), "2025-01-01");
  EXPECT_EQ(services_.drafted[0].plan_id(), "w");
  EXPECT_EQ(services_.state, assessments::v1::WAVE_STATE_CLOSED);
}

TEST_F(FlowsTest, PlansOnlyForWhatLiesWithTheSiteAndIsLikelyEnough) {
  services_.AddPractice("a");
  ASSERT_OK(FollowUp(clients_, wave_, GoOn));
  ASSERT_THAT(services_.drafted[0].findings(), SizeIs(1));
  EXPECT_EQ(services_.drafted[0].findings(0).issue(), "act-on");
}

TEST_F(FlowsTest, RunAgainAfterBeingCutOffDoesNothingTwice) {
  services_.AddPractice("a");
  services_.AddPractice("b");
  services_.state = assessments::v1::WAVE_STATE_CLOSING;
  const auto one_site = [](int done, int) { return done < 1; };
  EXPECT_THAT(FollowUp(clients_, wave_, one_site), StatusIs(absl::StatusCode::kCancelled));
  EXPECT_EQ(services_.state, assessments::v1::WAVE_STATE_CLOSING);
  ASSERT_OK(FollowUp(clients_, wave_, GoOn));
  EXPECT_THAT(services_.drafted, SizeIs(2));
}

TEST_F(FlowsTest, DiagnosesNoSiteThatIsNotInTheWave) {
  services_.AddPractice("a");
  v1::DiagnoseSiteRequest request;
  request.set_name("programmes/p/organisations/z");
  request.set_wave(testing::kWave);
  EXPECT_THAT(DiagnoseSite(clients_, CallNow(), request), HasReason("SITE_NOT_IN_WAVE"));
  request.set_name("organisations/z");
  request.set_wave("w");
  EXPECT_THAT(ViolatedFields(DiagnoseSite(clients_, CallNow(), request).status()),
              ElementsAre("name", "wave"));
}

BoardParts TwoPractices() {
  BoardParts parts;
  for (const char* id : {"b", "a"}) {
    assessments::v1::SiteResults results;
    results.set_organisation(id);
    results.set_level(type::v1::LEVEL_PRACTICE);
    auto* construct = results.add_constructs();
    construct->set_construct(type::v1::CONSTRUCT_COHERENCE);
    construct->mutable_how_this_site_works()->set_score(id[0] == 'a' ? 40 : 60);
    parts.results.push_back(results);
    diagnosis::v1::Diagnosis diagnosis;
    diagnosis.set_organisation(id);
    diagnosis.set_level(type::v1::LEVEL_PRACTICE);
    auto* finding = diagnosis.add_findings();
    finding->set_issue("cp-roles");
    finding->set_level(type::v1::LEVEL_PRACTICE);
    finding->set_probability(0.8);
    finding->set_band(diagnosis::v1::BAND_LIKELY);
    parts.diagnoses.push_back(diagnosis);
  }
  return parts;
}

TEST(Board, SumsUpLevelsIssuesAndSites) {
  BoardParts parts = TwoPractices();
  parts.results[0].set_suppression(assessments::v1::SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE);
  const v1::ProgrammeBoard board = AssembleBoard(parts, 3);
  ASSERT_THAT(board.levels(), SizeIs(1));
  EXPECT_EQ(board.levels(0).sites(), 2);
  EXPECT_EQ(board.levels(0).sites_with_results(), 1);
  EXPECT_EQ(board.levels(0).scores(0).score(), 40);
  ASSERT_THAT(board.issues(), SizeIs(1));
  EXPECT_EQ(board.issues(0).likely(), 2);
  EXPECT_DOUBLE_EQ(board.issues(0).expected_share(), 0.8);
  ASSERT_THAT(board.sites(), SizeIs(2));
  EXPECT_EQ(board.sites(0).organisation(), "a");
  EXPECT_EQ(board.sites(1).suppressed_reason(), "BELOW_MIN");
  EXPECT_THAT(board.sites(1).scores(), SizeIs(0));
}

TEST(Board, SaysOfEachFigureHowManyItIsOfAndWhereItMayLie) {
  BoardParts parts = TwoPractices();
  auto* site = parts.results[1].mutable_constructs(0);
  site->set_respondents(8);
  site->set_respondents_most(8);
  site->mutable_how_this_site_works()->mutable_interval()->set_low(31);
  site->mutable_how_this_site_works()->mutable_interval()->set_high(49);
  site->set_sentence("Coherence is at 40.");
  auto* finding = parts.diagnoses[1].mutable_findings(0);
  finding->set_title("Roles");
  finding->set_severity(64);
  finding->mutable_interval()->set_low(.7);
  finding->mutable_interval()->set_high(.9);
  v1::ProgrammeBoard board = AssembleBoard(parts, 3);
  const auto& mean = board.levels(0).scores(0);
  EXPECT_EQ(mean.score(), 50);
  EXPECT_FALSE(mean.has_interval()) << "of a mean of scores that are drawn together none is known";
  EXPECT_THAT(mean.sentence(), HasSubstr("In coherence the scores of the 2 sites"));
  const auto& cell = board.sites(0).scores(0);
  EXPECT_EQ(cell.respondents(), 8);
  EXPECT_EQ(cell.interval().low(), 31);
  EXPECT_EQ(cell.sentence(), "Coherence is at 40.");
  EXPECT_EQ(board.sites(0).findings(0).sentence(),
            "Roles is likely, 80 % (80 % interval 70 to 90 %), severity 64 of 100.");
  const auto& issue = board.issues(0);
  // Two sites at .8: the share has a variance of 2 * .8 * .2 / 4.
  EXPECT_NEAR(issue.interval().low(), .8 - 1.6448536 * std::sqrt(.08), 1e-6);
  EXPECT_EQ(issue.interval().high(), 1);
  EXPECT_THAT(issue.sentence(), HasSubstr("80 % of 2 sites (90 % interval 33 to 100 %)"));

  auto& together = parts.together.emplace_back();
  together.set_level(type::v1::LEVEL_PRACTICE);
  auto* everybody = together.add_constructs();
  everybody->set_construct(type::v1::CONSTRUCT_COHERENCE);
  everybody->set_respondents(16);
  everybody->set_sentence("Coherence is at 52.");
  EXPECT_EQ(AssembleBoard(parts, 3).levels(0).scores(0).score(), 50) << "it may not be shown";
  everybody->mutable_how_this_site_works()->set_score(52);
  everybody->mutable_how_this_site_works()->mutable_interval()->set_low(45);
  board = AssembleBoard(parts, 3);
  EXPECT_EQ(board.levels(0).scores(0).score(), 52);
  EXPECT_EQ(board.levels(0).scores(0).interval().low(), 45);
  EXPECT_EQ(board.levels(0).scores(0).respondents(), 16);
  EXPECT_EQ(board.levels(0).scores(0).sentence(), "Coherence is at 52.");
}

TEST(Board, ShowsThePlanOfTheWaveHoweverOftenASiteIsDiagnosedAgain) {
  BoardParts parts = TwoPractices();
  parts.wave.set_name("programmes/p/waves/w");
  parts.diagnoses[0].set_name("b/diagnoses/again");
  for (const auto& [name, diagnosis] :
       {std::pair("b/plans/other", "b/diagnoses/of-another-wave"),
        std::pair("b/plans/w", "b/diagnoses/first"), std::pair("a/plans/v", "")}) {
    planning::v1::Plan plan;
    plan.set_name(name);
    plan.set_diagnosis(diagnosis);
    plan.add_actions();
    parts.plans.push_back(plan);
  }
  const v1::ProgrammeBoard board = AssembleBoard(parts, 3);
  ASSERT_THAT(board.sites(), SizeIs(2));
  EXPECT_EQ(board.sites(0).plan(), "");
  EXPECT_EQ(board.sites(1).organisation(), "b");
  EXPECT_EQ(board.sites(1).plan(), "b/plans/w");
  parts.plans[0].set_diagnosis("b/diagnoses/again");  // drafted by somebody, and newer
  EXPECT_EQ(AssembleBoard(parts, 3).sites(1).plan(), "b/plans/other");
}

}  // namespace
}  // namespace pcsp::gateway

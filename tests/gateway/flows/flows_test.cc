#include "absl/synchronization/notification.h"
#include "common/base/error.h"
#include "gateway/flows/catch_up.h"
#include "gateway/flows/close_wave.h"
#include "gateway/flows/coordinator.h"
#include "gateway/flows/diagnose_site.h"
#include "gateway/flows/follow_up.h"
#include "gateway/flows/names.h"
#include "gateway/flows/open_wave.h"
#include "gateway/flows/programme_board.h"
#include "gateway/flows/training_cover.h"
#include "tests/gateway/flows/fake_services.h"
#include "tests/support/status_matchers.h"

namespace pcsp::gateway {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::StatusIs;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::SizeIs;

rpc::Call Now() {
  const absl::Time now = absl::Now();
  return {.now = now, .deadline = now + absl::Seconds(10)};
}

class FlowsTest : public ::testing::Test {
 protected:
  testing::FakeServices services_;
  Clients clients_{services_.channels()};
  WaveName wave_{"p", "w"};
};

bool GoOn(int, int) { return true; }

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
  ASSERT_OK(OpenWave(clients_, Now(), request));
  EXPECT_THAT(services_.opened.sites(), SizeIs(3));
  EXPECT_EQ(services_.opened.sites(2).steering_group(), "programmes/p/organisations/sg");
}

TEST_F(FlowsTest, OpensNoWaveWithoutSites) {
  v1::OpenWaveRequest request;
  request.set_name(testing::kWave);
  EXPECT_THAT(OpenWave(clients_, Now(), request), HasReason("NO_SITES"));
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

TEST_F(FlowsTest, EachSiteIsDiagnosedWithWhatTheOthersSay) {
  for (const char* id : {"a", "b", "c"}) services_.AddPractice(id);
  services_.SetFact("sg", "fact_sg", "no", 5);  // not a site of this wave
  ASSERT_OK(FollowUp(clients_, wave_, GoOn));
  ASSERT_THAT(services_.diagnosed, SizeIs(3));
  for (const auto& request : services_.diagnosed) {
    EXPECT_EQ(request.evidence().surroundings().sites_beside(), 5);
  }
  // Those above first: the system and the group, which the practices name.
  ASSERT_THAT(services_.related, SizeIs(8));
  EXPECT_EQ(services_.related[0].programme(), "programmes/p");
  EXPECT_EQ(services_.related[0].site().organisation(), "programmes/p/organisations/ws");
  EXPECT_EQ(services_.related[1].site().organisation(), "programmes/p/organisations/sg");
  EXPECT_EQ(services_.related[1].site().parent(), "programmes/p/organisations/ws");
  EXPECT_EQ(services_.related[1].site().evidence().facts(0).fact(), "fact_sg");
  EXPECT_EQ(services_.related[2].site().parent(), "programmes/p/organisations/sg");
  EXPECT_THAT(services_.related[2].site().evidence().items(), SizeIs(1));
  EXPECT_EQ(services_.related[7].surroundings_of(), "programmes/p/organisations/c");
}

TEST_F(FlowsTest, WhereSitesCannotHearEachOtherTheyAreDiagnosedByThemselves) {
  services_.AddPractice("a");
  services_.AddPractice("b");
  services_.relating_fault = "LEVELS_TOO_ENTANGLED";
  ASSERT_OK(FollowUp(clients_, wave_, GoOn));
  ASSERT_THAT(services_.diagnosed, SizeIs(2));
  EXPECT_FALSE(services_.diagnosed[0].evidence().has_surroundings());
}

TEST_F(FlowsTest, NothingIsDiagnosedWhileNobodyKnowsWhatTheOthersSay) {
  services_.AddPractice("a");
  services_.AddPractice("b");
  services_.relating_fault = "STORAGE_UNAVAILABLE";
  EXPECT_THAT(FollowUp(clients_, wave_, GoOn), HasReason("STORAGE_UNAVAILABLE"));
  EXPECT_THAT(services_.diagnosed, SizeIs(0));
}

TEST_F(FlowsTest, WhatWasWrittenAtASiteGoesWithItsDiagnosisAndNoOther) {
  services_.AddPractice("a");
  services_.AddPractice("b");
  const std::string a = "programmes/p/organisations/a";
  services_.words[a] = {"We lack time.", "It is a tick box exercise."};
  services_.notes[a] = {"Nobody owns it.", ""};
  services_.notes["programmes/p/organisations/sg"] = {"They only buy training."};
  services_.SetFact("sg", "fact_sg", "no", 5);
  ASSERT_OK(FollowUp(clients_, wave_, GoOn));
  ASSERT_THAT(services_.diagnosed, SizeIs(2));
  const auto& of_a = services_.diagnosed[0].evidence();
  ASSERT_THAT(of_a.levels(0).notes(), SizeIs(3));
  EXPECT_EQ(of_a.levels(0).notes(0).text(), "It is a tick box exercise.") << "sorted";
  EXPECT_EQ(of_a.levels(0).notes(1).text(), "Nobody owns it.");
  EXPECT_EQ(of_a.levels(1).notes(0).text(), "They only buy training.");
  EXPECT_FALSE(services_.diagnosed[0].keep_quotes());
  const auto& of_b = services_.diagnosed[1].evidence();
  EXPECT_THAT(of_b.levels(0).notes(), SizeIs(0));
  EXPECT_THAT(of_b.levels(1).notes(), SizeIs(1));
  for (const auto& line : services_.related) {
    EXPECT_THAT(line.site().evidence().notes(), SizeIs(0));
  }
}

// A finding of the wave before.
void AddFound(const std::string& issue, type::v1::Level level, double probability,
              diagnosis::v1::Diagnosis* diagnosis) {
  auto* finding = diagnosis->add_findings();
  finding->set_issue(issue);
  finding->set_level(level);
  finding->set_probability(probability);
  finding->set_band(diagnosis::v1::BAND_POSSIBLE);
}

planning::v1::ActionOutcome Completed(const std::string& organisation, const std::string& date,
                                      planning::v1::ReviewOutcome outcome) {
  planning::v1::ActionOutcome completed;
  completed.set_action(
      absl::StrCat("programmes/p/organisations/", organisation, "/plans/x/actions/y"));
  completed.add_issues("act-on");
  completed.set_completed_date(date);
  completed.set_outcome(outcome);
  return completed;
}

TEST_F(FlowsTest, WhatTheWaveBeforeFoundAndWhatWasDoneSinceGoAlong) {
  services_.AddPractice("a");
  services_.AddPractice("b");
  auto& found = services_.earlier.emplace_back();
  found.set_organisation("programmes/p/organisations/a");
  found.set_level(type::v1::LEVEL_PRACTICE);
  AddFound("act-on", type::v1::LEVEL_PRACTICE, .9, &found);
  found.mutable_findings(0)->set_raw_probability(.8);  // of the engine
  AddFound("no-longer-there", type::v1::LEVEL_PRACTICE, .9, &found);
  AddFound("elsewhere", type::v1::LEVEL_WHOLE_SYSTEM, .9, &found);
  AddFound("watch", type::v1::LEVEL_PRACTICE, .3, &found);
  found.mutable_findings(3)->set_band(diagnosis::v1::BAND_INSUFFICIENT_DATA);
  services_.completed = {
      Completed("a", "2024-05-01", planning::v1::REVIEW_OUTCOME_HELPED),
      Completed("a", "2024-06-01", planning::v1::REVIEW_OUTCOME_UNSPECIFIED),
      Completed("a", "2024-07-01", planning::v1::REVIEW_OUTCOME_NO_DIFFERENCE),
      Completed("a", "2025-01-02", planning::v1::REVIEW_OUTCOME_HELPED),  // after this wave
      Completed("b", "2024-05-01", planning::v1::REVIEW_OUTCOME_HELPED)};
  ASSERT_OK(FollowUp(clients_, wave_, GoOn));
  ASSERT_THAT(services_.diagnosed, SizeIs(2));
  const auto& of_a = services_.diagnosed[0].evidence();
  ASSERT_THAT(of_a.earlier(), SizeIs(1));
  EXPECT_EQ(of_a.earlier(0).issue(), "act-on");
  EXPECT_EQ(of_a.earlier(0).probability(), .8);
  EXPECT_NEAR(of_a.earlier(0).years(), 366 / 365.25, 1e-9);
  EXPECT_NEAR(of_a.earlier(0).remission(), 1 - .5 * .75, 1e-12);
  EXPECT_THAT(services_.diagnosed[1].evidence().earlier(), SizeIs(0));
  ASSERT_THAT(services_.asked_completed, SizeIs(1)) << "once for the wave";
  EXPECT_EQ(services_.asked_completed[0].since(), "2024-01-01");
}

TEST_F(FlowsTest, LongAndManyNotesAreCutToWhatADiagnosisReads) {
  services_.AddPractice("a");
  const std::string a = "programmes/p/organisations/a";
  std::string long_one = "x";
  for (int i = 0; i < 2000; ++i) long_one += "\u00e9";  // two bytes each, so that 4,000 cuts one
  services_.words[a] = std::vector<std::string>(300, long_one);
  ASSERT_OK(FollowUp(clients_, wave_, GoOn));
  const auto& notes = services_.diagnosed[0].evidence().levels(0).notes();
  ASSERT_THAT(notes, SizeIs(250));
  EXPECT_EQ(notes[0].text(), long_one.substr(0, 3999));
}

TEST_F(FlowsTest, JoinsTheEvidenceOfTheLevelsAbove) {
  services_.AddPractice("a");
  assessments::v1::SiteEvidence above = services_.evidence[0];
  above.set_organisation("programmes/p/organisations/sg");
  above.set_level(type::v1::LEVEL_STEERING_GROUP);
  services_.evidence.push_back(above);
  const auto evidence = WaveEvidence::Read(clients_, testing::kWave);
  ASSERT_OK(evidence);
  const auto joined = evidence->For(evidence->sites()[0]);
  EXPECT_EQ(joined.subject_level(), type::v1::LEVEL_PRACTICE);
  ASSERT_THAT(joined.levels(), SizeIs(2));  // the whole system is not a site of this wave
  EXPECT_EQ(joined.levels(1).level(), type::v1::LEVEL_STEERING_GROUP);
}

TEST_F(FlowsTest, JoinsTheFactsOfSiteAndLevelsAboveAsFarAsTheKnowledgeBaseHasThem) {
  services_.AddPractice("a");
  services_.AddPractice("b");
  services_.SetFact("a", "fact_pr", "yes", 3);
  services_.SetFact("b", "fact_pr", "perhaps", 4);  // no such category
  services_.SetFact("sg", "fact_sg", "no", 5);      // not a site of this wave
  services_.SetFact("ws", "fact_pr", "no", 6);      // a fact of another level
  const auto evidence = WaveEvidence::Read(clients_, testing::kWave);
  ASSERT_OK(evidence);
  const auto a = evidence->For(*evidence->Find("programmes/p/organisations/a"));
  ASSERT_THAT(a.levels(), SizeIs(2));
  ASSERT_THAT(a.levels(0).facts(), SizeIs(1));
  EXPECT_EQ(a.levels(0).facts(0).category(), "yes");
  EXPECT_THAT(a.levels(0).items(), SizeIs(1));
  EXPECT_EQ(a.levels(1).level(), type::v1::LEVEL_STEERING_GROUP);
  EXPECT_EQ(a.levels(1).facts(0).fact(), "fact_sg");
  const auto b = evidence->For(*evidence->Find("programmes/p/organisations/b"));
  EXPECT_THAT(b.levels(0).facts(), SizeIs(0));
}

TEST_F(FlowsTest, TrainingThatIsRecordedSaysWhatShareOfAPracticeIsTrained) {
  for (const char* id : {"a", "b", "c", "d"}) services_.AddPractice(id);
  for (auto& site : services_.sites) {
    auto* nurses = site.add_headcounts();
    nurses->set_staff_group(type::v1::STAFF_GROUP_NURSE);
    nurses->set_people(4);
  }
  services_.sites[3].clear_headcounts();
  services_.SetFact("b", "fact_pr_trained_share", "95_percent_or_more", 3);  // seen by somebody
  const std::string base = "programmes/p/organisations/";
  services_.trained = {
      {base + "a", {2, 4}}, {base + "b", {1, 4}}, {base + "c", {0, 4}}, {base + "d", {4, 4}}};
  const auto evidence = WaveEvidence::Read(clients_, testing::kWave);
  ASSERT_OK(evidence);
  const auto facts = [&](const std::string& id) {
    return evidence->For(*evidence->Find(base + id)).levels(0).facts();
  };
  ASSERT_THAT(facts("a"), SizeIs(1));
  EXPECT_EQ(facts("a").Get(0).category(), "50_to_79_percent");
  ASSERT_THAT(facts("b"), SizeIs(1));
  EXPECT_EQ(facts("b").Get(0).category(), "95_percent_or_more");
  EXPECT_THAT(facts("c"), SizeIs(0));  // nothing recorded is not nobody trained
  EXPECT_THAT(facts("d"), SizeIs(0));
}

TEST(TrainedShareTest, CategoriesOfTheKnowledgeBase) {
  for (const auto& [share, category] :
       {std::pair(0.0, "under_50_percent"), std::pair(0.499, "under_50_percent"),
        std::pair(0.5, "50_to_79_percent"), std::pair(0.8, "80_to_94_percent"),
        std::pair(0.949, "80_to_94_percent"), std::pair(1.0, "95_percent_or_more")}) {
    EXPECT_EQ(TrainedShareCategory(share), category) << share;
  }
}

// A programme's own instrument asks what it likes, and on scales of its own.
TEST_F(FlowsTest, LeavesOutItemsAndAnswersThatTheKnowledgeBaseDoesNotHave) {
  services_.AddPractice("a");
  (*services_.evidence[0].mutable_items(0)->mutable_answers())["slider_80"] = 3;
  auto* own = services_.evidence[0].add_items();
  own->set_item("own_question");
  (*own->mutable_answers())["2"] = 4;
  const auto evidence = WaveEvidence::Read(clients_, testing::kWave);
  ASSERT_OK(evidence);
  const auto a = evidence->For(evidence->sites()[0]);
  ASSERT_THAT(a.levels(0).items(), SizeIs(1));
  EXPECT_EQ(a.levels(0).items(0).item(), "pr_purpose");
  EXPECT_THAT(a.levels(0).items(0).answers(), SizeIs(1));
}

TEST_F(FlowsTest, TheRevisionOfEvidenceGrowsWithTheFactsOfEveryLevel) {
  services_.AddPractice("a");
  const auto revision = [this] {
    const auto evidence = WaveEvidence::Read(clients_, testing::kWave);
    return evidence->RevisionFor(evidence->sites()[0]);
  };
  EXPECT_EQ(revision(), 7);
  services_.SetFact("a", "fact_pr", "yes", 3);
  EXPECT_EQ(revision(), 10);
  services_.SetFact("sg", "fact_sg", "yes", 4);
  EXPECT_EQ(revision(), 11);
  services_.SetFact("a", "fact_pr", "no", 5);
  EXPECT_EQ(revision(), 12);
  services_.SetFact("elsewhere", "fact_pr", "no", 6);
  EXPECT_EQ(revision(), 12);
}

TEST_F(FlowsTest, CatchesUpWithNewFactsAndWithNothingElse) {
  services_.AddPractice("a");
  services_.AddPractice("b");
  services_.evidence[1].set_steering_group("programmes/p/organisations/sg2");
  ASSERT_OK(FollowUp(clients_, wave_, GoOn));
  ASSERT_THAT(services_.diagnosed, SizeIs(2));
  int64_t seen = 0;
  const auto always = [] { return true; };
  ASSERT_OK(CatchUp(clients_, wave_, &seen, always));
  EXPECT_THAT(services_.diagnosed, SizeIs(2));  // nothing is new
  services_.SetFact("a", "fact_pr", "yes", 1);
  ASSERT_OK(CatchUp(clients_, wave_, &seen, always));
  ASSERT_THAT(services_.diagnosed, SizeIs(3));
  EXPECT_EQ(services_.diagnosed[2].parent(), "programmes/p/organisations/a");
  EXPECT_EQ(services_.diagnosed[2].evidence_revision(), 8);
  EXPECT_EQ(seen, 1);
  ASSERT_OK(CatchUp(clients_, wave_, &seen, always));
  EXPECT_THAT(services_.diagnosed, SizeIs(3));
  services_.SetFact("sg2", "fact_sg", "yes", 2);  // b lies below it, a does not
  ASSERT_OK(CatchUp(clients_, wave_, &seen, always));
  ASSERT_THAT(services_.diagnosed, SizeIs(4));
  EXPECT_EQ(services_.diagnosed[3].parent(), "programmes/p/organisations/b");
  EXPECT_THAT(services_.drafted, SizeIs(2));  // plans are left to people
  int64_t from_nothing = 0;                   // another gateway, or this one started again
  ASSERT_OK(CatchUp(clients_, wave_, &from_nothing, always));
  EXPECT_THAT(services_.diagnosed, SizeIs(4));
}

// A practice speaks to those above it, and its neighbours are left alone.
TEST_F(FlowsTest, NewFactsOfAPracticeHaveItsGroupDiagnosedAgainAndNotItsNeighbours) {
  services_.AddPractice("a");
  services_.AddPractice("b");
  assessments::v1::SiteEvidence group = services_.evidence[0];
  group.set_organisation("programmes/p/organisations/sg");
  group.set_level(type::v1::LEVEL_STEERING_GROUP);
  services_.evidence.push_back(group);
  ASSERT_OK(FollowUp(clients_, wave_, GoOn));
  ASSERT_THAT(services_.diagnosed, SizeIs(3));
  services_.SetFact("a", "fact_pr", "yes", 1);
  int64_t seen = 0;
  ASSERT_OK(CatchUp(clients_, wave_, &seen, [] { return true; }));
  ASSERT_THAT(services_.diagnosed, SizeIs(5));
  EXPECT_EQ(services_.diagnosed[3].parent(), "programmes/p/organisations/a");
  EXPECT_EQ(services_.diagnosed[4].parent(), "programmes/p/organisations/sg");
  EXPECT_EQ(services_.diagnosed[4].evidence_revision(), 8);
  services_.SetFact("sg", "fact_sg", "no", 2);  // of both practices' evidence
  ASSERT_OK(CatchUp(clients_, wave_, &seen, [] { return true; }));
  EXPECT_THAT(services_.diagnosed, SizeIs(8));
}

TEST_F(FlowsTest, CatchingUpThatFailsIsTakenUpAgain) {
  services_.AddPractice("a");
  services_.SetFact("a", "fact_pr", "yes", 1);
  services_.fail_diagnoses = 1;
  int64_t seen = 0;
  EXPECT_THAT(CatchUp(clients_, wave_, &seen, [] { return true; }),
              HasReason("STORAGE_UNAVAILABLE"));
  EXPECT_EQ(seen, 0);
  EXPECT_THAT(CatchUp(clients_, wave_, &seen, [] { return false; }),
              StatusIs(absl::StatusCode::kCancelled));
  ASSERT_OK(CatchUp(clients_, wave_, &seen, [] { return true; }));
  EXPECT_EQ(seen, 1);
}

TEST_F(FlowsTest, ACoordinatorDiagnosesAgainWhenItHearsOfNewFacts) {
  services_.AddPractice("a");
  services_.state = assessments::v1::WAVE_STATE_CLOSED;
  rpc::Log log(rpc::LogLevel::kOff);
  Coordinator coordinator(&clients_, &log);
  services_.SetFact("a", "fact_pr", "yes", 1);
  coordinator.Heard("programmes/p/organisations/a/observations/o");
  const absl::Time give_up = absl::Now() + absl::Seconds(20);
  const auto diagnosed = [this] {
    std::lock_guard lock(services_.mutex);
    return !services_.diagnosed.empty();
  };
  while (!diagnosed() && absl::Now() < give_up) {
  }
  EXPECT_TRUE(diagnosed());
}

TEST_F(FlowsTest, DiagnosesNoSiteThatIsNotInTheWave) {
  services_.AddPractice("a");
  v1::DiagnoseSiteRequest request;
  request.set_name("programmes/p/organisations/z");
  request.set_wave(testing::kWave);
  EXPECT_THAT(DiagnoseSite(clients_, Now(), request), HasReason("SITE_NOT_IN_WAVE"));
  request.set_name("organisations/z");
  request.set_wave("w");
  EXPECT_THAT(ViolatedFields(DiagnoseSite(clients_, Now(), request).status()),
              ElementsAre("name", "wave"));
}

// Polls until the operation is done; the coordinator works in the background.
v1::Operation WaitUntilDone(Clients& clients, const Coordinator& coordinator) {
  v1::GetOperationRequest request;
  request.set_name("programmes/p/operations/close-w");
  const absl::Time give_up = absl::Now() + absl::Seconds(20);
  for (;;) {
    auto operation = GetOperation(clients, coordinator, Now(), request);
    if (!operation.ok() || operation->done() || absl::Now() > give_up) {
      return operation.value_or(v1::Operation());
    }
  }
}

TEST_F(FlowsTest, AnOperationIsTheSameWhoeverAsksAndEndsByItself) {
  services_.AddPractice("a");
  rpc::Log log(rpc::LogLevel::kOff);
  Coordinator coordinator(&clients_, &log);
  v1::GetOperationRequest get;
  get.set_name("programmes/p/operations/close-w");
  EXPECT_THAT(GetOperation(clients_, coordinator, Now(), get), HasReason("OPERATION_NOT_FOUND"));
  v1::CloseWaveRequest close;
  close.set_name(testing::kWave);
  const auto operation = CloseWave(clients_, coordinator, Now(), close);
  ASSERT_OK(operation);
  EXPECT_EQ(operation->name(), get.name());
  const v1::Operation done = WaitUntilDone(clients_, coordinator);
  EXPECT_TRUE(done.done());
  EXPECT_EQ(done.sites_done(), 1);
}

TEST_F(FlowsTest, ACoordinatorTakesUpWhatAnotherLeft) {
  services_.AddPractice("a");
  services_.state = assessments::v1::WAVE_STATE_CLOSING;
  rpc::Log log(rpc::LogLevel::kOff);
  Coordinator coordinator(&clients_, &log);  // nobody tells it of the wave
  EXPECT_TRUE(WaitUntilDone(clients_, coordinator).done());
}

TEST_F(FlowsTest, ACoordinatorTriesAgainUntilTheServiceIsBack) {
  services_.AddPractice("a");
  services_.state = assessments::v1::WAVE_STATE_CLOSING;
  services_.fail_diagnoses = 1;
  rpc::Log log(rpc::LogLevel::kOff);
  Coordinator coordinator(&clients_, &log);
  EXPECT_TRUE(WaitUntilDone(clients_, coordinator).done());
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

}  // namespace
}  // namespace pcsp::gateway

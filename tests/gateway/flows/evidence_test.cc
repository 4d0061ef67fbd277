#include "absl/strings/str_cat.h"
#include "gateway/flows/follow_up.h"
#include "gateway/flows/training_facts.h"
#include "gateway/flows/wave_evidence.h"
#include "tests/gateway/flows/flows_fixture.h"

namespace pcsp::gateway {
namespace {

using ::pcsp::testing::HasReason;
using ::testing::ElementsAre;
using testing::FlowsTest;
using testing::GoOn;
using ::testing::SizeIs;

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

TEST_F(FlowsTest, PlansAreDraftedForWhatIsKnownOfTheSite) {
  services_.AddPractice("a");
  registry::v1::SiteContext known;
  known.set_organisation("programmes/p/organisations/a");
  known.set_list_size(8000);
  services_.contexts = {known};
  ASSERT_OK(FollowUp(clients_, wave_, GoOn));
  int of_a = 0;
  for (const auto& request : services_.drafted) {
    if (request.parent() != known.organisation()) continue;
    EXPECT_EQ(request.context().list_size(), 8000);
    EXPECT_EQ(request.context().whole_system(), "programmes/p/organisations/ws");
    ++of_a;
  }
  EXPECT_EQ(of_a, 1);
}

TEST_F(FlowsTest, ASiteWhosePlanIsRefusedDoesNotKeepTheWaveOpen) {
  services_.AddPractice("a");
  services_.AddPractice("b");
  services_.refused_plan = "programmes/p/organisations/a";
  std::vector<std::string> told;
  ASSERT_OK(FollowUp(clients_, wave_, GoOn, [&](const std::string& site, const absl::Status& why) {
    EXPECT_THAT(why, HasReason("INVALID_FIELDS"));
    told.push_back(site);
  }));
  EXPECT_THAT(told, ElementsAre(services_.refused_plan));
  ASSERT_THAT(services_.drafted, SizeIs(1));
  EXPECT_EQ(services_.drafted[0].parent(), "programmes/p/organisations/b");
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
  // Newest first: one that was made again when new facts had come in, which speak for themselves.
  auto& again = services_.earlier.emplace_back();
  again.set_organisation("programmes/p/organisations/a");
  again.set_level(type::v1::LEVEL_PRACTICE);
  AddFound("act-on", type::v1::LEVEL_PRACTICE, .1, &again);
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

TEST_F(FlowsTest, WhatResultsHideIsMarkedAndNotGiven) {
  for (const char* id : {"a", "b", "c"}) services_.AddPractice(id);
  auto* item = services_.evidence[0].mutable_items(0);
  item->clear_answers();
  item->set_suppression(assessments::v1::SUPPRESSION_UNANIMITY);
  *services_.evidence[0].add_items() = *item;
  services_.evidence[0].mutable_items(1)->set_item("not_in_the_knowledge_base");
  item = services_.evidence[1].mutable_items(0);
  item->set_suppression(assessments::v1::SUPPRESSION_OVERLAP);
  item->set_tendency(assessments::v1::TENDENCY_UNFAVOURABLE);
  services_.evidence[2].clear_items();
  services_.evidence[2].set_suppression(assessments::v1::SUPPRESSION_SECONDARY);
  const auto evidence = WaveEvidence::Read(clients_, testing::kWave);
  ASSERT_OK(evidence);
  const auto of = [&](int site) { return evidence->For(evidence->sites()[site]).levels(0); };
  ASSERT_THAT(of(0).items(), SizeIs(1));
  EXPECT_TRUE(of(0).items(0).withheld());
  EXPECT_EQ(of(0).items(0).withheld_reason(), diagnosis::v1::WITHHELD_REASON_UNANIMITY);
  EXPECT_THAT(of(0).items(0).answers(), SizeIs(0));
  ASSERT_THAT(of(1).items(), SizeIs(1));
  EXPECT_FALSE(of(1).items(0).withheld()) << "what stands for the tendency counts";
  EXPECT_EQ(of(1).items(0).withheld_reason(), diagnosis::v1::WITHHELD_REASON_OVERLAP);
  EXPECT_EQ(of(1).items(0).answers().at("2"), 2);
  EXPECT_THAT(of(2).items(), SizeIs(0));
  EXPECT_EQ(of(2).withheld_reason(), diagnosis::v1::WITHHELD_REASON_SECONDARY);
}

// The numbers are copied from one service's reasons to the other's.
TEST(WithheldReason, HasTheNumbersOfSuppression) {
  const auto* const reasons = diagnosis::v1::WithheldReason_descriptor();
  const auto* const suppressions = assessments::v1::Suppression_descriptor();
  ASSERT_EQ(reasons->value_count(), suppressions->value_count());
  for (int i = 1; i < reasons->value_count(); ++i) {
    const auto word = [](const std::string& name, absl::string_view prefix) {
      return name.substr(prefix.size());
    };
    EXPECT_EQ(reasons->value(i)->number(), suppressions->value(i)->number());
    EXPECT_EQ(word(reasons->value(i)->name(), "WITHHELD_REASON_"),
              word(suppressions->value(i)->name(), "SUPPRESSION_"));
  }
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

TEST_F(FlowsTest, AssessmentsIsToldWhatShareOfAPracticeIsTrained) {
  for (const char* id : {"a", "b", "c", "d"}) services_.AddPractice(id);
  for (auto& site : services_.sites) {
    auto* nurses = site.add_headcounts();
    nurses->set_staff_group(type::v1::STAFF_GROUP_NURSE);
    nurses->set_people(4);
  }
  services_.sites[3].clear_headcounts();
  const std::string base = "programmes/p/organisations/";
  services_.trained = {
      {base + "a", {2, 4}}, {base + "b", {1, 4}}, {base + "c", {0, 4}}, {base + "d", {4, 4}}};
  ASSERT_OK(RecordTraining(clients_, "programmes/p"));
  ASSERT_THAT(services_.counted, SizeIs(1));
  const auto& told = services_.counted[0];
  EXPECT_EQ(told.parent(), "programmes/p");
  EXPECT_EQ(told.fact(), "fact_pr_trained_share");
  EXPECT_EQ(told.source(), "programmes/p/competences");
  ASSERT_THAT(told.sites(), SizeIs(2)) << "nothing recorded is not nobody trained";
  EXPECT_EQ(told.sites(0).organisation(), base + "a");
  EXPECT_EQ(told.sites(0).category(), "50_to_79_percent");
  EXPECT_EQ(told.sites(1).category(), "under_50_percent");
  const auto evidence = WaveEvidence::Read(clients_, testing::kWave);
  ASSERT_OK(evidence);
  const auto facts = evidence->For(*evidence->Find(base + "a")).levels(0).facts();
  ASSERT_THAT(facts, SizeIs(1));
  EXPECT_EQ(facts.Get(0).category(), "50_to_79_percent");
}

TEST_F(FlowsTest, AssessmentsIsToldOfAProgrammeWithoutTrainingToo) {
  services_.AddPractice("a");
  ASSERT_OK(RecordTraining(clients_, "programmes/p"));
  ASSERT_THAT(services_.counted, SizeIs(1)) << "what was known before goes";
  EXPECT_THAT(services_.counted[0].sites(), SizeIs(0));
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

}  // namespace
}  // namespace pcsp::gateway

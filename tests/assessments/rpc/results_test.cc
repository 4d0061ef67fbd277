// What comes out, over the wire, and what does not.
#include <cmath>

#include "absl/strings/str_format.h"
#include "common/text/pages/percent.h"
#include "common/text/pages/range.h"
#include "tests/assessments/rpc/assessment_service_fixture.h"

namespace pcsp::assessments::testing {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

class ResultsTest : public ServiceTest {};

TEST_F(ResultsTest, ComeOnlyAfterClosing) {
  EXPECT_THAT(Results("a1"), HasReason("WAVE_NOT_FOUND"));
  OpenWave();
  SubmitAll("a1", "4", 5);
  EXPECT_THAT(Results("a1"), HasReason("WAVE_NOT_CLOSED"));
  EXPECT_THAT(Evidence(), HasReason("WAVE_NOT_CLOSED"));
  ASSERT_OK(CloseWave());
  EXPECT_OK(Results("a1"));
  EXPECT_THAT(Results("b1"), HasReason("SITE_RESULTS_NOT_FOUND"));
  EXPECT_THAT(Evidence({"a1", "b1"}), HasReason("SITE_RESULTS_NOT_FOUND"));
}

TEST_F(ResultsTest, SayWhatTheAnswersSay) {
  OpenWave();
  SubmitAll("a1", "5", 4);  // pr_already is reversed: 5 is its worst
  SubmitAll("a1", "4", 4);
  ASSERT_OK(CloseWave());
  const auto results = Results("a1").value();
  EXPECT_EQ(results.suppression(), pb::SUPPRESSION_UNSPECIFIED);
  EXPECT_EQ(results.instrument(), "instruments/practice/versions/1");
  EXPECT_EQ(results.respondents(), 8);
  EXPECT_EQ(results.headcount(), 8);
  EXPECT_EQ(results.evidence_revision(), 3);
  ASSERT_EQ(results.constructs_size(), 4);
  const auto& coherence = results.constructs(0);
  EXPECT_EQ(coherence.respondents(), 8);
  // 5 5 5 -> (4 + 0 + 4) / 3 of 4; 4 4 4 -> (3 + 1 + 3) / 3 of 4.
  EXPECT_NEAR(coherence.mean(), 100 * (8 / 12.0 + 7 / 12.0) / 2, 1e-9);
  EXPECT_NEAR(coherence.team_now().score(), coherence.mean(), 1e-9) << "all eight answered";
  EXPECT_LT(coherence.how_this_site_works().interval().low(), coherence.mean());
  EXPECT_EQ(coherence.how_this_site_works().interval().level(), .9);
  EXPECT_EQ(coherence.weakest_item(), "pr_already");
  EXPECT_EQ(results.constructs(1).agreement().verdict(),
            pb::AGREEMENT_VERDICT_SHARED_UNDERSTANDING);
  ASSERT_EQ(results.items_size(), 6);
  const auto& already = results.items(1);
  EXPECT_EQ(already.answers(4).answer(), "5");
  EXPECT_EQ(already.answers(4).count(), 4) << "as it was given";
  EXPECT_LT(already.favourable_share(), .3) << "but turned round here";
  EXPECT_TRUE(already.agreement().has_common_understanding_probability());

  EXPECT_EQ(results.sentence(), "8 people answered, of 8 who could.");
  EXPECT_EQ(already.respondents(), 8);
  EXPECT_THAT(already.sentence(), HasSubstr("from 8 people"));
  EXPECT_THAT(already.sentence(), HasSubstr(text::PercentLikely(already.favourable_share())));

  const auto basic = Results("a1", pb::RESULTS_VIEW_BASIC).value();
  EXPECT_EQ(basic.items_size(), 0);
  EXPECT_EQ(basic.constructs(0).SerializeAsString(), coherence.SerializeAsString());
}

// In each estimate of each site, whatever it is rounded to; and the sentence says no more than it.
TEST_F(ResultsTest, IntervalsHoldTheirFiguresAndSentencesRepeatThem) {
  pb::CreateWaveRequest create;
  create.set_parent("programmes/p");
  create.set_wave_id("w1");
  create.mutable_wave()->set_display_name("Spring");
  create.mutable_wave()->add_instruments("instruments/practice/versions/1");
  create.mutable_wave()->add_instruments("instruments/steering_group/versions/1");
  ASSERT_OK(Ask(&Stub::CreateWave, create));
  ASSERT_OK(Ask(&Stub::OpenWave, OpenRequest()));
  SubmitAll("a1", "4", 4);
  SubmitAll("a1", "5", 2);  // six: counted as a band, so means are in steps of 5
  SubmitAll("a2", "2", 3);
  SubmitAll("a2", "5", 5);
  ASSERT_OK(CloseWave());
  for (const char* site : {"a1", "a2"}) {
    const auto results = Results(site).value();
    ASSERT_EQ(results.constructs_size(), 4) << site;
    for (const auto& c : results.constructs()) {
      if (c.suppression() != pb::SUPPRESSION_UNSPECIFIED) {
        EXPECT_EQ(c.sentence(), "");
        continue;
      }
      for (const auto& estimate : {c.how_this_site_works(), c.team_now()}) {
        EXPECT_LE(estimate.interval().low(), estimate.score());
        EXPECT_GE(estimate.interval().high(), estimate.score());
      }
      const auto& works = c.how_this_site_works();
      EXPECT_THAT(c.sentence(), HasSubstr(absl::StrFormat(" is at %.0f of 100", works.score())));
      EXPECT_THAT(c.sentence(),
                  HasSubstr(text::Range(works.interval().low(), works.interval().high())));
      EXPECT_THAT(c.sentence(),
                  HasSubstr(c.respondents_most() > c.respondents() ? "from 5 to 7 people"
                                                                   : "from 8 people"));
      for (const auto& part : c.staff_groups()) {
        EXPECT_LE(part.interval().low(), part.mean());
        EXPECT_GT(part.interval().high(), part.mean());
        EXPECT_THAT(part.sentence(), HasSubstr(absl::StrFormat("%.0f of 100", part.mean())));
      }
    }
  }
  const auto banded = Results("a1")->constructs(0);
  EXPECT_EQ(banded.respondents_most(), 7);
  EXPECT_EQ(std::fmod(banded.team_now().interval().low(), 5), 0);
  EXPECT_LT(banded.team_now().interval().low(), banded.team_now().interval().high());
}

// Everything but what identifies the site must be empty.
TEST_F(ResultsTest, OfTooFewSayNothingButWhy) {
  OpenWave(/*min_group_size=*/5);
  SubmitAll("a1", "5", 4);
  ASSERT_OK(CloseWave());
  pb::SiteResults expected;
  expected.set_name("programmes/p/waves/w1/siteResults/a1");
  expected.set_organisation(Organisation("a1"));
  expected.set_level(type::v1::LEVEL_PRACTICE);
  expected.set_instrument("instruments/practice/versions/1");
  expected.set_headcount(8);
  expected.set_suppression(pb::SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE);
  expected.set_evidence_revision(3);
  for (const char* site : {"a1", "a2"}) {  // four answers and none look the same
    expected.set_name(absl::StrCat("programmes/p/waves/w1/siteResults/", site));
    expected.set_organisation(Organisation(site));
    EXPECT_EQ(Results(site)->DebugString(), expected.DebugString());
    const auto evidence = Evidence({site})->evidence(0);
    EXPECT_EQ(evidence.suppression(), pb::SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE);
    EXPECT_EQ(evidence.respondents(), 0);
    EXPECT_EQ(evidence.items_size(), 0);
  }
}

TEST_F(ResultsTest, OfAnItemThatTooFewAnsweredSayNothingButWhy) {
  OpenWave(/*min_group_size=*/5);
  for (int i = 0; i < 6; ++i) {
    ASSERT_OK(Submit(i < 2 ? Response("a1", {{"pr_purpose", "2"}, {"pr_drive", "1"}})
                           : Response("a1", {{"pr_purpose", "4"}, {"pr_value", "4"}})));
  }
  ASSERT_OK(CloseWave());
  const auto results = Results("a1").value();
  EXPECT_EQ(results.items(0).answers(1).count(), 2);
  pb::ItemResult item;
  item.set_item("pr_drive");
  item.set_suppression(pb::SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE);
  EXPECT_EQ(results.items(3).DebugString(), item.DebugString());
  pb::ConstructResult construct;
  construct.set_construct(type::v1::CONSTRUCT_COGNITIVE_PARTICIPATION);
  construct.set_suppression(pb::SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE);
  EXPECT_EQ(results.constructs(1).DebugString(), construct.DebugString());
  const auto evidence = Evidence({"a1"}).value();
  ASSERT_EQ(evidence.evidence(0).items_size(), results.items_size());
  EXPECT_THAT(evidence.evidence(0).items(0).answers(),
              UnorderedElementsAre(Pair("2", 2), Pair("4", 4)));
  for (int i = 1; i < results.items_size(); ++i) {  // four answered pr_value: too few as well
    pb::ItemEvidence hidden;
    hidden.set_item(results.items(i).item());
    hidden.set_suppression(results.items(i).suppression());
    EXPECT_EQ(evidence.evidence(0).items(i).DebugString(), hidden.DebugString());
    EXPECT_EQ(hidden.suppression(), pb::SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE);
  }
}

TEST_F(ResultsTest, EvidenceIsTurnedRoundAndComplete) {
  OpenWave();
  SubmitAll("a1", "5", 2);
  SubmitAll("a1", "4", 1);
  for (int i = 0; i < 3; ++i) ASSERT_OK(Submit(Response("a1", {{"pr_already", "nr_role"}})));
  ASSERT_OK(CloseWave());
  const auto evidence = Evidence().value();
  EXPECT_EQ(evidence.evidence_revision(), 3);
  ASSERT_EQ(evidence.evidence_size(), 4);
  const auto& a1 = evidence.evidence(0);
  EXPECT_EQ(a1.respondents(), 6);
  EXPECT_EQ(a1.steering_group(), Organisation("north"));
  EXPECT_EQ(a1.whole_system(), "");
  EXPECT_THAT(a1.items(0).answers(), UnorderedElementsAre(Pair("5", 2), Pair("4", 1)));
  EXPECT_THAT(a1.items(1).answers(),
              UnorderedElementsAre(Pair("1", 2), Pair("2", 1), Pair("nr_role", 3)));
  EXPECT_EQ(Evidence({"north", "a1", "a1"})->evidence_size(), 2);
}

TEST_F(ResultsTest, AreListedPageByPageAndByLevel) {
  OpenWave();
  SubmitAll("a2", "4", 3);
  ASSERT_OK(CloseWave());
  pb::ListSiteResultsRequest request;
  request.set_parent(kWave);
  request.set_page_size(2);
  request.set_level(type::v1::LEVEL_PRACTICE);
  const auto first = Ask(&Stub::ListSiteResults, request).value();
  ASSERT_EQ(first.site_results_size(), 2);
  EXPECT_EQ(first.site_results(1).respondents(), 3);
  EXPECT_EQ(first.site_results(1).items_size(), 0) << "BASIC in lists";
  request.set_page_token(first.next_page_token());
  const auto second = Ask(&Stub::ListSiteResults, request).value();
  ASSERT_EQ(second.site_results_size(), 1);
  EXPECT_EQ(second.site_results(0).organisation(), Organisation("a3"));
  EXPECT_EQ(second.next_page_token(), "");
  request.set_level(type::v1::LEVEL_STEERING_GROUP);
  EXPECT_THAT(ViolatedFields(Ask(&Stub::ListSiteResults, request).status()),
              ElementsAre("page_token"));
}

}  // namespace
}  // namespace pcsp::assessments::testing

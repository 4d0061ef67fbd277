// Change, radar, reliability, gaps, who answered and funnel over the wire, and what they keep back.
#include <map>

#include "tests/assessments/rpc/assessment_service_fixture.h"

namespace pcsp::assessments::testing {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kNext[] = "programmes/p/waves/w2";
constexpr auto kHidden = pb::SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE;

class ComparisonTest : public ServiceTest {
 protected:
  void Open(const std::string& wave, int min_group_size = 3) {
    ASSERT_OK(CreateWave(wave, min_group_size));
    auto request = OpenRequest("programmes/p/waves/" + wave);
    for (auto& site : *request.mutable_sites()) {
      site.clear_headcounts();
      if (site.level() != type::v1::LEVEL_PRACTICE) continue;
      AddHeadcount(site, type::v1::STAFF_GROUP_GP, 6);
      AddHeadcount(site, type::v1::STAFF_GROUP_NURSE, 4);
      AddHeadcount(site, type::v1::STAFF_GROUP_ADMIN, 2);
    }
    ASSERT_OK(Ask(&Stub::OpenWave, request));
  }
  static void AddHeadcount(pb::WaveSite& site, type::v1::StaffGroup group, int people) {
    auto* added = site.add_headcounts();
    added->set_staff_group(group);
    added->set_people(people);
  }
  void Close(const std::string& wave) {
    pb::CloseWaveRequest request;
    request.set_name("programmes/p/waves/" + wave);
    ASSERT_OK(Ask(&Stub::CloseWave, request));
  }
  // `codes`: an answer to each item, in the order of the instrument, once a person.
  void Say(const std::string& wave, const std::string& site, type::v1::StaffGroup group,
           const std::vector<std::string>& people, const std::string& prefix = "pr") {
    for (const std::string& codes : people) {
      pb::SubmitResponseRequest request;
      request.set_parent("programmes/p/waves/" + wave);
      request.set_organisation(Organisation(site));
      request.set_staff_group(group);
      const char* items[] = {"purpose", "already", "value", "drive", "skills", "feedback"};
      for (size_t i = 0; i < codes.size(); ++i) {
        if (codes[i] == '0') continue;
        (*request.mutable_answers())[prefix + "_" + items[i]] = std::string(1, codes[i]);
      }
      ASSERT_OK(Submit(request));
    }
  }
  void SayGps(const std::string& wave, const std::string& site,
              const std::vector<std::string>& people) {
    Say(wave, site, type::v1::STAFF_GROUP_GP, people);
  }

  absl::StatusOr<pb::WaveComparison> Compare(const std::string& site = "",
                                             const std::string& baseline = kWave) {
    pb::CompareWavesRequest request;
    request.set_name(kNext);
    request.set_baseline(baseline);
    if (!site.empty()) request.set_organisation(Organisation(site));
    return Ask(&Stub::CompareWaves, request);
  }
  template <typename Request, typename Response>
  absl::StatusOr<Response> OfSite(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                               Response*),
                                  const std::string& site) {
    Request request;
    request.set_name(absl::StrCat(kWave, "/siteResults/", site));
    return Ask(method, request);
  }

  // Three practices before and after; the first moves from the bottom to the top.
  void TwoWaves() {
    Open("w1");
    Open("w2");
    SayGps("w1", "a1", {"151111", "242122", "151211", "241112"});
    SayGps("w1", "a2", {"333333", "333433", "324343", "343333"});
    SayGps("w1", "a3", {"423444", "514454"});
    SayGps("w2", "a1", {"515555", "424455", "515545", "425554"});
    SayGps("w2", "a2", {"333333", "333433", "324343", "343333"});
    SayGps("w2", "a3", {"423444", "514454", "423445"});
    Close("w1");
    Close("w2");
  }
};

TEST_F(ComparisonTest, SaysWhatChangedAtASite) {
  TwoWaves();
  const auto comparison = Compare("a1");
  ASSERT_OK(comparison);
  ASSERT_EQ(comparison->levels_size(), 1) << "its own level alone";
  const auto& level = comparison->levels(0);
  EXPECT_EQ(level.instrument_after(), "instruments/practice/versions/1");
  ASSERT_EQ(level.constructs_size(), 4);
  ASSERT_EQ(level.items_size(), 6);
  const auto& coherence = level.constructs(0);
  EXPECT_EQ(coherence.suppression(), pb::SUPPRESSION_UNSPECIFIED);
  EXPECT_EQ(coherence.respondents_before(), 4);
  EXPECT_EQ(coherence.verdict(), pb::CHANGE_VERDICT_IMPROVED);
  EXPECT_GT(coherence.improved_by_5_probability(), .9);
  EXPECT_GT(coherence.score_after(), coherence.score_before() + 20);
  EXPECT_LT(coherence.interval().low(), coherence.difference());
  EXPECT_THAT(coherence.sentence(), HasSubstr("Coherence improved"));
  EXPECT_EQ(level.items(1).item(), "pr_already");
  EXPECT_GT(level.items(1).difference(), 20) << "turned round: disagreeing is better here";
  const auto unchanged = Compare("a2")->levels(0).constructs(0);
  EXPECT_NE(unchanged.verdict(), pb::CHANGE_VERDICT_IMPROVED);
}

TEST_F(ComparisonTest, KeepsBackASiteThatEitherWaveKeepsBack) {
  TwoWaves();
  const auto comparison = Compare("a3");  // two answered before
  ASSERT_OK(comparison);
  for (const auto& construct : comparison->levels(0).constructs()) {
    pb::ScoreChange expected;
    expected.set_construct(construct.construct());
    expected.set_suppression(kHidden);
    EXPECT_EQ(construct.DebugString(), expected.DebugString());
  }
  for (const auto& item : comparison->levels(0).items()) EXPECT_EQ(item.suppression(), kHidden);
}

TEST_F(ComparisonTest, SaysWhatChangedInTheProgramme) {
  TwoWaves();
  const auto comparison = Compare();
  ASSERT_OK(comparison);
  ASSERT_EQ(comparison->levels_size(), 2);
  const auto& practices =
      comparison->levels(comparison->levels(0).level() == type::v1::LEVEL_PRACTICE ? 0 : 1);
  const auto& coherence = practices.constructs(0);
  EXPECT_EQ(coherence.sites(), 2) << "the third was too few before";
  EXPECT_EQ(coherence.respondents_before(), 8);
  EXPECT_EQ(coherence.sites_improved(), 1);
  EXPECT_GT(coherence.difference(), 0);
  const auto& groups = comparison->levels(&practices == &comparison->levels(0) ? 1 : 0);
  EXPECT_EQ(groups.constructs(0).suppression(), kHidden) << "nobody of it answered";
}

TEST_F(ComparisonTest, RefusesWhatCannotBeCompared) {
  Open("w1");
  EXPECT_THAT(Compare(), HasReason("WAVE_NOT_FOUND"));
  Open("w2");
  EXPECT_THAT(Compare(), HasReason("WAVE_NOT_CLOSED"));
  Close("w1");
  Close("w2");
  EXPECT_THAT(Compare("b1"), HasReason("SITE_RESULTS_NOT_FOUND"));
  EXPECT_THAT(ViolatedFields(Compare("", kNext).status()), ElementsAre("baseline"));
  EXPECT_THAT(ViolatedFields(Compare("", "programmes/q/waves/w1").status()),
              ElementsAre("baseline"));
  pb::CompareWavesRequest request;
  request.set_organisation("a1");
  EXPECT_THAT(ViolatedFields(Ask(&Stub::CompareWaves, request).status()),
              ElementsAre("name", "baseline", "organisation"));
}

TEST_F(ComparisonTest, GivesARadarWithItsLastWave) {
  TwoWaves();
  pb::GetSiteRadarRequest request;
  request.set_name(absl::StrCat(kNext, "/siteResults/a1"));
  request.set_baseline(kWave);
  const auto radar = Ask(&Stub::GetSiteRadar, request);
  ASSERT_OK(radar);
  ASSERT_EQ(radar->axes_size(), 4);
  EXPECT_EQ(radar->most(), 100);
  const auto& axis = radar->axes(0);
  EXPECT_EQ(axis.construct(), type::v1::CONSTRUCT_COHERENCE);
  EXPECT_EQ(axis.respondents(), 4);
  EXPECT_GT(axis.value().score(), axis.previous().score());
  EXPECT_LT(axis.programme().interval().low(), axis.programme().score());
  request.set_name(absl::StrCat(kNext, "/siteResults/a3"));
  const auto third = Ask(&Stub::GetSiteRadar, request);
  ASSERT_OK(third);
  EXPECT_FALSE(third->axes(0).has_previous()) << "two answered then";
  EXPECT_TRUE(third->axes(0).has_value());
  request.set_baseline("");
  EXPECT_OK(Ask(&Stub::GetSiteRadar, request));
}

TEST_F(ComparisonTest, SaysHowReliableTheAnswersAre) {
  TwoWaves();
  pb::GetReliabilityRequest request;
  request.set_name(kWave);
  const auto reliability = Ask(&Stub::GetReliability, request);
  ASSERT_OK(reliability);
  ASSERT_EQ(reliability->levels_size(), 2);
  for (const auto& level : reliability->levels()) {
    ASSERT_EQ(level.scales_size(), 5);
    const auto& coherence = level.scales(0);
    if (level.level() != type::v1::LEVEL_PRACTICE) {
      EXPECT_EQ(coherence.suppression(), kHidden);
      EXPECT_EQ(coherence.published_nomad_alpha(), 0);
      continue;
    }
    EXPECT_EQ(coherence.respondents(), 8) << "the site that may not be shown is in none of it";
    EXPECT_EQ(coherence.teams(), 2);
    EXPECT_GT(coherence.alpha().value(), .8);
    EXPECT_LT(coherence.alpha().interval().low(), coherence.alpha().value());
    EXPECT_GT(coherence.omega(), .8);
    EXPECT_GT(coherence.icc1().value(), .5);
    EXPECT_EQ(coherence.items_size(), 3);
    EXPECT_EQ(coherence.published_nomad_alpha(), .71);
    EXPECT_THAT(coherence.sentence(), HasSubstr("hang together with alpha"));
    EXPECT_FALSE(level.scales(1).has_alpha()) << "one item has none";
    EXPECT_EQ(level.scales(4).items_size(), 6);
    EXPECT_EQ(level.scales(4).published_nomad_alpha(), .89);
  }
}

TEST_F(ComparisonTest, SaysWhereLevelsAndStaffGroupsDiffer) {
  Open("w1");
  SayGps("w1", "a1", {"151111", "242122", "151211", "241112"});
  Say("w1", "a1", type::v1::STAFF_GROUP_NURSE, {"515555", "424455", "515545"});
  SayGps("w1", "a2", {"333333", "333433", "324343"});
  SayGps("w1", "a3", {"111111", "111111"});
  Say("w1", "north", type::v1::STAFF_GROUP_LEADERSHIP, {"515555", "515555", "515545", "425554"},
      "sg");
  Close("w1");
  const auto a1 = OfSite(&Stub::GetSiteGaps, "a1");
  ASSERT_OK(a1);
  ASSERT_EQ(a1->levels_size(), 1);
  EXPECT_EQ(a1->levels(0).first(), "steering group");
  EXPECT_EQ(a1->levels(0).first_organisation(), Organisation("north"));
  EXPECT_GT(a1->levels(0).constructs(0).difference(), 10);
  ASSERT_EQ(a1->levels(0).items_size(), 6) << "by concept";
  EXPECT_EQ(a1->levels(0).items(0).first_item(), "sg_purpose");
  EXPECT_EQ(a1->levels(0).items(0).second_item(), "pr_purpose");
  EXPECT_GT(a1->levels(0).items(0).cliffs_delta(), .3);
  ASSERT_EQ(a1->staff_groups_size(), 1);
  const auto& groups = a1->staff_groups(0);
  EXPECT_EQ(groups.first(), "group of GPs");
  EXPECT_EQ(groups.constructs(0).first_respondents(), 4);
  EXPECT_LT(groups.constructs(0).difference(), -10);
  EXPECT_EQ(groups.items(0).cliffs_delta(), -1) << "every GP is below every nurse";
  EXPECT_THAT(groups.items(0).sentence(), HasSubstr("The group of nurses sees this as more"));

  const auto north = OfSite(&Stub::GetSiteGaps, "north");
  ASSERT_OK(north);
  ASSERT_EQ(north->levels_size(), 1);
  EXPECT_EQ(north->levels(0).second_sites(), 2) << "a3 is too few, and in none of it";
  EXPECT_EQ(north->levels(0).constructs(0).second_respondents(), 10);
  const auto a3 = OfSite(&Stub::GetSiteGaps, "a3");
  ASSERT_OK(a3);
  for (const auto& construct : a3->levels(0).constructs())
    EXPECT_EQ(construct.suppression(), kHidden);
  for (const auto& item : a3->levels(0).items()) EXPECT_EQ(item.suppression(), kHidden);
  EXPECT_EQ(a3->staff_groups_size(), 0);
}

// Two nurses beside four GPs: GPs less the team would be the nurses.
TEST_F(ComparisonTest, KeepsBackAStaffGroupThatTheRestWouldShow) {
  Open("w1");
  SayGps("w1", "a1", {"151111", "242122", "151211", "241112"});
  Say("w1", "a1", type::v1::STAFF_GROUP_NURSE, {"515555", "424455"});
  Close("w1");
  EXPECT_EQ(OfSite(&Stub::GetSiteGaps, "a1")->staff_groups_size(), 0);
  const auto r = OfSite(&Stub::GetRepresentativeness, "a1");
  ASSERT_OK(r);
  ASSERT_EQ(r->staff_groups_size(), 3);
  for (const auto& group : r->staff_groups()) {
    EXPECT_EQ(group.suppression(), kHidden);
    EXPECT_EQ(group.respondents(), 0);
  }
  for (const auto& score : r->scores()) {
    EXPECT_EQ(score.suppression(), kHidden) << "the weighted score would give the nurses away";
    EXPECT_FALSE(score.has_weighted());
  }
  EXPECT_EQ(r->r_indicator(), std::round(r->r_indicator() * 10) / 10);
  EXPECT_THAT(r->silent_staff_groups(), ElementsAre(type::v1::STAFF_GROUP_ADMIN));
  EXPECT_FALSE(r->whole_team());
}

TEST_F(ComparisonTest, SaysWhetherTheWholeTeamWasHeard) {
  Open("w1");
  SayGps("w1", "a1", {"515555", "515555", "515555", "515555", "515555", "515555"});
  Say("w1", "a1", type::v1::STAFF_GROUP_NURSE, {"515555", "515555", "515555", "515555"});
  SayGps("w1", "a2", {"515555", "515555"});
  Close("w1");
  const auto r = OfSite(&Stub::GetRepresentativeness, "a1");
  ASSERT_OK(r);
  EXPECT_EQ(r->headcount(), 12);
  EXPECT_NEAR(r->response_rate(), 10 / 12.0, 1e-12);
  EXPECT_FALSE(r->whole_team()) << "nobody of the admin staff";
  EXPECT_THAT(r->next_question(), HasSubstr("admin staff"));
  ASSERT_EQ(r->items_size(), 6);
  EXPECT_GT(r->items(0).probability(), .75);
  EXPECT_EQ(r->items(0).verdict(), pb::UNDERSTANDING_VERDICT_NOT_ESTABLISHED) << "capped";
  EXPECT_EQ(r->staff_groups(1).respondents(), 4);
  EXPECT_TRUE(r->scores(0).has_weighted());
  EXPECT_GT(r->scores(0).weighted().interval().high() - r->scores(0).weighted().interval().low(),
            0);
  const auto few = OfSite(&Stub::GetRepresentativeness, "a2");
  ASSERT_OK(few);
  pb::Representativeness expected;
  expected.set_name(absl::StrCat(kWave, "/siteResults/a2"));
  expected.set_suppression(kHidden);
  EXPECT_EQ(few->DebugString(), expected.DebugString());
  EXPECT_THAT(OfSite(&Stub::GetRepresentativeness, "b1"), HasReason("SITE_RESULTS_NOT_FOUND"));
}

TEST_F(ComparisonTest, GivesAFunnelPageByPage) {
  TwoWaves();
  pb::GetFunnelRequest request;
  request.set_name(kWave);
  EXPECT_THAT(ViolatedFields(Ask(&Stub::GetFunnel, request).status()),
              ElementsAre("level", "construct"));
  request.set_level(type::v1::LEVEL_PRACTICE);
  request.set_construct(type::v1::CONSTRUCT_COHERENCE);
  request.set_page_size(2);
  const auto first = Ask(&Stub::GetFunnel, request);
  ASSERT_OK(first);
  EXPECT_EQ(first->sites(), 2);
  ASSERT_EQ(first->points_size(), 2);
  EXPECT_EQ(first->points(0).respondents(), 4);
  EXPECT_LT(first->points(0).limits_998().low(), first->points(0).limits_95().low());
  EXPECT_NE(first->points(0).standing(), pb::FUNNEL_STANDING_UNSPECIFIED);
  request.set_page_token(first->next_page_token());
  const auto second = Ask(&Stub::GetFunnel, request);
  ASSERT_OK(second);
  ASSERT_EQ(second->points_size(), 1);
  pb::FunnelPoint expected;
  expected.set_organisation(Organisation("a3"));
  expected.set_suppression(kHidden);
  EXPECT_EQ(second->points(0).DebugString(), expected.DebugString());
  EXPECT_EQ(second->next_page_token(), "");
  request.set_construct(type::v1::CONSTRUCT_COLLECTIVE_ACTION);
  EXPECT_THAT(ViolatedFields(Ask(&Stub::GetFunnel, request).status()), ElementsAre("page_token"));
}

}  // namespace
}  // namespace pcsp::assessments::testing

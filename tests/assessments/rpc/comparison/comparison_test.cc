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
  void Open(const std::string& wave, const std::vector<std::string>& more = {}) {
    ASSERT_OK(CreateWave(wave));
    auto request = OpenRequest("programmes/p/waves/" + wave);
    for (const std::string& id : more) {
      auto* site = request.add_sites();
      site->set_organisation(Organisation(id));
      site->set_level(type::v1::LEVEL_PRACTICE);
      site->set_steering_group(Organisation("north"));
    }
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

  // Four practices below one steering group. Two people of a3 are too few, so that a2, though of
  // three, is hidden as well: the steering group less the others would be a3 alone.
  void Hiding(const std::string& wave) {
    Open(wave, {"a4"});
    SayGps(wave, "a1", {"242232", "323343", "232434", "343223", "424332"});
    SayGps(wave, "a2", {"342324", "233432", "424243"});
    SayGps(wave, "a3", {"324233", "433324"});
    SayGps(wave, "a4", {"434443", "343434", "424344", "433443", "344334"});
    Close(wave);
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
  EXPECT_EQ(axis.respondents_most(), 4);
  EXPECT_EQ(axis.programme().score(), std::round(axis.programme().score()));
  EXPECT_GT(axis.value().score(), axis.previous().score());
  EXPECT_LT(axis.programme().interval().low(), axis.programme().score());
  request.set_name(absl::StrCat(kNext, "/siteResults/a3"));
  const auto third = Ask(&Stub::GetSiteRadar, request);
  ASSERT_OK(third);
  EXPECT_FALSE(third->axes(0).has_previous()) << "two answered then";
  EXPECT_EQ(third->axes(0).previous_suppression(), kHidden);
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
    EXPECT_EQ(coherence.respondents(), 6) << "the site that may not be shown is in none of it";
    EXPECT_EQ(coherence.respondents_most(), 8);
    EXPECT_EQ(coherence.items(0).respondents(), 8);
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
  EXPECT_EQ(groups.constructs(0).second_respondents_most(), 3);
  EXPECT_EQ(groups.constructs(3).suppression(), pb::SUPPRESSION_UNANIMITY) << "of the nurses";
  EXPECT_EQ(groups.items_size(), 0) << "never of staff groups";
  EXPECT_THAT(groups.constructs(0).sentence(), HasSubstr("The group of nurses"));

  const auto north = OfSite(&Stub::GetSiteGaps, "north");
  ASSERT_OK(north);
  ASSERT_EQ(north->levels_size(), 1);
  EXPECT_EQ(north->levels(0).second_sites(), 1) << "a3 is too few, and a2 hidden for its sake";
  EXPECT_EQ(north->levels(0).constructs(0).second_respondents(), 7);
  const auto a3 = OfSite(&Stub::GetSiteGaps, "a3");
  ASSERT_OK(a3);
  for (const auto& construct : a3->levels(0).constructs()) {
    EXPECT_NE(construct.suppression(), pb::SUPPRESSION_UNSPECIFIED);
    EXPECT_EQ(construct.difference(), 0);
  }
  for (const auto& item : a3->levels(0).items()) {
    EXPECT_NE(item.suppression(), pb::SUPPRESSION_UNSPECIFIED);
    EXPECT_EQ(item.sentence(), "");
  }
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
  EXPECT_FALSE(r->has_r_indicator());
  EXPECT_FALSE(r->has_total_variation());
  EXPECT_THAT(r->silent_staff_groups(), ElementsAre(type::v1::STAFF_GROUP_ADMIN));
  EXPECT_FALSE(r->whole_team());
}

TEST_F(ComparisonTest, SaysWhetherTheWholeTeamWasHeard) {
  Open("w1");
  SayGps("w1", "a1", {"515555", "515555", "515555", "515555", "515555", "424444"});
  Say("w1", "a1", type::v1::STAFF_GROUP_NURSE, {"515555", "515555", "515555", "424444"});
  SayGps("w1", "a2", {"515555", "424455", "515545", "425554"});
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
  EXPECT_EQ(r->staff_groups(1).response_rate(), 1);
  EXPECT_TRUE(r->has_r_indicator());
  EXPECT_TRUE(r->scores(0).has_weighted());
  EXPECT_GT(r->scores(0).weighted().interval().high() - r->scores(0).weighted().interval().low(),
            0);
  const auto few = OfSite(&Stub::GetRepresentativeness, "a3");
  ASSERT_OK(few);
  pb::Representativeness expected;
  expected.set_name(absl::StrCat(kWave, "/siteResults/a3"));
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

constexpr auto kSecondary = pb::SUPPRESSION_SECONDARY;

// Everything that a message says of a hidden thing, beside its name and the reason.
template <typename Message>
std::string Rest(Message message) {
  message.clear_suppression();
  return message.DebugString();
}

// What Hiding() is meant to do; the tests below rest on it.
TEST_F(ComparisonTest, HidesASiteForTheSakeOfAnother) {
  Hiding("w1");
  EXPECT_EQ(Results("a1")->suppression(), pb::SUPPRESSION_UNSPECIFIED);
  EXPECT_EQ(Results("a2")->suppression(), kSecondary);
  EXPECT_EQ(Results("a3")->suppression(), kHidden);
  EXPECT_EQ(Results("a4")->suppression(), pb::SUPPRESSION_UNSPECIFIED);
}

TEST_F(ComparisonTest, ComparesNothingThatIsHiddenForAnother) {
  Hiding("w1");
  Hiding("w2");
  const auto comparison = Compare("a2");
  ASSERT_OK(comparison);
  for (const auto& construct : comparison->levels(0).constructs()) {
    pb::ScoreChange name;
    name.set_construct(construct.construct());
    EXPECT_EQ(construct.suppression(), kSecondary);
    EXPECT_EQ(Rest(construct), name.DebugString());
  }
  for (const auto& item : comparison->levels(0).items()) {
    EXPECT_NE(item.suppression(), pb::SUPPRESSION_UNSPECIFIED);
    EXPECT_EQ(item.sentence(), "");
  }
  const auto all = Compare();
  ASSERT_OK(all);
  for (const auto& level : all->levels()) {
    if (level.level() != type::v1::LEVEL_PRACTICE) continue;
    EXPECT_EQ(level.constructs(0).sites(), 2);
    EXPECT_EQ(level.constructs(0).respondents_after(), 10);
    EXPECT_EQ(level.constructs(0).respondents_after_most(), 10);
  }
}

// One more answered at a1: four times the mean of four less three times that of three is hers.
TEST_F(ComparisonTest, ComparesNoSiteThatOnePersonJoined) {
  Open("w1");
  Open("w2");
  SayGps("w1", "a1", {"242232", "323343", "232434"});
  SayGps("w2", "a1", {"242232", "323343", "232434", "424323"});
  for (const char* wave : {"w1", "w2"}) {
    SayGps(wave, "a2", {"342324", "233432", "424243"});
    SayGps(wave, "a3", {"434443", "343434", "424344"});
    Close(wave);
  }
  const auto joined = Compare("a1");
  ASSERT_OK(joined);
  for (const auto& construct : joined->levels(0).constructs()) {
    pb::ScoreChange name;
    name.set_construct(construct.construct());
    EXPECT_EQ(construct.suppression(), pb::SUPPRESSION_OVERLAP);
    EXPECT_EQ(Rest(construct), name.DebugString());
  }
  for (const auto& item : joined->levels(0).items()) {
    EXPECT_EQ(item.suppression(), pb::SUPPRESSION_OVERLAP);
    EXPECT_EQ(item.difference(), 0);
  }
  EXPECT_EQ(Compare("a2")->levels(0).constructs(0).suppression(), pb::SUPPRESSION_UNSPECIFIED);
  pb::GetSiteRadarRequest radar;
  radar.set_name(absl::StrCat(kNext, "/siteResults/a1"));
  radar.set_baseline(kWave);
  const auto axes = Ask(&Stub::GetSiteRadar, radar);
  ASSERT_OK(axes);
  EXPECT_TRUE(axes->axes(0).has_value());
  EXPECT_FALSE(axes->axes(0).has_previous());
  EXPECT_EQ(axes->axes(0).previous_suppression(), pb::SUPPRESSION_OVERLAP);
  pb::GetFunnelRequest funnel;
  funnel.set_name(kNext);
  funnel.set_level(type::v1::LEVEL_PRACTICE);
  funnel.set_construct(type::v1::CONSTRUCT_COHERENCE);
  const auto points = Ask(&Stub::GetFunnel, funnel);
  ASSERT_OK(points);
  EXPECT_EQ(points->sites(), 2);
  EXPECT_EQ(points->points(0).suppression(), pb::SUPPRESSION_OVERLAP) << "it is a plain mean";
  EXPECT_EQ(points->points(0).mean(), 0);
}

TEST_F(ComparisonTest, DrawsNoRadarOfWhatIsHiddenForAnother) {
  Hiding("w1");
  pb::GetSiteRadarRequest request;
  request.set_name(absl::StrCat(kWave, "/siteResults/a2"));
  const auto radar = Ask(&Stub::GetSiteRadar, request);
  ASSERT_OK(radar);
  for (const auto& axis : radar->axes()) {
    EXPECT_EQ(axis.suppression(), kSecondary);
    EXPECT_EQ(axis.respondents(), 0);
    EXPECT_FALSE(axis.has_value());
    EXPECT_EQ(axis.sentence(), "");
  }
}

TEST_F(ComparisonTest, CountsNobodyWhoIsHiddenForAnotherInReliability) {
  Hiding("w1");
  pb::GetReliabilityRequest request;
  request.set_name(kWave);
  const auto reliability = Ask(&Stub::GetReliability, request);
  ASSERT_OK(reliability);
  for (const auto& level : reliability->levels()) {
    if (level.level() != type::v1::LEVEL_PRACTICE) continue;
    const auto& coherence = level.scales(0);
    EXPECT_EQ(coherence.suppression(), pb::SUPPRESSION_UNSPECIFIED);
    EXPECT_EQ(coherence.teams(), 2);
    EXPECT_EQ(coherence.respondents(), 9);
    EXPECT_EQ(coherence.respondents_most(), 11);
    EXPECT_EQ(coherence.items(0).respondents(), 10);
  }
}

// Which items go together within one team is nothing that its results say.
TEST_F(ComparisonTest, GivesNoReliabilityOfOneTeam) {
  Open("w1");
  SayGps("w1", "a1", {"242232", "323343", "232434", "343223", "424332"});
  Close("w1");
  pb::GetReliabilityRequest request;
  request.set_name(kWave);
  const auto reliability = Ask(&Stub::GetReliability, request);
  ASSERT_OK(reliability);
  for (const auto& level : reliability->levels()) {
    if (level.level() != type::v1::LEVEL_PRACTICE) continue;
    EXPECT_EQ(level.scales(0).suppression(), kSecondary);
    EXPECT_FALSE(level.scales(0).has_alpha());
    EXPECT_EQ(level.scales(0).items_size(), 0);
  }
}

TEST_F(ComparisonTest, ShowsNoGapOfWhatIsHiddenForAnother) {
  Open("w1", {"a4"});
  SayGps("w1", "a1", {"242232", "323343", "232434", "343223", "424332"});
  SayGps("w1", "a2", {"342324", "233432", "424243"});
  SayGps("w1", "a3", {"324233", "433324"});
  SayGps("w1", "a4", {"434443", "343434", "424344", "433443", "344334"});
  Say("w1", "north", type::v1::STAFF_GROUP_LEADERSHIP, {"423444", "342343", "434434"}, "sg");
  Close("w1");
  ASSERT_EQ(Results("a2")->suppression(), kSecondary);
  const auto a2 = OfSite(&Stub::GetSiteGaps, "a2");
  ASSERT_OK(a2);
  EXPECT_EQ(a2->levels(0).second_sites(), 0);
  for (const auto& construct : a2->levels(0).constructs()) {
    pb::ScoreGap name;
    name.set_construct(construct.construct());
    EXPECT_EQ(construct.suppression(), kSecondary);
    EXPECT_EQ(Rest(construct), name.DebugString());
  }
  EXPECT_EQ(a2->staff_groups_size(), 0);
  const auto north = OfSite(&Stub::GetSiteGaps, "north");
  ASSERT_OK(north);
  EXPECT_EQ(north->levels(0).second_sites(), 2);
  EXPECT_EQ(north->levels(0).constructs(0).second_respondents(), 10);
}

// Staff groups of a2 are enough each and not shown apart for the sake of a1, where they are not.
TEST_F(ComparisonTest, TellsNoStaffGroupsApartThatTheEngineMerges) {
  Open("w1");
  for (const char* site : {"a1", "a2", "a3"}) {
    SayGps("w1", site, {"242232", "323343", "232434", "343223"});
    Say("w1", site, type::v1::STAFF_GROUP_NURSE, {"434443", "343434", "424344"});
  }
  Say("w1", "a1", type::v1::STAFF_GROUP_ADMIN, {"323333", "242232"});
  Close("w1");
  int apart = 0, merged = 0;
  for (const char* site : {"a1", "a2", "a3"}) {
    const auto results = Results(site);
    const auto gaps = OfSite(&Stub::GetSiteGaps, site);
    const auto r = OfSite(&Stub::GetRepresentativeness, site);
    ASSERT_OK(results);
    ASSERT_OK(gaps);
    ASSERT_OK(r);
    bool roles = false;
    for (const auto& group : results->constructs(0).staff_groups()) {
      roles =
          group.merged_from_size() == 1 && group.merged_because() == pb::SUPPRESSION_UNSPECIFIED;
    }
    ++(roles ? apart : merged);
    const bool told =
        gaps->staff_groups_size() > 0 &&
        gaps->staff_groups(0).constructs(0).suppression() == pb::SUPPRESSION_UNSPECIFIED;
    EXPECT_EQ(told, roles) << site;
    EXPECT_EQ(r->scores(0).has_weighted(), roles) << site;
  }
  EXPECT_GT(merged, 0) << "a1, whose admin staff is two";
  EXPECT_GT(apart, 0);
}

TEST_F(ComparisonTest, SaysNothingOfWhoAnsweredWhereThatIsHiddenForAnother) {
  Hiding("w1");
  const auto r = OfSite(&Stub::GetRepresentativeness, "a2");
  ASSERT_OK(r);
  pb::Representativeness expected;
  expected.set_name(absl::StrCat(kWave, "/siteResults/a2"));
  expected.set_suppression(kSecondary);
  EXPECT_EQ(r->DebugString(), expected.DebugString());
}

TEST_F(ComparisonTest, KeepsWhatIsHiddenForAnotherOutOfTheFunnel) {
  Hiding("w1");
  pb::GetFunnelRequest request;
  request.set_name(kWave);
  request.set_level(type::v1::LEVEL_PRACTICE);
  request.set_construct(type::v1::CONSTRUCT_COHERENCE);
  const auto funnel = Ask(&Stub::GetFunnel, request);
  ASSERT_OK(funnel);
  ASSERT_EQ(funnel->points_size(), 4);
  EXPECT_EQ(funnel->sites(), 2);
  pb::FunnelPoint expected;
  expected.set_organisation(Organisation("a2"));
  expected.set_suppression(kSecondary);
  EXPECT_EQ(funnel->points(1).DebugString(), expected.DebugString());
}

}  // namespace
}  // namespace pcsp::assessments::testing

#include "gateway/flows/site/site_page.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace pcsp::gateway {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

assessments::v1::ConstructResult Scored(type::v1::Construct construct, double score) {
  assessments::v1::ConstructResult result;
  result.set_construct(construct);
  auto* estimate = result.mutable_how_this_site_works();
  result.set_respondents(9);
  estimate->set_score(score);
  estimate->mutable_interval()->set_low(score - 8);
  estimate->mutable_interval()->set_high(score + 8);
  return result;
}

v1::SiteOverview Overview() {
  v1::SiteOverview overview;
  overview.mutable_organisation()->set_display_name("Mill <Lane> & Sons");
  overview.add_ancestors()->set_display_name("North group");
  overview.mutable_wave()->set_display_name("Second wave");
  overview.mutable_results()->set_respondents(9);
  overview.mutable_results()->set_headcount(14);
  *overview.mutable_results()->add_constructs() = Scored(type::v1::CONSTRUCT_COHERENCE, 62);
  auto* item = overview.mutable_results()->add_items();
  item->set_item("pr_time");
  item->set_favourable_share(0.25);
  item->set_respondents(8);
  item->mutable_favourable_interval()->set_high(0.4);
  auto* asked = overview.mutable_instrument()->add_items();
  asked->set_code("pr_time");
  asked->set_text("There is time for it.");
  return overview;
}

TEST(SitePageTest, EscapesWhatPeopleWrote) {
  const std::string page = SitePage(Overview());
  EXPECT_THAT(page, HasSubstr("Mill &lt;Lane&gt; &amp; Sons"));
  EXPECT_THAT(page, Not(HasSubstr("<Lane>")));
}

TEST(SitePageTest, ShowsScoresWithTheirIntervalAndTheWordsOfItems) {
  const std::string page = SitePage(Overview());
  EXPECT_THAT(page, HasSubstr("9 people answered of 14"));
  EXPECT_THAT(page, HasSubstr("62 <span class='small'>(54 to 70)<br>9 people</span>"));
  EXPECT_THAT(page, HasSubstr("There is time for it."));
  EXPECT_THAT(page, HasSubstr("25 % <span class='small'>(0 to 40)<br>8 people</span>"));
  v1::SiteOverview banded = Overview();
  banded.mutable_results()->set_respondents_most(12);
  EXPECT_THAT(SitePage(banded), HasSubstr("9 to 12 people answered of 14"));
}

TEST(SitePageTest, ClaimsNoCertainty) {
  v1::SiteOverview overview = Overview();
  auto* diagnosis = overview.mutable_diagnosis();
  diagnosis->set_level(type::v1::LEVEL_PRACTICE);
  auto* finding = diagnosis->add_findings();
  finding->set_level(type::v1::LEVEL_PRACTICE);
  finding->set_band(diagnosis::v1::BAND_LIKELY);
  finding->set_title("No time");
  finding->set_probability(.9987);
  overview.mutable_results()->mutable_items(0)->set_favourable_share(.003);
  const std::string page = SitePage(overview);
  EXPECT_THAT(page, HasSubstr("No time</b>: likely (more than 99 %)"));
  EXPECT_THAT(page, HasSubstr("less than 1 % <span"));
  EXPECT_THAT(page, Not(HasSubstr("(100 %)")));
}

TEST(SitePageTest, ShowsTheWaveBefore) {
  v1::SiteOverview overview = Overview();
  overview.mutable_earlier_wave()->set_display_name("First wave");
  *overview.mutable_earlier_results()->add_constructs() = Scored(type::v1::CONSTRUCT_COHERENCE, 48);
  auto* change = overview.mutable_comparison()->add_levels()->add_constructs();
  change->set_construct(type::v1::CONSTRUCT_COHERENCE);
  change->set_verdict(assessments::v1::CHANGE_VERDICT_PROBABLY_IMPROVED);
  change->set_score_before(51);
  change->set_score_after(60);
  change->set_difference(9);
  change->mutable_interval()->set_low(1.4);
  change->mutable_interval()->set_high(16.6);
  change->set_improved_by_5_probability(.81);
  change->set_worse_by_5_probability(.002);
  change->set_respondents_before(7);
  change->set_respondents_after(9);
  std::string page = SitePage(overview);
  EXPECT_THAT(page, HasSubstr("Change since First wave is worked out from both waves together"));
  EXPECT_THAT(page, HasSubstr("Probably improved, +9 points (90 % interval 1 to 17), better by 5 "
                              "or more with 81 % probability, worse by 5 or more with less than "
                              "1 %. 7 people then, 9 now."));
  for (const char* other : {"48", "51", "60"}) {
    EXPECT_THAT(page, Not(HasSubstr(absl::StrCat(">", other)))) << "another estimate of the same";
    EXPECT_THAT(page, Not(HasSubstr(absl::StrCat(" ", other, " ")))) << "likewise";
  }
  change->set_suppression(assessments::v1::SUPPRESSION_OVERLAP);
  page = SitePage(overview);
  EXPECT_THAT(page, HasSubstr("Too few joined or left since the wave before"));
  EXPECT_THAT(page, Not(HasSubstr("+9 points")));
}

TEST(SitePageTest, SaysWhoWasHeardAndWhatTheTeamAgreedOn) {
  v1::SiteOverview overview = Overview();
  EXPECT_THAT(SitePage(overview), Not(HasSubstr("Who was heard")));
  auto* turnout = overview.mutable_turnout();
  turnout->set_sentence("9 of 14 answered. Not heard: the group of GPs.");
  turnout->set_evenness_sentence("How evenly is not shown: <why>.");
  turnout->set_next_question("What does the group of GPs say?");
  auto* agreed = overview.mutable_results()->mutable_team_consensus()->add_scores();
  agreed->set_sentence("On coherence the team puts itself at 70.");
  std::string page = SitePage(overview);
  EXPECT_THAT(page, HasSubstr("Who was heard"));
  EXPECT_THAT(page, HasSubstr("Not heard: the group of GPs."));
  EXPECT_THAT(page, HasSubstr("is not shown: &lt;why&gt;."));
  EXPECT_THAT(page, HasSubstr("To ask next: What does the group of GPs say?"));
  EXPECT_THAT(page, HasSubstr("On coherence the team puts itself at 70."));
  turnout->Clear();
  turnout->set_suppression(assessments::v1::SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE);
  page = SitePage(overview);
  EXPECT_THAT(page, Not(HasSubstr("Who was heard")));
}

TEST(SitePageTest, SaysNothingOfASmallGroup) {
  v1::SiteOverview overview = Overview();
  overview.mutable_results()->Clear();
  overview.mutable_results()->set_suppression(
      assessments::v1::SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE);
  const std::string page = SitePage(overview);
  EXPECT_THAT(page, HasSubstr("Too few people answered"));
  EXPECT_THAT(page, Not(HasSubstr("people answered of")));
}

TEST(SitePageTest, SaysWhyAndHowMuchIsNotKnown) {
  v1::SiteOverview overview = Overview();
  overview.mutable_results()->Clear();
  overview.mutable_results()->set_suppression(assessments::v1::SUPPRESSION_SECONDARY);
  auto* diagnosis = overview.mutable_diagnosis();
  diagnosis->set_level(type::v1::LEVEL_PRACTICE);
  for (int i = 0; i < 2; ++i) {
    auto* finding = diagnosis->add_findings();
    finding->set_level(type::v1::LEVEL_PRACTICE);
    finding->set_band(diagnosis::v1::BAND_INSUFFICIENT_DATA);
  }
  std::string page = SitePage(overview);
  EXPECT_THAT(page, HasSubstr("would give away those of others"));
  EXPECT_THAT(page, Not(HasSubstr("Too few people answered")));
  EXPECT_THAT(page, HasSubstr("Nothing stands out in what is known. Too little is known of 2 "));
  diagnosis->mutable_findings(0)->set_band(diagnosis::v1::BAND_LIKELY);
  page = SitePage(overview);
  EXPECT_THAT(page, Not(HasSubstr("Nothing stands out")));
  EXPECT_THAT(page, HasSubstr("Too little is known of 1 issue to say anything."));
}

TEST(SitePageTest, ShowsWhatIsLikelyAndWhatIsPlanned) {
  v1::SiteOverview overview = Overview();
  auto* diagnosis = overview.mutable_diagnosis();
  diagnosis->set_level(type::v1::LEVEL_PRACTICE);
  for (const auto band : {diagnosis::v1::BAND_LIKELY, diagnosis::v1::BAND_UNLIKELY}) {
    auto* finding = diagnosis->add_findings();
    finding->set_level(type::v1::LEVEL_PRACTICE);
    finding->set_band(band);
    finding->set_title(diagnosis::v1::Band_Name(band));
    finding->set_probability(0.82);
    finding->add_reasons()->set_sentence("7 of 9 disagree.");
    finding->set_band_note("Held back: <why>.");
  }
  auto* action = overview.mutable_plan()->add_actions();
  action->set_title("Hold a reflection meeting");
  action->set_due_date("2026-03-31");
  overview.add_unreachable("registry");
  const std::string page = SitePage(overview);
  EXPECT_THAT(page, HasSubstr("BAND_LIKELY</b>: likely (82 %)"));
  EXPECT_THAT(page, HasSubstr("Held back: &lt;why&gt;."));
  EXPECT_THAT(page, HasSubstr("7 of 9 disagree."));
  EXPECT_THAT(page, Not(HasSubstr("BAND_UNLIKELY")));
  EXPECT_THAT(page, HasSubstr("Hold a reflection meeting"));
  EXPECT_THAT(page, HasSubstr("registry knows was out of reach"));
}

v1::SiteMeasure Counted() {
  v1::SiteMeasure measure;
  measure.mutable_definition()->set_display_name("Letters <sent>");
  auto* chart = measure.mutable_chart();
  chart->set_unit("per cent of reviews");
  chart->set_sentence("The last figure, 60 %, is above its limits.");
  auto* phase = chart->add_phases();
  phase->set_first_month("2025-01");
  phase->set_centre(40);
  for (int month = 0; month < 6; ++month) {
    auto* point = chart->add_points();
    point->set_month(absl::StrCat("2025-0", month + 1));
    if (month == 2) continue;  // nothing was recorded
    point->set_value(month == 5 ? 60 : 38 + month);
    point->set_lower_limit(30);
    point->set_upper_limit(50);
    if (month == 5) point->add_rules(assessments::v1::MEASURE_RULE_POINT_OUTSIDE);
  }
  return measure;
}

int Times(const std::string& text, const std::string& part) {
  int times = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++times;
  return times;
}

TEST(SitePageTest, DrawsWhatIsCountedAndSaysItInWords) {
  v1::SiteOverview overview = Overview();
  EXPECT_THAT(SitePage(overview), Not(HasSubstr("What is counted")));
  *overview.add_measures() = Counted();
  const std::string page = SitePage(overview);
  EXPECT_THAT(page, HasSubstr("Letters &lt;sent&gt;"));
  EXPECT_THAT(page, HasSubstr("is above its limits."));
  EXPECT_EQ(Times(page, "r='2'/>"), 5) << "a month without a figure has no point";
  EXPECT_EQ(Times(page, "class='signal'"), 1);
  EXPECT_EQ(Times(page, "class='limit'"), 3) << "two limits and the centre";
  const size_t line = page.find("class='line' d='");
  ASSERT_NE(line, std::string::npos);
  const std::string path = page.substr(line, page.find("'/>", line) - line);
  EXPECT_EQ(Times(path, "M"), 2) << "the line breaks where nothing was recorded: " << path;
  EXPECT_THAT(page, HasSubstr(">2025-01</text>"));
}

TEST(SitePageTest, ShowsWhatWasFound) {
  v1::SiteOverview overview = Overview();
  auto* visit = overview.add_observations();
  visit->set_observed_date("2025-06-03");
  visit->set_kind(assessments::v1::OBSERVATION_KIND_VISIT);
  visit->set_note("The recall list is <half> done.");
  auto* fact = visit->add_facts();
  fact->set_fact("fact_pr_owner");
  fact->set_category("one_person");
  const std::string page = SitePage(overview);
  EXPECT_THAT(page, HasSubstr("2025-06-03"));
  EXPECT_THAT(page, HasSubstr("Visit"));
  EXPECT_THAT(page, HasSubstr("The recall list is &lt;half&gt; done."));
  EXPECT_THAT(page, HasSubstr("owner: one person"));
}

}  // namespace
}  // namespace pcsp::gateway

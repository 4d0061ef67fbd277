#include "gateway/flows/site_page.h"

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
  EXPECT_THAT(page, HasSubstr("62 <span class='small'>(54 to 70)</span>"));
  EXPECT_THAT(page, HasSubstr("There is time for it."));
  EXPECT_THAT(page, Not(HasSubstr("before:")));
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
  change->set_sentence("Coherence probably improved.");
  EXPECT_THAT(SitePage(overview), HasSubstr("before: 48"));
  EXPECT_THAT(SitePage(overview), HasSubstr("Coherence probably improved."));
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
  }
  auto* action = overview.mutable_plan()->add_actions();
  action->set_title("Hold a reflection meeting");
  action->set_due_date("2026-03-31");
  overview.add_unreachable("registry");
  const std::string page = SitePage(overview);
  EXPECT_THAT(page, HasSubstr("BAND_LIKELY</b>: likely (82 %)"));
  EXPECT_THAT(page, HasSubstr("7 of 9 disagree."));
  EXPECT_THAT(page, Not(HasSubstr("BAND_UNLIKELY")));
  EXPECT_THAT(page, HasSubstr("Hold a reflection meeting"));
  EXPECT_THAT(page, HasSubstr("registry knows was out of reach"));
}

}  // namespace
}  // namespace pcsp::gateway

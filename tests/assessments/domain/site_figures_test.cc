#include "services/assessments/domain/scoring/site_figures.h"

#include <random>

#include "gtest/gtest.h"
#include "tests/assessments/small_instruments.h"

namespace pcsp::assessments {
namespace {

using testing::SmallInstrument;

SiteInput Input(const Instrument& instrument, const std::vector<std::string>& rows, int roster) {
  return {
      "s", roster,
      StatisticsPlan(instrument).Count(std::vector<absl::string_view>(rows.begin(), rows.end()))};
}

TEST(SiteFigures, AreWhatTheAnswersSay) {
  const Instrument instrument = SmallInstrument();
  // pr_already is reversed: its 1 is the best answer.
  const WaveFigures wave(instrument,
                         {Input(instrument, {"515555", "414444", "51555a", "415440"}, 4)});
  const SiteFigures site = wave.Figures(0, Detail::kItems);
  EXPECT_EQ(site.respondents, 4);
  EXPECT_EQ(site.items[1].scored, (std::vector<int32_t>{0, 0, 0, 0, 4}));
  EXPECT_EQ(site.items[1].counts[1], 4) << "as they were given";
  EXPECT_EQ(site.items[5].counts, (std::vector<int32_t>{1, 0, 0, 0, 1, 1, 1, 0, 0}));
  const ConstructFigures& coherence = site.constructs[0];
  // People: 5,5,5 -> 100; 4,5,4 -> 83.3; 5,5,5 -> 100; 4,5,5 -> 91.7.
  EXPECT_NEAR(*coherence.mean, (100 + 250 / 3.0 + 100 + 275 / 3.0) / 4, 1e-9);
  ASSERT_TRUE(coherence.team_now);
  EXPECT_NEAR(coherence.team_now->score, *coherence.mean, 1e-9);
  EXPECT_EQ(coherence.agreement.verdict, Verdict::kSharedUnderstanding);
  const ConstructFigures& monitoring = site.constructs[3];
  EXPECT_EQ(monitoring.people, 2);
  EXPECT_EQ(monitoring.skipped, 1);
  EXPECT_EQ(monitoring.not_relevant.at("nr_role"), 1);
  EXPECT_EQ(monitoring.weakest_item, 5);
  EXPECT_TRUE(site.items[0].agreement.draws);
  EXPECT_FALSE(wave.Figures(0, Detail::kProfile).items[0].agreement.draws);
}

TEST(SiteFigures, OfSitesWithoutAnswersAreEmptyAndFinite) {
  const Instrument instrument = SmallInstrument();
  const WaveFigures wave(instrument, {{"empty", 5, {}}, Input(instrument, {"aaa000"}, 1)});
  for (size_t i = 0; i < 2; ++i) {
    const SiteFigures site = wave.Figures(i, Detail::kItems);
    for (const ConstructFigures& c : site.constructs) {
      EXPECT_EQ(c.people, 0);
      EXPECT_EQ(c.mean, std::nullopt);
      EXPECT_EQ(c.agreement.verdict, Verdict::kNone);
      EXPECT_EQ(c.weakest_item, -1);
      EXPECT_TRUE(std::isfinite(c.how_site_works.low));
    }
  }
}

TEST(SiteFigures, ScoreOfMergedIsScoreOfUnion) {
  const Instrument instrument = SmallInstrument();
  std::mt19937_64 random(5);
  std::vector<std::string> a, b;
  for (int i = 0; i < 9; ++i) {
    std::string row;
    for (int j = 0; j < 6; ++j) row += "012345abc"[random() % 9];
    (i % 2 ? a : b).push_back(row);
  }
  auto both = b;
  both.insert(both.end(), a.begin(), a.end());
  SiteInput merged = Input(instrument, a, 12);
  merged.statistics += Input(instrument, b, 12).statistics;
  const SiteFigures x = WaveFigures(instrument, {merged}).Figures(0, Detail::kItems);
  const SiteFigures y =
      WaveFigures(instrument, {Input(instrument, both, 12)}).Figures(0, Detail::kItems);
  for (int c = 0; c < kConstructs; ++c) {
    EXPECT_EQ(x.constructs[c].how_site_works.score, y.constructs[c].how_site_works.score);
    EXPECT_EQ(x.constructs[c].how_site_works.low, y.constructs[c].how_site_works.low);
    EXPECT_EQ(x.constructs[c].agreement.r_wg, y.constructs[c].agreement.r_wg);
  }
  for (size_t i = 0; i < x.items.size(); ++i) {
    EXPECT_EQ(x.items[i].shrunk, y.items[i].shrunk);
    EXPECT_EQ(x.items[i].agreement.draws->common_probability,
              y.items[i].agreement.draws->common_probability);
  }
}

}  // namespace
}  // namespace pcsp::assessments

#include "services/assessments/rpc/results/wave_results.h"

#include "tests/assessments/store/store_fixture.h"

namespace pcsp::assessments::testing {
namespace {

using pcsp::testing::HasReason;

class WaveResultsTest : public StoreTest {
 protected:
  const Catalogue catalogue_ = SmallCatalogue();
};
INSTANTIATE_TEST_SUITE_P(EveryDatabase, WaveResultsTest, pcsp::testing::EveryDatabase(),
                         pcsp::testing::DatabaseName);

TEST_P(WaveResultsTest, CountsEachSiteByItsOwnInstrument) {
  FrozenWaves frozen(store_.get());
  WaveResultsCache cache(store_.get(), &frozen, &catalogue_);
  const Wave wave = OpenWave();
  // Five answers of the first site, four of the second; three of the third are below the minimum.
  for (int i = 0; i < 5; ++i) ASSERT_OK(store_->Append({Response(wave, 1, "515555")}));
  for (int i = 0; i < 4; ++i) ASSERT_OK(store_->Append({Response(wave, 2, "151111")}));
  for (int i = 0; i < 3; ++i) ASSERT_OK(store_->Append({Response(wave, 3, "333333")}));
  EXPECT_THAT(cache.Get(wave.name), HasReason("WAVE_NOT_CLOSED"));
  CloseWave(wave);
  const auto results = cache.Get(wave.name).value();
  const auto respondents = [&](const char* organisation) {
    const WaveSite* site = results->frozen->Find(organisation);
    return results->FiguresOf(*site).Figures(results->PlaceOf(*site), Detail::kProfile).respondents;
  };
  EXPECT_EQ(respondents("a1"), 5);
  EXPECT_EQ(respondents("a2"), 4);
  EXPECT_EQ(respondents("north"), 0) << "too few to be shown, so too few to weigh in at all";
  EXPECT_EQ(results->frozen->Find("b1"), nullptr);
  EXPECT_EQ(results->FiguresOf(*results->frozen->Find("a1")).sites()[1].roster, 6);
  EXPECT_EQ(cache.Get(wave.name).value(), results) << "computed once";
}

TEST_P(WaveResultsTest, SurviveTheCompletionOfTheirWave) {
  FrozenWaves frozen(store_.get());
  WaveResultsCache cache(store_.get(), &frozen, &catalogue_);
  const Wave wave = OpenWave();
  CloseWave(wave);
  const auto results = cache.Get(wave.name).value();
  ASSERT_OK(store_->UpdateWave(
      "assessments.CompleteWave", wave.name, [](Wave w) { return Complete(std::move(w), kNow); },
      Encoded));
  EXPECT_EQ(cache.Get(wave.name).value(), results);
}

TEST_P(WaveResultsTest, FrozenWavesAreFoundOnceLoaded) {
  FrozenWaves frozen(store_.get());
  EXPECT_THAT(frozen.Load({"p", "w1"}), HasReason("WAVE_NOT_FOUND"));
  ASSERT_OK(store_->CreateWave({}, Draft("w1"), Encoded));
  EXPECT_THAT(frozen.Load({"p", "w1"}), HasReason("WAVE_NOT_OPEN"));
  const Wave wave = OpenWave("w2");
  EXPECT_EQ(frozen.Find(wave.name), nullptr);
  const auto loaded = frozen.Load(wave.name).value();
  EXPECT_EQ(frozen.Find(wave.name), loaded);
  EXPECT_EQ(loaded->Find("a2")->number, 2);
}

}  // namespace
}  // namespace pcsp::assessments::testing

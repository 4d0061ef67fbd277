#include "services/assessments/rpc/results/final_replies.h"

#include "common/storage/cache/local_cache.h"
#include "tests/assessments/store/store_fixture.h"
#include "tests/support/shared_cache.h"

namespace pcsp::assessments::testing {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::IsOkAndHolds;
using pcsp::testing::SharedCache;

class FinalRepliesTest : public StoreTest {
 protected:
  // A process of the service; all share `far_`.
  struct Process {
    Process(Store* store, const Catalogue* catalogue, const Clock* clock,
            const std::shared_ptr<Cache>& far, const std::string& signer)
        : frozen(store),
          results(store, &frozen, catalogue),
          cache(std::make_unique<LocalCache>(1 << 20, clock), std::make_unique<SharedCache>(far),
                {.check_one_in = 0}),
          replies(store, &results, &cache, signer, "origin") {}
    FrozenWaves frozen;
    WaveResultsCache results;
    ReadThrough cache;
    FinalReplies replies;
  };
  std::unique_ptr<Process> NewProcess(const std::string& signer = "signer") {
    return std::make_unique<Process>(store_.get(), &catalogue_, &clock_, far_, signer);
  }
  static Asked AskedFor(const std::string& site) {
    v1::GetSiteResultsRequest request;
    request.set_name("programmes/p/waves/w1/siteResults/" + site);
    return AskedBy(request);
  }
  // Says how many sites the wave has, and counts.
  auto Body() {
    return [this](const WaveResults& results) -> absl::StatusOr<std::string> {
      ++computed_;
      return absl::StrCat(results.wave.site_count, " sites");
    };
  }

  const Catalogue catalogue_ = SmallCatalogue();
  const FixedClock clock_{kNow};
  const std::shared_ptr<Cache> far_ = std::make_shared<LocalCache>(1 << 20, &clock_);
  int computed_ = 0;
};
INSTANTIATE_TEST_SUITE_P(EveryDatabase, FinalRepliesTest, pcsp::testing::EveryDatabase(),
                         pcsp::testing::DatabaseName);

TEST_P(FinalRepliesTest, AreMadeOnceForAllProcesses) {
  const Wave wave = OpenWave();
  auto one = NewProcess(), other = NewProcess(), stranger = NewProcess("another key of tokens");
  const auto get = [&](Process& process, const std::string& site) {
    return process.replies.Get(AskedFor(site), Body());
  };
  EXPECT_THAT(get(*one, "a1"), HasReason("WAVE_NOT_CLOSED"));
  CloseWave(wave);
  EXPECT_EQ(one->replies.AtHand(AskedFor("a1")), std::nullopt);
  EXPECT_THAT(get(*one, "a1"), IsOkAndHolds("3 sites"));
  EXPECT_EQ(one->replies.AtHand(AskedFor("a1")), "3 sites");
  EXPECT_EQ(one->replies.AtHand(AskedFor("a2")), std::nullopt);
  EXPECT_EQ(other->replies.AtHand(AskedFor("a1")), std::nullopt);
  EXPECT_THAT(get(*other, "a1"), IsOkAndHolds("3 sites"));
  EXPECT_EQ(computed_, 1);
  ASSERT_OK(store_->UpdateWave(
      "assessments.CompleteWave", wave.name, [](Wave w) { return Complete(std::move(w), kNow); },
      Encoded));
  EXPECT_THAT(get(*one, "a1"), IsOkAndHolds("3 sites"));
  EXPECT_THAT(get(*NewProcess(), "a1"), IsOkAndHolds("3 sites"));
  EXPECT_EQ(computed_, 1);
  // Its page tokens would be worth nothing there.
  EXPECT_THAT(get(*stranger, "a1"), IsOkAndHolds("3 sites"));
  EXPECT_EQ(computed_, 2);
}

TEST_P(FinalRepliesTest, AreNotThoseOfAnotherWaveOfTheSameName) {
  const Wave wave = OpenWave();
  CloseWave(wave);
  EXPECT_OK(NewProcess()->replies.Get(AskedFor("a1"), Body()));
  // The same names and revisions, made at another time: another database on the same Redis.
  const auto later = [](Wave w) {
    ++w.revision;
    w.close_time = *w.close_time + absl::Seconds(1);
    return w;
  };
  ASSERT_OK(store_->UpdateWave("assessments.CompleteWave", wave.name, later, Encoded));
  EXPECT_OK(NewProcess()->replies.Get(AskedFor("a1"), Body()));
  EXPECT_EQ(computed_, 2);
}

TEST_P(FinalRepliesTest, AreMadeEachTimeWithoutACache) {
  CloseWave(OpenWave());
  FrozenWaves frozen(store_.get());
  WaveResultsCache results(store_.get(), &frozen, &catalogue_);
  FinalReplies replies(store_.get(), &results, nullptr, "signer", "origin");
  EXPECT_THAT(replies.Get(AskedFor("a1"), Body()), IsOkAndHolds("3 sites"));
  EXPECT_THAT(replies.Get(AskedFor("a1"), Body()), IsOkAndHolds("3 sites"));
  EXPECT_EQ(replies.AtHand(AskedFor("a1")), std::nullopt);
  EXPECT_EQ(computed_, 2);
}

TEST(Asked, TellsRequestsApart) {
  v1::GetSiteResultsRequest full, basic;
  full.set_name("programmes/p/waves/w1/siteResults/a1");
  basic = full;
  basic.set_view(v1::RESULTS_VIEW_BASIC);
  EXPECT_NE(AskedBy(full).request, AskedBy(basic).request);
  EXPECT_EQ(AskedBy(full).wave, (WaveName{"p", "w1"}));
  full.set_name("no such form");
  EXPECT_EQ(AskedBy(full).wave, std::nullopt);
}

}  // namespace
}  // namespace pcsp::assessments::testing

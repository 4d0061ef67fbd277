// What teams agree on, on every engine.
#include "services/assessments/domain/errors.h"
#include "tests/assessments/store/store_fixture.h"
#include "tests/support/audit_chains.h"

namespace pcsp::assessments::testing {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::IsLine;
using pcsp::testing::IsOkAndHolds;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class ConsensusStoreTest : public StoreTest {
 protected:
  absl::StatusOr<std::string> Submit(const Wave& wave, int site, const std::string& answers,
                                     const std::string& etag = "",
                                     const sql::RequestKey& key = {}) {
    const WaveSite where = store_->ListSites(wave).value()[site - 1];
    return store_->SubmitTeamConsensus(
        key, wave.name, where,
        [&](const std::optional<TeamConsensus>& has) {
          return Replace(wave.name, where.organisation, has,
                         {.site = site, .answers = answers, .people_present = 4}, etag, kNow);
        },
        kNow, [](const TeamConsensus& given) { return given.answers + given.etag(); });
  }
};
INSTANTIATE_TEST_SUITE_P(EveryDatabase, ConsensusStoreTest, pcsp::testing::EveryDatabase(),
                         pcsp::testing::DatabaseName);

TEST_P(ConsensusStoreTest, KeepsOneForEachTeamAndReplacesIt) {
  const Wave wave = OpenWave(), other = OpenWave("w2");
  EXPECT_THAT(Submit(wave, 2, "111111"), IsOkAndHolds("111111\"1\""));
  EXPECT_THAT(Submit(wave, 1, "222222"), IsOkAndHolds("222222\"1\""));
  EXPECT_THAT(Submit(other, 1, "333333"), IsOkAndHolds("333333\"1\""));
  EXPECT_THAT(Submit(wave, 2, "444444"), HasReason("ETAG_MISMATCH"));
  EXPECT_THAT(Submit(wave, 2, "555555", "\"1\""), IsOkAndHolds("555555\"2\""));
  const auto all = store_->ListTeamConsensus(wave).value();
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all[0].answers, "222222");
  EXPECT_EQ(all[1], (TeamConsensus{.site = 2,
                                   .answers = "555555",
                                   .people_present = 4,
                                   .revision = 2,
                                   .create_time = kNow,
                                   .update_time = kNow}));
  EXPECT_THAT(Rows(wave), IsEmpty()) << "it is no response";
  EXPECT_THAT(store_->CountResponses(wave), IsOkAndHolds(ElementsAre(0, 0, 0)));
  EXPECT_THAT(pcsp::testing::SoundChain(db(), "p"),
              Contains(IsLine("", "programmes/p/waves/w1/teamConsensus/a2")).Times(2));
}

TEST_P(ConsensusStoreTest, ARepeatedRequestHasItsEffectOnce) {
  const Wave wave = OpenWave();
  const sql::RequestKey key{"", "assessments.SubmitTeamConsensus", kRequest, "hash"};
  EXPECT_THAT(Submit(wave, 1, "111111", "", key), IsOkAndHolds("111111\"1\""));
  EXPECT_THAT(Submit(wave, 1, "111111", "", key), IsOkAndHolds("111111\"1\""));
  EXPECT_EQ(store_->ListTeamConsensus(wave)->front().revision, 1);
}

TEST_P(ConsensusStoreTest, EndsWithTheWave) {
  const Wave wave = OpenWave();
  ASSERT_OK(Submit(wave, 1, "111111"));
  CloseWave(wave);
  EXPECT_THAT(Submit(wave, 1, "222222", "\"1\""), HasReason("WAVE_CLOSED"));
  EXPECT_EQ(store_->ListTeamConsensus(wave)->front().answers, "111111");
}

}  // namespace
}  // namespace pcsp::assessments::testing

// What has been released is remembered, on every engine.
#include "common/storage/audit/audit_table.h"
#include "tests/assessments/store/store_fixture.h"

namespace pcsp::assessments::testing {
namespace {

using pcsp::testing::HasReason;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ReleasesTest : public StoreTest {
 protected:
  absl::StatusOr<std::vector<Release>> Add(const Wave& wave, const std::vector<int>& sites,
                                           bool allowed, const sql::RequestKey& key = {}) {
    return store_->AddRelease(key, wave, {sites}, kNow,
                              [&](const std::vector<Release>& before) -> absl::StatusOr<bool> {
                                asked_ = before;
                                return allowed;
                              });
  }
  size_t AuditLines() {
    const sql::SqlAuditLog log(store_->database());
    return log.List("p", 0, 100).value().size();
  }
  std::vector<Release> asked_;  // what the rule was last given
};
INSTANTIATE_TEST_SUITE_P(EveryDatabase, ReleasesTest, pcsp::testing::EveryDatabase(),
                         pcsp::testing::DatabaseName);

TEST_P(ReleasesTest, AreAppendedOnceAndAudited) {
  const Wave wave = OpenWave();
  const size_t lines = AuditLines();
  EXPECT_THAT(store_->ListReleases(wave).value(), IsEmpty());
  const std::vector<int> long_one = {1, 2, 3, 7, 9, 10};
  EXPECT_EQ(Add(wave, long_one, true)->size(), 1u);
  EXPECT_EQ(Add(wave, {2}, true)->size(), 2u);
  EXPECT_THAT(asked_, ElementsAre(Release{long_one}));
  EXPECT_EQ(AuditLines(), lines + 2);
  // Again: up to where it stands, and no new line.
  EXPECT_THAT(Add(wave, long_one, true).value(), ElementsAre(Release{long_one}));
  EXPECT_EQ(AuditLines(), lines + 2);
  EXPECT_THAT(store_->ListReleases(wave).value(), ElementsAre(Release{long_one}, Release{{2}}));
}

TEST_P(ReleasesTest, RefusedOnesAreNotKept) {
  const Wave wave = OpenWave();
  const size_t lines = AuditLines();
  EXPECT_THAT(Add(wave, {1, 2}, false).value(), IsEmpty());
  EXPECT_THAT(store_->ListReleases(wave).value(), IsEmpty());
  EXPECT_EQ(AuditLines(), lines);
}

TEST_P(ReleasesTest, RequestIdsCountOnce) {
  const Wave wave = OpenWave();
  const sql::RequestKey key{.method = "m", .request_id = kRequest, .payload_hash = "a"};
  EXPECT_EQ(Add(wave, {1, 2}, true, key)->size(), 1u);
  EXPECT_EQ(Add(wave, {1, 2}, true, key)->size(), 1u);
  sql::RequestKey other = key;
  other.payload_hash = "b";
  EXPECT_THAT(Add(wave, {1, 3}, true, other), HasReason("REQUEST_ID_REUSED"));
}

TEST_P(ReleasesTest, WavesKeepTheirPolicy) {
  Wave draft = Draft("w9");
  draft.min_distribution_size = 7;
  draft.min_free_text_size = 12;
  ASSERT_OK(store_->CreateWave({}, draft, Encoded));
  EXPECT_EQ(store_->GetWave(draft.name)->policy(), (PrivacyPolicy{4, 7, 12}));
  // Nothing that changes a wave changes what it promised.
  ASSERT_OK(store_->UpdateWave(
      "m", draft.name,
      [](Wave wave) -> absl::StatusOr<Wave> {
        wave.min_group_size = wave.min_distribution_size = wave.min_free_text_size = 3;
        ++wave.revision;
        return wave;
      },
      Encoded));
  EXPECT_EQ(store_->GetWave(draft.name)->policy(), (PrivacyPolicy{4, 7, 12}));
}

}  // namespace
}  // namespace pcsp::assessments::testing

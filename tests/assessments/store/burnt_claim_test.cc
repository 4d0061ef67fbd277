// Requests that had counted before claims became numbers (schema steps 008 and 009).
#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "common/storage/migrations.h"
#include "services/assessments/store/schema_files.h"
#include "tests/assessments/store/store_fixture.h"

namespace pcsp::assessments::testing {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::IsOkAndHolds;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::SizeIs;

// Those of before.
std::vector<sql::SchemaFile> EarlierSteps() {
  std::vector<sql::SchemaFile> earlier;
  std::copy_if(SchemaFiles().begin(), SchemaFiles().end(), std::back_inserter(earlier),
               [](const sql::SchemaFile& file) { return file.name < "008"; });
  return earlier;
}

class BurntClaimTest : public StoreTest {
 protected:
  void SetUp() override { pcsp::testing::DatabaseTest::SetUp(); }

  // The schema as it was, with requests that have counted in the wave that is opened first.
  void MakeEarlierSchema(const std::vector<std::string>& claims) {
    ASSERT_OK(sql::Migrate(db(), EarlierSteps(), kNow));
    ASSERT_OK(db().Transact([&](soci::session& session) {
      for (const std::string& claim : claims) {
        session << "insert into burnt_request (wave_key, claim) values (1, :claim)",
            soci::use(claim);
      }
      return absl::OkStatus();
    }));
  }
};

TEST_P(BurntClaimTest, StillCountOnce) {
  std::vector<std::string> claims;
  for (int i = 0; i < 200; ++i) claims.push_back(ClaimOf(absl::StrCat("request ", i)));
  MakeEarlierSchema(claims);
  if (HasFatalFailure()) return;
  store_ = SqlStore::Open(&db(), kNow).value();
  const Wave wave = OpenWave();
  ASSERT_EQ(wave.key, 1);
  std::vector<PackedResponse> again;
  for (int i = 0; i < 200; ++i) {
    again.push_back(Response(wave, 1, "123450", absl::StrCat("request ", i)));
  }
  EXPECT_THAT(store_->Append(again), IsOkAndHolds(Each(IsOkAndHolds(Appended::kDuplicate))));
  EXPECT_THAT(Rows(wave), SizeIs(0));
  EXPECT_THAT(store_->Append({Response(wave, 1, "123450", "request 200")}),
              IsOkAndHolds(ElementsAre(IsOkAndHolds(Appended::kStored))));
}

// A program of before the steps would look for claims where none are kept any more.
TEST_P(BurntClaimTest, AreNotLookedForByEarlierPrograms) {
  store_ = SqlStore::Open(&db(), kNow).value();
  EXPECT_THAT(sql::CheckSchema(db(), EarlierSteps()), HasReason("SCHEMA_NEWER"));
}

INSTANTIATE_TEST_SUITE_P(EveryDatabase, BurntClaimTest, pcsp::testing::EveryDatabase(),
                         pcsp::testing::DatabaseName);

}  // namespace
}  // namespace pcsp::assessments::testing

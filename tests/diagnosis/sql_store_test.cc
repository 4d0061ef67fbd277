#include "services/diagnosis/store/sql_store.h"

#include <thread>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/audit_chains.h"
#include "tests/support/databases.h"
#include "tests/support/status_matchers.h"

namespace pcsp::diagnosis {
namespace {

using ::pcsp::testing::DatabaseKind;
using ::pcsp::testing::HasReason;
using ::pcsp::testing::IsLine;
using ::pcsp::testing::IsOk;
using ::pcsp::testing::IsOkAndHolds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const absl::Time kNow = absl::FromUnixMicros(1'767'600'000'123'456);

StoredDiagnosis Make(const std::string& organisation, const std::string& id, int64_t revision = 1,
                     absl::Time now = kNow) {
  return {.name = {{"p", organisation}, id},
          .wave = "w1",
          .evidence_revision = revision,
          .knowledge_base = "kb@1",
          .knowledge_base_hash = "hash",
          .level = Level::kPractice,
          .create_time = now,
          .payload = std::string("\0\xff' payload", 11)};
}

class SqlStoreTest : public pcsp::testing::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (!HasFatalFailure()) Open();
  }
  void Open() {
    auto store = SqlStore::Open(&db(), kNow);
    ASSERT_OK(store);
    store_ = *std::move(store);
  }
  std::vector<std::string> Ids(const DiagnosisQuery& query) {
    const auto found = store_->List(query);
    EXPECT_OK(found);
    std::vector<std::string> ids;
    for (const StoredDiagnosis& diagnosis : *found) ids.push_back(diagnosis.name.diagnosis);
    return ids;
  }

  std::unique_ptr<SqlStore> store_;
};

TEST_P(SqlStoreTest, KeepsEveryField) {
  const StoredDiagnosis diagnosis = Make("a1", "d1");
  EXPECT_THAT(store_->Keep(diagnosis), IsOkAndHolds(diagnosis));
  EXPECT_THAT(store_->Get(diagnosis.name), IsOkAndHolds(diagnosis));
  EXPECT_OK(store_->Ping());
}

TEST_P(SqlStoreTest, KeepsTheFirstOfTheSameEvidence) {
  const StoredDiagnosis first = Make("a1", "d1");
  StoredDiagnosis again = Make("a1", "d2", 1, kNow + absl::Hours(1));
  again.payload = "other";
  ASSERT_OK(store_->Keep(first));
  EXPECT_THAT(store_->Keep(again), IsOkAndHolds(first));
  again.knowledge_base_hash = "other";
  EXPECT_THAT(store_->Keep(again), IsOkAndHolds(again));
  EXPECT_THAT(Ids({.parent = {"p", "a1"}}), ElementsAre("d2", "d1"));
}

TEST_P(SqlStoreTest, WritersOfTheSameEvidenceAgree) {
  std::vector<std::string> kept(4);
  std::vector<std::thread> writers;
  for (int i = 0; i < 4; ++i) {
    writers.emplace_back([&, i] {
      const auto result = store_->Keep(Make("a1", absl::StrCat("d", i)));
      if (result.ok()) kept[i] = result->name.diagnosis;
    });
  }
  for (auto& writer : writers) writer.join();
  EXPECT_THAT(kept, ::testing::Each(kept[0]));
  EXPECT_THAT(Ids({.parent = {"p", "-"}}), ElementsAre(kept[0]));
}

TEST_P(SqlStoreTest, AnUnknownNameIsNotFound) {
  EXPECT_THAT(store_->Get({{"p", "a1"}, "no"}), HasReason("DIAGNOSIS_NOT_FOUND"));
}

TEST_P(SqlStoreTest, ListsNewestFirstPageByPage) {
  for (int i = 0; i < 7; ++i) {
    // Three share each instant.
    ASSERT_OK(store_->Keep(
        Make(absl::StrCat("a", i), absl::StrCat("d", i), 1, kNow + absl::Seconds(i / 3))));
  }
  DiagnosisQuery query{.parent = {"p", "-"}, .limit = 2};
  std::vector<std::string> all;
  for (;;) {
    const auto page = store_->List(query);
    ASSERT_OK(page);
    if (page->empty()) break;
    for (const auto& diagnosis : *page) all.push_back(diagnosis.name.diagnosis);
    query.after = {absl::ToUnixMicros(page->back().create_time), all.back()};
  }
  EXPECT_THAT(all, ElementsAre("d6", "d5", "d4", "d3", "d2", "d1", "d0"));
}

TEST_P(SqlStoreTest, FiltersByOrganisationWaveAndLevel) {
  ASSERT_OK(store_->Keep(Make("a1", "d1")));
  StoredDiagnosis upper = Make("sg1", "d2");
  upper.level = Level::kSteeringGroup;
  ASSERT_OK(store_->Keep(upper));
  StoredDiagnosis later = Make("a1", "d3");
  later.wave = "w2";
  ASSERT_OK(store_->Keep(later));
  StoredDiagnosis elsewhere = Make("a1", "d4");
  elsewhere.name.organisation.programme = "q";
  ASSERT_OK(store_->Keep(elsewhere));

  EXPECT_THAT(Ids({.parent = {"p", "-"}}), ElementsAre("d3", "d2", "d1"));
  EXPECT_THAT(Ids({.parent = {"p", "a1"}}), ElementsAre("d3", "d1"));
  EXPECT_THAT(Ids({.parent = {"p", "-"}, .wave = "w1"}), ElementsAre("d2", "d1"));
  EXPECT_THAT(Ids({.parent = {"p", "-"}, .level = Level::kSteeringGroup}), ElementsAre("d2"));
  EXPECT_THAT(Ids({.parent = {"none", "-"}}), IsEmpty());
}

TEST_P(SqlStoreTest, TheLatestIsThatOfTheHighestRevision) {
  ASSERT_OK(store_->Keep(Make("a1", "d1", 2)));
  ASSERT_OK(store_->Keep(Make("a1", "d2", 1, kNow + absl::Hours(1))));
  StoredDiagnosis newer = Make("a1", "d3", 2, kNow + absl::Hours(2));
  newer.knowledge_base_hash = "newer";
  ASSERT_OK(store_->Keep(newer));
  ASSERT_OK(store_->Keep(Make("a2", "d4", 1)));
  EXPECT_THAT(Ids({.parent = {"p", "-"}, .latest_only = true}), ElementsAre("d3", "d4"));
  EXPECT_THAT(Ids({.parent = {"p", "a1"}, .wave = "w1", .latest_only = true}), ElementsAre("d3"));
}

TEST_P(SqlStoreTest, WhatIsNewLeavesALineInTheAudit) {
  ASSERT_OK(store_->Keep(Make("a1", "d1")));
  ASSERT_OK(store_->Keep(Make("a1", "again")));
  ASSERT_OK(store_->Keep(Make("a2", "d2")));
  const auto lines = pcsp::testing::SoundChain(db(), "p");
  ASSERT_THAT(
      lines, ElementsAre(
                 IsLine("diagnosis.StoreDiagnosis", "programmes/p/organisations/a1/diagnoses/d1"),
                 IsLine("diagnosis.StoreDiagnosis", "programmes/p/organisations/a2/diagnoses/d2")));
  EXPECT_EQ(lines[0].time, kNow);
  EXPECT_EQ(lines[0].content_hash, audit::ContentHash(lines[0].salt, Make("a1", "d1").payload));
}

TEST_P(SqlStoreTest, OutlivesAProcess) {
  if (GetParam() == DatabaseKind::kSqliteMemory) return;
  const StoredDiagnosis diagnosis = Make("a1", "d1");
  ASSERT_OK(store_->Keep(diagnosis));
  Reopen();
  Open();
  EXPECT_THAT(store_->Get(diagnosis.name), IsOkAndHolds(diagnosis));
}

INSTANTIATE_TEST_SUITE_P(EveryDatabase, SqlStoreTest, pcsp::testing::EveryDatabase(),
                         pcsp::testing::DatabaseName);

}  // namespace
}  // namespace pcsp::diagnosis

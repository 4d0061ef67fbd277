#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/diagnosis/store/learning/sql_learning_store.h"
#include "services/diagnosis/store/sql_store.h"
#include "tests/support/databases.h"
#include "tests/support/status_matchers.h"

namespace pcsp::diagnosis {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::IsOk;
using ::pcsp::testing::IsOkAndHolds;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const absl::Time kNow = absl::FromUnixMicros(1'767'600'000'123'456);
constexpr char kRequest[] = "6f1b2a34-0000-4000-8000-000000000001";
constexpr char kOtherRequest[] = "6f1b2a34-0000-4000-8000-000000000002";

class LearningStoreTest : public pcsp::testing::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (HasFatalFailure()) return;
    ASSERT_OK(SqlStore::Open(&db(), kNow));
    store_ = std::make_unique<SqlLearningStore>(&db());
  }
  static StoredLayer Make(const std::string& programme, const std::string& fingerprint) {
    return {.programme = programme,
            .knowledge_base = "pcsp@2",
            .knowledge_base_hash = "hash",
            .as_of = kNow - absl::Seconds(1),
            .passes = 2,
            .fingerprint = fingerprint,
            .payload = std::string("a\0b", 3),
            .create_time = kNow};
  }
  absl::StatusOr<std::string> Add(const StoredLayer& layer, const std::string& request = "") {
    return store_->Add(
        {"", "diagnosis.LearnFromReviews", request, layer.fingerprint}, layer,
        [](const StoredLayer& kept) { return absl::StrCat(kept.programme, " ", kept.number); });
  }
  absl::StatusOr<std::string> Use(const std::string& programme, int64_t number,
                                  const std::string& request = "") {
    return store_->Use({"", "diagnosis.UseLearnedLayer", request, absl::StrCat(number)}, programme,
                       number, kNow, "reply");
  }

  std::unique_ptr<SqlLearningStore> store_;
};

TEST_P(LearningStoreTest, NumbersLayersByProgramme) {
  EXPECT_THAT(Add(Make("p", "one")), IsOkAndHolds("p 1"));
  EXPECT_THAT(Add(Make("p", "two")), IsOkAndHolds("p 2"));
  EXPECT_THAT(Add(Make("q", "one")), IsOkAndHolds("q 1"));
  StoredLayer two = Make("p", "two");
  two.number = 2;
  EXPECT_THAT(store_->Get("p", 2), IsOkAndHolds(two));
  EXPECT_THAT(store_->Get("p", 3), HasReason("LEARNED_LAYER_NOT_FOUND"));
  const auto all = store_->List("p", 0, 10);
  ASSERT_OK(all);
  ASSERT_THAT(*all, SizeIs(2));
  EXPECT_EQ((*all)[0], two);
  const auto rest = store_->List("p", 2, 10);
  ASSERT_OK(rest);
  ASSERT_THAT(*rest, SizeIs(1));
  EXPECT_EQ((*rest)[0].fingerprint, "one");
  EXPECT_THAT(store_->List("r", 0, 10), IsOkAndHolds(IsEmpty()));
}

TEST_P(LearningStoreTest, RepeatsWhatItAnswered) {
  EXPECT_THAT(Add(Make("p", "one"), kRequest), IsOkAndHolds("p 1"));
  EXPECT_THAT(Add(Make("p", "one"), kRequest), IsOkAndHolds("p 1"));
  EXPECT_THAT(Add(Make("p", "two"), kRequest), HasReason("REQUEST_ID_REUSED"));
  EXPECT_THAT(*store_->List("p", 0, 10), SizeIs(1));
}

TEST_P(LearningStoreTest, PutsLayersInUseAndTakesThemBack) {
  ASSERT_OK(Add(Make("p", "one")));
  ASSERT_OK(Add(Make("p", "two")));
  const auto in_use = [&] { return *store_->InUse("p"); };
  EXPECT_EQ(in_use().revision, 0);
  EXPECT_FALSE(in_use().layer);
  ASSERT_OK(Use("p", 2));
  EXPECT_EQ(in_use().layer->fingerprint, "two");
  ASSERT_OK(Use("p", 2));
  EXPECT_EQ(in_use().revision, 1) << "nothing changed";
  ASSERT_OK(Use("p", 1, kRequest));
  EXPECT_EQ(in_use().layer->fingerprint, "one");
  ASSERT_OK(Use("p", 0, kOtherRequest));
  EXPECT_FALSE(in_use().layer);
  EXPECT_EQ(in_use().revision, 3);
  ASSERT_OK(Use("p", 1, kRequest)) << "a call repeated late";
  EXPECT_FALSE(in_use().layer) << "does nothing again";
  EXPECT_THAT(Use("p", 3), HasReason("LEARNED_LAYER_NOT_FOUND"));
  EXPECT_THAT(Use("q", 1), HasReason("LEARNED_LAYER_NOT_FOUND"));
}

INSTANTIATE_TEST_SUITE_P(EveryDatabase, LearningStoreTest, pcsp::testing::EveryDatabase(),
                         pcsp::testing::DatabaseName);

}  // namespace
}  // namespace pcsp::diagnosis

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
  static sql::RequestKey LearnKey(const std::string& request, const std::string& payload) {
    return {"", "diagnosis.LearnFromReviews", request, payload};
  }
  absl::StatusOr<std::string> Add(const StoredLayer& layer, const std::string& request = "",
                                  bool follow = false) {
    return store_->Add(LearnKey(request, layer.fingerprint), layer, follow,
                       [](const StoredLayer& kept, bool in_use) {
                         return absl::StrCat(kept.programme, " ", kept.number,
                                             in_use ? " in use" : "");
                       });
  }
  absl::StatusOr<std::optional<std::string>> Begin(const std::string& holder, absl::Time now,
                                                   const std::string& request = "") {
    return store_->Begin(LearnKey(request, "one"), "p", holder, now, now + absl::Minutes(1));
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

TEST_P(LearningStoreTest, StoresTheSameContentOnce) {
  EXPECT_THAT(Add(Make("p", "one")), IsOkAndHolds("p 1"));
  StoredLayer later = Make("p", "one");
  later.create_time += absl::Hours(24);
  later.as_of += absl::Hours(24);
  EXPECT_THAT(Add(later, kRequest), IsOkAndHolds("p 1"));
  EXPECT_THAT(*store_->List("p", 0, 10), SizeIs(1));
  EXPECT_EQ(store_->Get("p", 1)->create_time, kNow);
  StoredLayer other = Make("p", "one");
  other.knowledge_base_hash = "another";
  EXPECT_THAT(Add(other), IsOkAndHolds("p 2")) << "over another knowledge base";
}

TEST_P(LearningStoreTest, FollowsOnlyWhereTheNewestLayerIsInUse) {
  EXPECT_THAT(Add(Make("p", "one"), "", /*follow=*/true), IsOkAndHolds("p 1")) << "none is in use";
  ASSERT_OK(Use("p", 1));
  EXPECT_THAT(Add(Make("p", "one"), "", /*follow=*/true), IsOkAndHolds("p 1 in use"));
  EXPECT_THAT(Add(Make("p", "two"), "", /*follow=*/false), IsOkAndHolds("p 2"));
  EXPECT_THAT(Add(Make("p", "three"), "", /*follow=*/true), IsOkAndHolds("p 3"))
      << "an earlier one is in use: somebody chose it";
  ASSERT_OK(Use("p", 3));
  EXPECT_THAT(Add(Make("p", "four"), "", /*follow=*/true), IsOkAndHolds("p 4 in use"));
  EXPECT_EQ(store_->InUse("p")->layer->number, 4);
}

TEST_P(LearningStoreTest, LetsOneLearnAtATime) {
  EXPECT_THAT(Begin("a", kNow), IsOkAndHolds(std::nullopt));
  EXPECT_THAT(Begin("b", kNow + absl::Seconds(59)), HasReason("LEARNING_UNDER_WAY"));
  ASSERT_OK(store_->End("p", "b")) << "not the holder: nothing ends";
  EXPECT_THAT(Begin("b", kNow + absl::Seconds(59)), HasReason("LEARNING_UNDER_WAY"));
  EXPECT_THAT(Begin("b", kNow + absl::Minutes(1)), IsOkAndHolds(std::nullopt)) << "a died";
  ASSERT_OK(store_->End("p", "b"));
  EXPECT_THAT(Begin("c", kNow), IsOkAndHolds(std::nullopt));
  ASSERT_OK(Add(Make("p", "one"), kRequest));
  EXPECT_THAT(Begin("d", kNow, kRequest), IsOkAndHolds(std::optional<std::string>("p 1")))
      << "it is done: no need to replay";
}

INSTANTIATE_TEST_SUITE_P(EveryDatabase, LearningStoreTest, pcsp::testing::EveryDatabase(),
                         pcsp::testing::DatabaseName);

}  // namespace
}  // namespace pcsp::diagnosis
